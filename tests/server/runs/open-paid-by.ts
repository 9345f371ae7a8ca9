import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '#executors/catalogue/index.ts';
import { providers } from '#executors/providers/registry.ts';
import { runStep } from '#executors/run-step.ts';
import { openLocalEngine } from '#server/local-engine.ts';
import { type Data, openData } from '#server/open-data.ts';
import { availableRows, type Reach } from '#server/provider-access.ts';
import type { Engine } from '#server/runs/engine-contract.ts';

const silent = { info() {}, warn() {}, error() {} };

/** A service as an engine reaches it. */
type Served = { readonly key: string; readonly url: string; stop(): Promise<void> };
export type PaidBy<S extends Served> = { engine: Engine; data: Data; service: S; waits: number[]; close(): Promise<void> };

/** An engine with real files whose only provider is this service, or these; waiting takes no time, and is written down. */
export async function openPaidBy<S extends Served>(
  id: string,
  service: S,
  others: Readonly<Record<string, Served>> = {},
): Promise<PaidBy<S>> {
  const folder = await mkdtemp(join(tmpdir(), 'filmloom-paid-'));
  const data = await openData(join(folder, 'data'));
  const services: Readonly<Record<string, Served>> = { ...others, [id]: service };
  const reach: Reach = (row) => {
    const [served, provider] = [services[row.provider], providers.get(row.provider)];
    return served && provider && { provider, access: { key: served.key, baseUrl: served.url } };
  };
  const waits: number[] = [];
  const engine = openLocalEngine({
    store: data.store,
    storage: data.storage,
    rows: (workspaceId) => availableRows(catalogue, reach, workspaceId),
    reach,
    log: silent,
    clock: () => new Date(Date.now() + waits.reduce((sum, ms) => sum + ms, 0)),
    slots: 2,
    runStep,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      waits.push(ms);
      await new Promise((resolve) => setImmediate(resolve));
    },
  });
  await engine.recover();
  return {
    engine,
    data,
    service,
    waits,
    async close() {
      await engine.close();
      await data.close();
      await Promise.all(Object.values(services).map((one) => one.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
