import { type ChildProcess, spawn } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { commandOf, programPath } from './program-path.ts';
import { missingFailure } from './tool-failure.ts';

const graceMs = 2000;

/** Leaders of the groups that are running now, so that none of them outlives this process. */
const running = new Set<number>();
process.on('exit', () => {
  for (const pid of running) signalGroup(pid, 'SIGKILL');
});

/** What a child may know of its surroundings: where programs are, where a font cache may live, and plain English messages. */
function childEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8' };
}

/**
 * Starts a program in a process group of its own, with pipes for stdout and stderr and, where asked, for stdin.
 * Throws FFMPEG_MISSING or TOOL_MISSING where it is not on the PATH.
 */
export function spawnGroup(job: {
  program: string;
  args: readonly string[];
  folder: string;
  input: boolean;
  env?: Readonly<Record<string, string>>;
}): ChildProcess {
  const path = isAbsolute(job.program) ? job.program : programPath(job.program);
  if (!path) throw missingFailure(job.program);
  const [command, args] = commandOf(path, job.args);
  const child = spawn(command, args, {
    cwd: job.folder,
    env: { ...childEnvironment(), ...job.env },
    detached: true,
    windowsHide: true,
    stdio: [job.input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid !== undefined) {
    running.add(pid);
    child.once('close', () => running.delete(pid));
  }
  return child;
}

/** Asks the whole group to end, and ends it two seconds later if it has not. */
export function stopGroup(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  signalGroup(pid, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
  child.once('close', () => clearTimeout(timer));
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch {
    // The group has ended already, which is what was wanted.
  }
}
