import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { catalogue } from '#executors/catalogue/index.ts';
import { shareAgents } from './agents/fleet-agents.ts';
import { type AgentGateway, createAgentGateway } from './agents/gateway.ts';
import { buildApp } from './app.ts';
import type { App } from './app-parts.ts';
import { secretOf } from './auth/secret.ts';
import { createTokenCheck } from './auth/token.ts';
import { type Keys, openKeys } from './credentials/open-keys.ts';
import type { Settings } from './env.ts';
import { watchLanes } from './fleet-watch.ts';
import { installationFolder } from './installation.ts';
import { openOwnEngine } from './local-engine.ts';
import type { Log } from './log.ts';
import { type Data, openData } from './open-data.ts';
import type { FleetData } from './open-fleet.ts';
import { availableRows } from './provider-access.ts';
import { createProviderHealth } from './provider-health.ts';
import { policyOf } from './retention/policy.ts';
import { startPruner } from './retention/pruner.ts';
import type { Caller, Engine } from './runs/engine-contract.ts';
import type { EngineNeeds, ServingEngine } from './runs/serving-engine.ts';
import { ensureSampleGraph } from './sample-graph.ts';
import { fullDataFolder } from './store/data-folder.ts';

/** The address cannot be listened on. The message is one line with what to do. */
export class ListenError extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'ListenError';
  }
}

export type RunningServer = { readonly url: string; readonly engine: Engine; readonly owner: Caller; close(): Promise<void> };
type Start = { settings: Settings; log: Log; clock?: () => Date };

/**
 * Opens the data, takes up what an earlier process left unfinished, and listens. Resolves once requests are answered. With
 * DATABASE_URL it is one server of a fleet, else it does everything itself.
 */
export async function startServer({ settings, log, clock = () => new Date() }: Start): Promise<RunningServer> {
  const { data, engine, rows, keys, agents } = await openParts(settings, log, clock);
  const pruner = startPruner({ store: data.store.retention, storage: data.storage, policy: policyOf(settings), now: clock, log });
  const lanes = 'holder' in data ? watchLanes(engine.queue, clock) : undefined;
  let app: App | undefined;
  const close = async (): Promise<void> => {
    await app?.close();
    await lanes?.close();
    await pruner.close();
    await agents.close();
    await engine.close();
    await data.close();
  };
  try {
    const { store, storage, owner } = data;
    await ensureSampleGraph(store, owner, clock().toISOString());
    app = await buildApp({
      settings,
      store,
      storage,
      engine,
      agents,
      pruner,
      ...(lanes && { fleet: { bus: engine.bus, lanes, s3: settings.s3 } }),
      tokens: createTokenCheck(settings.token, secretOf(settings)),
      rows,
      keys,
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

type Parts = { data: Data; engine: ServingEngine; agents: AgentGateway; keys: Keys } & Pick<EngineNeeds, 'rows'>;

async function openParts(settings: Settings, log: Log, clock: () => Date): Promise<Parts> {
  const health = createProviderHealth(clock);
  const rows: EngineNeeds['rows'] = async (workspaceId) => [
    ...(await availableRows(catalogue, keys.reach, workspaceId, health)),
    ...known.rows(),
  ];
  const reach: EngineNeeds['reach'] = (row, workspaceId) => keys.reach(row, workspaceId);
  const { data, engine } = await openEngine(settings, { rows, reach, log, clock, sighted: health.observe });
  const { store, storage } = data;
  const keys = openKeys(settings, store, clock);
  const agents = createAgentGateway({
    queue: engine.queue,
    bus: engine.bus,
    storage,
    assets: store.assets,
    results: store.results,
    log,
    clock,
    random: Math.random,
    report: engine.report,
    secret: secretOf(settings),
    isReserved: (id) => catalogue.some((row) => row.id === id),
  });
  const known = 'holder' in data ? shareAgents(data.agents, data.holder, agents, log) : { ...agents, close: async () => undefined };
  const close = (): Promise<void> => known.close().then(agents.close);
  return { data, engine, agents: { ...agents, views: known.views, close }, rows, keys };
}

/** What a fleet needs is loaded where there is one. */
async function openEngine(settings: Settings, needs: EngineNeeds): Promise<{ data: Data | FleetData; engine: ServingEngine }> {
  if (!settings.databaseUrl) {
    const data = await openData(settings.dataFolder, needs.clock);
    return { data, engine: openOwnEngine(data, needs) };
  }
  const [{ openFleetData }, { openFleetEngine }] = await Promise.all([import('./open-fleet.ts'), import('./fleet-engine.ts')]);
  const data = await openFleetData(settings, needs.log, needs.clock);
  return { data, engine: openFleetEngine(data, needs) };
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
