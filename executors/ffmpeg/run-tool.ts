import type { ChildProcess } from 'node:child_process';
import type { Writable } from 'node:stream';
import { StepError } from '../errors.ts';
import { spawnGroup, stopGroup } from './process-group.ts';
import { exitFailure, startFailure, timeFailure } from './tool-failure.ts';

/** Hands bytes to a program; resolves when it can take more, so that nothing piles up in memory. */
export type Write = (chunk: Uint8Array) => Promise<void>;

export type ToolJob = {
  /** Name on the PATH or an absolute path, never a shell line. */
  readonly program: string;
  readonly args: readonly string[];
  /** The working folder of the program. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Writes the program's stdin, which is closed when the promise resolves. Without it stdin is empty. */
  readonly stdin?: (write: Write) => Promise<void>;
  /** Takes stdout as it comes; the result then carries none. */
  readonly onStdout?: (chunk: Buffer) => void;
  /** Hears stderr as it comes, besides its being kept for errors. */
  readonly onStderr?: (text: string) => void;
  /** What the program finds in its environment besides PATH, HOME and LANG. */
  readonly env?: Readonly<Record<string, string>>;
  /** Wall time, by default two hours. */
  readonly timeoutMs?: number;
};
export type ToolResult = { readonly stdout: Buffer; readonly stderr: string };

const twoHoursMs = 7_200_000;
const mostStdoutBytes = 256 * 1024 * 1024;
const mostStderrCharacters = 8 * 1024 * 1024;

/**
 * Runs a program to its end: arguments as they are, no shell, a process group that dies with `signal`.
 * Rejects with a StepError: CANCELLED, TIMED_OUT, FFMPEG_MISSING, TOOL_MISSING, FFMPEG_FAILED, TOOL_FAILED or DISK_FULL;
 * whatever `stdin` throws is passed on.
 */
export async function runTool(job: ToolJob): Promise<ToolResult> {
  if (job.signal.aborted) throw cancelled();
  const child = spawnGroup({ ...job, input: job.stdin !== undefined });
  const stop = watch(child, job);
  const output = collect(child, job, stop.because);
  const feeding = feed(child, job.stdin, stop.because);
  try {
    const end = await ended(child, job.program);
    await feeding;
    if (stop.reason()) throw stop.reason() instanceof TimedOut ? timeFailure(job.program, stop.timeoutMs, output.stderr()) : stop.reason();
    if (end.exitCode !== 0) throw exitFailure(job.program, { ...end, stderr: output.stderr() });
    return { stdout: output.stdout(), stderr: output.stderr() };
  } finally {
    stop.release();
  }
}

class TimedOut extends Error {}

function cancelled(): StepError {
  return new StepError('CANCELLED', 'This step was cancelled. Run it again when you want its result.');
}

/** Ends the group on abort, on time-out and when one of our own parts fails; remembers the first reason. */
function watch(child: ChildProcess, { signal, timeoutMs = twoHoursMs }: ToolJob) {
  let reason: unknown;
  const because = (cause: unknown): void => {
    reason ??= cause;
    stopGroup(child);
  };
  const onAbort = (): void => because(cancelled());
  signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => because(new TimedOut()), timeoutMs);
  const release = (): void => {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  };
  return { because, release, timeoutMs, reason: () => reason };
}

function collect(child: ChildProcess, { onStdout, onStderr }: ToolJob, because: (cause: unknown) => void) {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    if (onStdout) return onStdout(chunk);
    bytes += chunk.length;
    if (bytes > mostStdoutBytes) return because(new StepError('INTERNAL', 'A program wrote more output than can be held.'));
    chunks.push(chunk);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-mostStderrCharacters);
    onStderr?.(text);
  });
  return { stdout: () => Buffer.concat(chunks), stderr: () => stderr };
}

function ended(child: ChildProcess, program: string): Promise<{ exitCode: number | null; signal: string | null }> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause: NodeJS.ErrnoException) => reject(startFailure(program, cause)));
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal }));
  });
}

/** Runs the writer; a pipe closed by the program's own end is left for its exit code to explain. */
async function feed(child: ChildProcess, stdin: ToolJob['stdin'], because: (cause: unknown) => void): Promise<void> {
  const pipe = child.stdin;
  if (!stdin || !pipe) return;
  pipe.on('error', () => undefined);
  try {
    await stdin((chunk) => writeTo(pipe, chunk));
    pipe.end();
  } catch (cause) {
    if (!(cause instanceof PipeClosed)) because(cause);
  }
}

class PipeClosed extends Error {}

function writeTo(pipe: Writable, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    if (pipe.destroyed || pipe.writableEnded) return reject(new PipeClosed());
    const onClose = (): void => reject(new PipeClosed());
    pipe.once('close', onClose);
    pipe.write(chunk, (error) => {
      pipe.off('close', onClose);
      if (error) reject(new PipeClosed());
      else resolve();
    });
  });
}
