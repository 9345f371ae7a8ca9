import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { catalogue } from '#executors/catalogue/index.ts';
import type { Result } from '#nodes/items.ts';
import type { Pruned } from '#server/contract/pruned.ts';
import { openLocalEngine } from '#server/local-engine.ts';
import { type Policy, policyOf } from '#server/retention/policy.ts';
import { prune } from '#server/retention/prune.ts';
import { withRetention } from '#server/retention/with-retention.ts';
import type { StepRunner } from '#server/runs/carry-out.ts';
import { openLocalStorage } from '#server/storage/local.ts';
import { openTables, type StorePlace } from '#server/store/open-store.ts';
import type { Tables } from '#server/store/tables.ts';
import { caller } from '../runs/open-engine.ts';

const silent = { info() {}, warn() {}, error() {} };
export const longAgo = new Date(Date.now() - 100 * 86_400_000).toISOString();

/** Policy without a number of newest runs that stay, so that age alone decides. */
export const strict: Policy = { ...policyOf({ keepDays: 90, keepGb: 0 }), newestRuns: 0 };

/** An engine with real files and a real database, whose steps write a few bytes that follow from their parameters. */
export async function openPruned(place: StorePlace, folder: string) {
  const { store: opened, database } = await openTables(place);
  const { store, storage } = withRetention(opened, await openLocalStorage(folder));
  await store.accounts.ensure(caller.workspaceId, caller.userId, new Date().toISOString());
  let made = 0;
  const runStep: StepRunner = async (job, files): Promise<Result> => {
    made += 1;
    const work = await files.workFolder();
    const file = join(work, 'made');
    await writeFile(file, `made of ${JSON.stringify([job.params, job.reads])}`);
    const facts = { width: 64, height: 36 };
    const { id, bytes } = await files.keep(file, { kind: 'image', media: 'image/png', facts });
    await files.dropWorkFolder(work);
    return { items: { image: { hash: id, bytes, media: 'image/png', facts } } };
  };
  const engine = openLocalEngine({
    store,
    storage,
    rows: () => catalogue,
    log: silent,
    clock: () => new Date(),
    slots: 4,
    runStep,
    reach: () => undefined,
  });
  const ask = (policy: Policy, dryRun: boolean): Promise<Pruned> =>
    prune({ store: store.retention, storage, policy, now: () => new Date() }, dryRun);
  return {
    engine,
    store,
    storage,
    database,
    made: () => made,
    prune: (policy: Policy = strict) => ask(policy, false),
    wouldPrune: (policy: Policy = strict) => ask(policy, true),
    files: () => filesIn(join(folder, 'files')),
    age: () => age(database),
    async close() {
      await engine.close();
      await store.close();
    },
  };
}
export type OpenPruned = Awaited<ReturnType<typeof openPruned>>;

/** prompt → keyframe. */
export function picture(text: string, node = 'frame') {
  return {
    filmloom: 1,
    name: 'Picture',
    nodes: { brief: { type: 'prompt', params: { text } }, [node]: { type: 'keyframe' } },
    edges: [{ from: 'brief.text', to: `${node}.prompt` }],
  };
}

/** Runs a graph to its end and answers the files of its outputs. */
export async function runOf({ engine, store }: OpenPruned, graph: unknown): Promise<{ id: string; files: string[] }> {
  const { id } = await engine.start(caller, { graph });
  for (const until = Date.now() + 30_000; ; ) {
    const row = await store.runs.byId(id);
    if (row?.state === 'done') break;
    if (row?.state === 'failed' || Date.now() > until) throw new Error(`The run did not end well: ${JSON.stringify(row)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const outputs = await engine.outputs(caller, id);
  return { id, files: outputs.flatMap(({ asset }) => asset ?? []) };
}

/** Makes all that is stored a hundred days old. */
async function age(database: Kysely<Tables>): Promise<void> {
  await database.updateTable('results').set({ used_at: longAgo, created_at: longAgo }).execute();
  await database.updateTable('runs').set({ ended_at: longAgo }).where('ended_at', 'is not', null).execute();
  await database.updateTable('run_log').set({ at: longAgo }).execute();
  await database.updateTable('loose_files').set({ since: longAgo }).execute();
}

async function filesIn(folder: string): Promise<Map<string, string>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile());
  return new Map(
    await Promise.all(files.map(async ({ name, parentPath }) => [name, await readFile(join(parentPath, name), 'utf8')] as const)),
  );
}
