import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { installationFolder } from '#server/installation.ts';

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export type ServerProcess = { readonly url: string; readonly child: ChildProcess; kill(): Promise<void>; stop(): Promise<void> };

/** A real server process over a data folder, once it says that it is ready. */
export async function spawnServer(dataFolder: string, settings: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const args = ['--disable-warning=ExperimentalWarning', 'server/cli/main.ts', 'serve', '--port', '0'];
  const env = { ...process.env, FILMLOOM_DATA: dataFolder, LOG_LEVEL: 'error', ...settings };
  const child = spawn(process.execPath, args, { cwd: installationFolder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /ready at (\S+)/.exec(text)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready`)));
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return { url, child, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

/** One call of the API; throws with the answer where it is not 2xx. */
export async function api<T>(url: string, path: string, body?: unknown): Promise<T> {
  const init: RequestInit =
    body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(`${url}/api/v1${path}`, init);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
