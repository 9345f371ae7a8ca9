import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../../bin/setup/tools.mjs';

/**
 * Reads process ids, one a line. When its input ends, because the service was stopped or because the tests died in whatever
 * way, it ends the process of the last line and removes the folder.
 */
const guardScript = `
while read -r line; do pid=$line; done
if [ -n "$pid" ]; then
  kill -s "$2" "$pid" 2>/dev/null; kill -s CONT "$pid" 2>/dev/null
  for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$pid" 2>/dev/null || break; sleep 0.5; done
  kill -s KILL "$pid" 2>/dev/null
fi
for _ in 1 2 3 4 5; do rm -rf "$1" 2>/dev/null && break; sleep 0.5; done
`;

/** Who runs a service; undefined is the present user. */
export type Account = { readonly uid: number; readonly gid: number } | undefined;
export type GuardedProcess = {
  /** Folder of the service's files. */
  readonly folder: string;
  /** Starts the program; it may be started again once it has ended. */
  start(program: string, args: readonly string[]): void;
  /** The reason with the end of its output once the process has ended; undefined while it runs. */
  ended(): Promise<string | undefined>;
  /** Sends a signal; with `untilExit` waits for the process to end. */
  signal(name: NodeJS.Signals, more?: { untilExit: boolean }): Promise<void>;
  /** Ends the process with `endSignal` and removes the folder. */
  dispose(): Promise<void>;
};

/** A folder and a process in it that never outlive the tests, however these end. */
export async function openGuardedProcess(name: string, endSignal: 'TERM' | 'INT' | 'QUIT', account?: Account): Promise<GuardedProcess> {
  const folder = await mkdtemp(join(tmpdir(), `filmloom-${name}-`));
  if (account) chownSync(folder, account.uid, account.gid);
  const guard = spawn('/bin/sh', ['-c', guardScript, 'guard', folder, endSignal], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  let child: ChildProcess | undefined;
  let output = '';
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const signal = async (signalName: NodeJS.Signals, { untilExit } = { untilExit: false }): Promise<void> => {
    if (!child || !isRunning()) return;
    const exit = once(child, 'exit');
    child.kill(signalName);
    if (untilExit) await exit;
  };
  return {
    folder,
    start(program, args) {
      output = '';
      child = spawn(program, args, { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...account });
      const keep = (part: Buffer) => {
        output = `${output}${part}`.slice(-2000);
      };
      child.stdout?.on('data', keep);
      child.stderr?.on('data', keep);
      guard.stdin.write(`${child.pid}\n`);
      child.once('exit', () => guard.stdin.writable && guard.stdin.write('\n'));
    },
    ended: async () => (isRunning() ? undefined : `${name} ended (${child?.exitCode ?? child?.signalCode}): ${output.trim()}`),
    signal,
    async dispose() {
      await signal('SIGCONT');
      await signal(`SIG${endSignal}`, { untilExit: true });
      const gone = once(guard, 'exit');
      guard.stdin.end();
      await gone;
    },
  };
}

/** The file of a program. Throws one sentence where it is missing: a test that needs it fails, it is never left out. */
export function requireProgram(names: readonly string[], what: string): string {
  for (const name of names) {
    const file = findProgram(name);
    if (file) return file;
  }
  throw new Error(`${what} is not installed, so this test cannot run. “npm test” installs it where it may; else install it yourself.`);
}

/** The ids of a user of this machine, or undefined. */
export async function accountOf(user: string): Promise<Account> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((one) => one.startsWith(`${user}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Asks until the answer is true. Throws what `why` says after `timeoutMs`. */
export async function until(check: () => Promise<boolean>, why: () => string, timeoutMs = 60_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(why());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
