import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { installationFolder } from '#server/installation.ts';

const main = join(installationFolder, 'server', 'cli', 'main.ts');
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

export type Ended = { code: number | null; out: string; err: string };

/** Starts the command line as a person does; `said` resolves with all of standard output once it holds the text. */
export function filmloom(args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let [out, err] = ['', ''];
  const ended = once(child, 'close').then(([code]): Ended => ({ code, out, err }));
  child.stdout.on('data', (part) => {
    out += part;
  });
  child.stderr.on('data', (part) => {
    err += part;
  });
  const said = (text: string) =>
    new Promise<string>((resolve, reject) => {
      child.stdout.on('data', () => {
        if (out.includes(text)) resolve(out);
      });
      ended.then((end) => reject(new Error(`It ended first: ${JSON.stringify(end)}`)));
    });
  return { child, said, ended };
}
