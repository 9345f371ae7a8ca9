import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { catalogue } from '#executors/catalogue/index.ts';
import { runStep } from '#executors/run-step.ts';
import type { Graph } from '#graphs/document.ts';
import type { Assets } from '#graphs/expansion.ts';
import { takeIn } from '#server/assets/take-in.ts';
import type { RunOutput, RunView } from '#server/contract/runs.ts';
import { openLocalEngine } from '#server/local-engine.ts';
import { type Data, openData } from '#server/open-data.ts';
import { assetsOf } from '#server/runs/assets-of.ts';
import type { Engine, StartInput } from '#server/runs/engine-contract.ts';

const silent = { info() {}, warn() {}, error() {} };

/** A whole Filmloom on a fresh data folder, without the network: real steps, real files. */
export type Studio = {
  readonly data: Data;
  readonly engine: Engine;
  readonly folder: string;
  /** Takes a file into the library and answers with its id. */
  upload(file: string): Promise<string>;
  /** Makes a file with ffmpeg and takes it in. */
  film(name: string, ...args: string[]): Promise<string>;
  /** Runs a graph until it stands still. */
  run(input: StartInput): Promise<RunView>;
  /** Retries what failed in a node. */
  retry(run: RunView, node: string): Promise<RunView>;
  outputs(run: RunView): Promise<readonly RunOutput[]>;
  /** Where the file of an output lies. */
  path(output: Pick<RunOutput, 'asset'> | undefined): Promise<string>;
  assets(graph: Graph): Promise<Assets>;
  close(): Promise<void>;
};

export async function openStudio(place?: string): Promise<Studio> {
  const folder = place ?? (await mkdtemp(join(tmpdir(), 'filmloom-films-')));
  const data = await openData(join(folder, 'data'));
  const { store, storage, owner } = data;
  const engine = openLocalEngine({
    store,
    storage,
    rows: () => catalogue,
    log: silent,
    clock: () => new Date(),
    slots: 2,
    runStep,
    reach: () => undefined,
  });
  const upload = async (file: string): Promise<string> => {
    const upload = { filename: basename(file), stream: createReadStream(file) };
    return (await takeIn({ store, storage, clock: () => new Date() }, owner, upload)).id;
  };
  return {
    data,
    engine,
    folder,
    upload,
    async film(name, ...args) {
      const file = join(folder, name);
      execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args, file]);
      return await upload(file);
    },
    async run(input) {
      const { id } = await engine.start(owner, input);
      return await standstill(engine, owner, id);
    },
    async retry({ id }, node) {
      await engine.retry(owner, id, node, {});
      return await standstill(engine, owner, id);
    },
    outputs: (run) => engine.outputs(owner, run.id),
    path: (output) => storage.path(output?.asset ?? 'nothing'),
    assets: (graph) => assetsOf(store.assets, owner.workspaceId, graph),
    async close() {
      await engine.close();
      await data.close();
      if (!place) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function standstill(engine: Engine, owner: Data['owner'], id: string): Promise<RunView> {
  for (;;) {
    const view = await engine.view(owner, id);
    if (view.state !== 'queued' && view.state !== 'running') return view;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
