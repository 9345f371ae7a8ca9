import { runTool, type ToolJob, type ToolResult } from './run-tool.ts';

export type FfmpegJob = {
  /** Inputs, filters and outputs; the general options are added here. */
  readonly args: readonly string[];
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Expected length of the output; needed for progress. */
  readonly seconds?: number;
  /** `fraction` from 0 to 1, never going back. */
  readonly onProgress?: (fraction: number) => void;
  /** Writes what ffmpeg reads as `pipe:0`. */
  readonly stdin?: ToolJob['stdin'];
  readonly timeoutMs?: number;
};

/** The largest single block of memory ffmpeg may take: a frame of 100 megapixels in four channels, and room beside it. */
const maxAllocBytes = 1024 * 1024 * 1024;

/** Runs ffmpeg and answers with what it wrote to stderr, down to lines marked `[info]`. Fails as `runTool` does. */
export async function runFfmpeg(job: FfmpegJob): Promise<{ stderr: string }> {
  const { onProgress, seconds } = job;
  const input = job.stdin ? [] : ['-nostdin'];
  const general = ['-hide_banner', ...input, '-y', '-loglevel', 'level+info', '-nostats', '-max_alloc', String(maxAllocBytes)];
  // The progress pipe is always asked for: it also ends ffmpeg when this process is gone and nobody reads it.
  const progress = ['-progress', 'pipe:1', '-stats_period', '0.25'];
  const { stderr } = await runTool({
    program: 'ffmpeg',
    args: [...general, ...progress, ...job.args],
    folder: job.folder,
    signal: job.signal,
    onStdout: progressReader(seconds, onProgress),
    ...(job.stdin && { stdin: job.stdin }),
    ...(job.timeoutMs !== undefined && { timeoutMs: job.timeoutMs }),
  });
  onProgress?.(1);
  return { stderr };
}

/** Runs ffprobe; what it prints is in `stdout`. Fails as `runTool` does. */
export function runFfprobe(job: { args: readonly string[]; folder: string; signal: AbortSignal; timeoutMs?: number }): Promise<ToolResult> {
  return runTool({ ...job, program: 'ffprobe', args: ['-hide_banner', '-loglevel', 'level+error', ...job.args] });
}

/** Reads `key=value` blocks; `out_time_us` is how much of the output exists, in microseconds. */
function progressReader(seconds = 0, onProgress: (fraction: number) => void = () => undefined): (chunk: Buffer) => void {
  let rest = '';
  let reached = 0;
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const microseconds = Number(/^out_time_us=(-?\d+)/.exec(line)?.[1] ?? Number.NaN);
      if (!(seconds > 0) || !(microseconds >= 0)) continue;
      const fraction = Math.min(microseconds / 1e6 / seconds, 0.999);
      if (fraction <= reached) continue;
      reached = fraction;
      onProgress(fraction);
    }
  };
}
