import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AssetFiles } from '#executors/assets.ts';
import { catalogue } from '#executors/catalogue/index.ts';
import { runStep, type StepJob } from '#executors/run-step.ts';
import lighthouse from '#graphs/templates/lighthouse.json' with { type: 'json' };
import { openLocalEngine } from '#server/local-engine.ts';
import { openData } from '#server/open-data.ts';
import { settled } from '../server/runs/open-engine.ts';
import { printTable } from './figures.ts';

const slots = 2;
const silent = { info() {}, warn() {}, error() {} };

/** Wall time of the sample film over the same recipes called by hand, in the same order and with the same parallelism. */
export async function benchFilm(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'filmloom-bench-'));
  const data = await openData(folder);
  const jobs: { job: StepJob; files: AssetFiles }[] = [];
  const recording = (job: StepJob, files: AssetFiles) => {
    jobs.push({ job, files });
    return runStep(job, files);
  };
  const engine = openLocalEngine({
    store: data.store,
    storage: data.storage,
    rows: () => catalogue,
    log: silent,
    clock: () => new Date(),
    slots,
    runStep: recording,
    reach: () => undefined,
  });
  const began = performance.now();
  const { id } = await engine.start(data.owner, { graph: lighthouse });
  await settled(engine, id, { timeoutMs: 600_000, everyMs: 20 });
  const wall = performance.now() - began;
  const again = performance.now();
  const second = await engine.start(data.owner, { graph: lighthouse });
  await settled(engine, second.id, { timeoutMs: 600_000 });
  const rerun = performance.now() - again;
  const bare = await byHand(jobs);
  await engine.close();
  await data.close();
  await rm(folder, { recursive: true });
  printTable(
    ['lighthouse, 12 s of film', 'ms', 'ratio'],
    [
      ['the run', wall, wall / bare],
      ['its recipes by hand', bare, 1],
      ['the same run again', rerun, rerun / bare],
    ],
  );
}

/** The recipes alone: whatever a step reads was made by the run before, so only order and parallelism matter. */
async function byHand(jobs: readonly { job: StepJob; files: AssetFiles }[]): Promise<number> {
  const began = performance.now();
  const queue = [...jobs];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await runStep({ ...next.job, signal: new AbortController().signal, progress: () => {} }, next.files);
    }
  };
  await Promise.all(Array.from({ length: slots }, worker));
  return performance.now() - began;
}
