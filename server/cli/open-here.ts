import { setTimeout as sleep } from 'node:timers/promises';
import { readSettings } from '../env.ts';
import type { RunningServer } from '../start-server.ts';
import { findHolder } from '../store/data-lock.ts';

/** A way to the data folder of this installation: through the server that has it, else through one opened here. */
export type Here = { readonly url: string; close(): Promise<void> };

export async function openHere(): Promise<Here> {
  const settings = readSettings();
  const served = await urlOfHolder(settings.dataFolder);
  if (served) return { url: served, close: async () => {} };
  const [{ createLog }, { startServer }] = await Promise.all([import('../log.ts'), import('../start-server.ts')]);
  // Warnings of steps reach the person through the run itself.
  const log = createLog(settings.logLevel === 'info' ? 'error' : settings.logLevel);
  const server = await startServer({
    settings: { ...settings, host: '127.0.0.1', port: 0, publicUrl: undefined },
    log,
  });
  return { url: server.url, close: () => closeWhenIdle(server) };
}

const startingMs = 10_000;

/** Where the data folder is served. One that has just been locked is given time to start. */
async function urlOfHolder(folder: string): Promise<string | undefined> {
  for (const until = Date.now() + startingMs; ; await sleep(100)) {
    const holder = findHolder(folder);
    if (!holder || holder.url || Date.now() > until) return holder?.url;
  }
}

/** Another command may have found this process and run something in it: it is let finish. */
async function closeWhenIdle(server: RunningServer): Promise<void> {
  let said = false;
  for (;;) {
    const { runs } = await server.engine.list(server.owner, { state: 'running', limit: 1 });
    if (runs.length === 0) break;
    if (!said) console.error('Another command still runs in this process. It ends when that is done; Ctrl+C stops it at once.');
    said = true;
    await sleep(250);
  }
  await server.close();
}
