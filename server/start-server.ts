import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { catalogue } from '#executors/catalogue/index.ts';
import type { Row } from '#nodes/price.ts';
import { buildApp } from './app.ts';
import type { App } from './app-parts.ts';
import { secretOf } from './auth/secret.ts';
import { createTokenCheck } from './auth/token.ts';
import type { Settings } from './env.ts';
import { installationFolder } from './installation.ts';
import type { Log } from './log.ts';
import { type Data, openData } from './open-data.ts';
import { availableRows, type Reach, reachBySettings } from './provider-access.ts';
import type { Caller, Engine } from './runs/engine-contract.ts';
import { ensureSampleGraph } from './sample-graph.ts';
import { fullDataFolder } from './store/data-folder.ts';

/** The address cannot be listened on. The message is one line with what to do. */
export class ListenError extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'ListenError';
  }
}

export type EngineMaker = (parts: Pick<Data, 'store' | 'storage'> & EngineNeeds) => Engine;
type EngineNeeds = { rows(): readonly Row[]; reach: Reach; settings: Settings; log: Log; clock: () => Date };
export type RunningServer = { readonly url: string; readonly engine: Engine; readonly owner: Caller; close(): Promise<void> };
type Start = { settings: Settings; log: Log; createEngine: EngineMaker; clock?: () => Date };

/** Opens the data, takes up what an earlier process left unfinished, and listens. Resolves once requests are answered. */
export async function startServer({ settings, log, createEngine, clock = () => new Date() }: Start): Promise<RunningServer> {
  const data = await openData(settings.dataFolder, clock);
  const reach = reachBySettings(settings);
  const rows = (): readonly Row[] => availableRows(catalogue, reach);
  const engine = createEngine({ store: data.store, storage: data.storage, settings, rows, reach, log, clock });
  let app: App | undefined;
  const close = async (): Promise<void> => {
    await app?.close();
    await engine.close();
    await data.close();
  };
  try {
    const { store, storage, owner } = data;
    await ensureSampleGraph(store, owner, clock().toISOString());
    const tokens = createTokenCheck(settings.token, secretOf(settings));
    app = await buildApp({
      settings,
      store,
      storage,
      engine,
      tokens,
      rows,
      clock,
      log,
      editorFolder: join(installationFolder, 'dist'),
    });
    const here = await listen(app, settings);
    await engine.recover();
    data.publish(here);
    return { url: settings.publicUrl ?? here, engine, owner, close };
  } catch (error) {
    await close();
    throw fullDataFolder(settings.dataFolder, error) ?? error;
  }
}

async function listen(app: App, { host, port }: Settings): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    throw new ListenError(whyNot((cause as NodeJS.ErrnoException).code, host, port), cause);
  }
  const { port: taken } = app.server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${taken}`;
}

function whyNot(code: string | undefined, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Stop that program, or choose another port: FILMLOOM_PORT=${port + 1}.`;
  if (code === 'EACCES') return `This user may not open port ${port}. Choose one above 1023: FILMLOOM_PORT=4400.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is not an address of this machine. Set FILMLOOM_HOST to one that is, such as 127.0.0.1.`;
  return `The server could not listen on ${host}:${port} (${code}). Choose other values for FILMLOOM_HOST and FILMLOOM_PORT.`;
}
