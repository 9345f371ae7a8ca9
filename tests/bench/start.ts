import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { medianMs, printTable } from './figures.ts';

const run = promisify(execFile);
const node = [process.execPath, '--disable-warning=ExperimentalWarning'] as const;
const main = 'server/cli/main.ts';

/** Start-up to the first accepted request and idle memory, beside node doing nothing and `filmloom --version`. */
export async function benchStart(): Promise<void> {
  const bare = await medianMs(5, () => run(node[0], ['-e', '0']));
  const version = await medianMs(5, () => run(node[0], [node[1], main, '--version']));
  const { readyMs, megabytes } = await serve();
  printTable(
    ['start', 'ms', '× bare node'],
    [
      ['node -e 0', bare, 1],
      ['filmloom --version', version, version / bare],
      ['filmloom serve, ready', readyMs, readyMs / bare],
    ],
  );
  console.log(`idle memory of the server: ${megabytes} MB resident`);
}

async function serve(): Promise<{ readyMs: number; megabytes: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'filmloom-bench-'));
  const began = performance.now();
  const child = spawn(node[0], [node[1], main, 'serve', '--port', '0'], {
    env: { ...process.env, FILMLOOM_DATA: folder, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve) => child.stdout.on('data', (text: Buffer) => text.includes('ready at') && resolve()));
  const readyMs = performance.now() - began;
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  const ended = new Promise((resolve) => child.on('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  await rm(folder, { recursive: true });
  return { readyMs, megabytes: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024) };
}
