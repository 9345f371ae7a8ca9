import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '#executors/catalogue/index.ts';
import type { Provider } from '#executors/providers/contract.ts';
import { providers } from '#executors/providers/registry.ts';
import { runStep } from '#executors/run-step.ts';
import { openLocalEngine } from '#server/local-engine.ts';
import { type Data, openData } from '#server/open-data.ts';
import { availableRows, type Reach } from '#server/provider-access.ts';
import type { Engine } from '#server/runs/engine-contract.ts';
import { type EmulatorOptions, startWavespeed, type WavespeedEmulator } from '../../providers/wavespeed-emulator.ts';

const silent = { info() {}, warn() {}, error() {} };

export type Paid = { engine: Engine; data: Data; service: WavespeedEmulator; waits: number[]; close(): Promise<void> };

/** An engine with real files whose only provider is an emulated service; waiting takes no time, and is written down. */
export async function openPaid(emulated: EmulatorOptions = {}): Promise<Paid> {
  const folder = await mkdtemp(join(tmpdir(), 'filmloom-paid-'));
  const service = await startWavespeed({ jobMs: 0, ...emulated });
  const data = await openData(join(folder, 'data'));
  const wavespeed = providers.get('wavespeed') as Provider;
  const reach: Reach = (row) =>
    row.provider === wavespeed.id ? { provider: wavespeed, access: { key: service.key, baseUrl: service.url } } : undefined;
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
      await service.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One clip from words at the draft tier: $0.10 with the cheapest row. */
export function clip(text = 'A ship in a storm.', settings: object = {}): Record<string, unknown> {
  return {
    filmloom: 1,
    name: 'Clip',
    settings: { tier: 'draft', resolution: '480p', ...settings },
    nodes: { brief: { type: 'prompt', params: { text } }, clip: { type: 'text-to-video', params: { seconds: 5 } } },
    edges: [{ from: 'brief.text', to: 'clip.prompt' }],
  };
}

/** A clip for each row of a list. */
export function clips(texts: readonly string[], settings: object = {}): Record<string, unknown> {
  const rows = texts.map((text, index) => ({ key: `r${index + 1}`, text }));
  return {
    ...clip('', settings),
    nodes: { list: { type: 'list', params: { rows } }, clip: { type: 'text-to-video', params: { seconds: 5 } } },
    edges: [{ from: 'list.items', to: 'clip.prompt' }],
  };
}
