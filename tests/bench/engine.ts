import { caller } from '../server/runs/open-engine.ts';
import { startPostgres } from '../services/postgres.ts';
import { startRedis } from '../services/redis.ts';
import { percentiles, printTable } from './figures.ts';
import { type MeasuredEngine, openEmbedded, openFleet } from './measured-engines.ts';
import { chain, fanOut } from './no-op-graphs.ts';
import { measureBullmq, type RawBullmq } from './raw-bullmq.ts';
import { type Commit, commitBare, stepsDone } from './recorded-commits.ts';

const slots = 8;
const repeats = 3;
/** Between the ends of steps that come together there is no time, so it is taken over so many of them. */
const window = 20;

type Input = { readonly name: string; readonly steps: number; readonly graphs: readonly unknown[]; readonly isChain: boolean };
type Figures = { readonly msAStep: number; readonly p95: number; readonly bareMsAStep: number; readonly bareMsACommit: number };

const inputs: readonly Input[] = [
  { name: 'chain of 500', steps: 500, graphs: [chain(500)], isChain: true },
  { name: 'fan-out of 2,000', steps: 2_000, graphs: [fanOut(2_000)], isChain: false },
  { name: '10 runs of 200', steps: 2_000, graphs: Array.from({ length: 10 }, (_, run) => fanOut(200, `Run ${run} row`)), isChain: false },
];

/** What the engine itself takes with steps that do nothing, embedded and as a fleet, beside bare commits and raw BullMQ. */
export async function benchEngine(): Promise<void> {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  try {
    const bullmq = await measureBullmq(redis.url, { chain: 500, fanOut: 2_000, slots });
    await printEngine('Embedded: one process, SQLite', () => openEmbedded(slots), bullmq);
    await printEngine(
      'Fleet: a server, a worker process, PostgreSQL that does not wait for the disk, Redis',
      () => openFleet(slots, postgres, redis),
      bullmq,
    );
    console.log(
      `\nRaw BullMQ on the same Redis: ${bullmq.chainMsAStep.toFixed(2)} ms a step in a chain, ${Math.round(bullmq.fanOutStepsASecond)} steps/s at once`,
    );
    console.log('Node-RED is not installed and was left out; its messages are kept in memory only.');
  } finally {
    await Promise.all([postgres.stop(), redis.stop()]);
  }
  await printRerun();
}

async function printEngine(title: string, open: () => Promise<MeasuredEngine>, bullmq: RawBullmq): Promise<void> {
  const table: (string | number)[][] = [];
  for (const input of inputs) {
    const all: Figures[] = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) all.push(await measure(await open(), input));
    const of = (name: keyof Figures): number => percentiles(all.map((one) => one[name])).p50;
    const [ms, bare] = [of('msAStep'), of('bareMsAStep')];
    const raw = input.isChain ? bullmq.chainMsAStep : 1_000 / bullmq.fanOutStepsASecond;
    const aim = input.isChain ? `${(ms / (raw + 3 * of('bareMsACommit') * 1.25)).toFixed(2)} ≤ 1` : `${(bare / ms).toFixed(2)} ≥ 0.75`;
    table.push([input.name, Math.round(1_000 / ms), ms, of('p95'), bare, ms / raw, aim]);
  }
  console.log(`\n${title}`);
  printTable(['no-op steps', 'steps/s', 'ms a step', 'p95', 'bare commits ms a step', '× raw BullMQ', 'aim'], table);
}

async function measure(one: MeasuredEngine, { graphs, steps }: Input): Promise<Figures> {
  const runs = await Promise.all(graphs.map((graph) => one.engine.start(caller, { graph })));
  await Promise.all(runs.map(({ id }) => one.ended(id)));
  const first = one.commits[0] as Commit;
  const last = one.commits.reduce((end, { doneMs }) => Math.max(end, doneMs), 0);
  const { store, close } = await one.openBare();
  const bareMs = await commitBare(store, one.commits);
  await close();
  await one.close();
  return {
    msAStep: (last - first.sentMs) / steps,
    p95: percentiles(timesBetween(one.commits, graphs.length === 1 && one.commits.length > steps / 2 ? 1 : window)).p95,
    bareMsAStep: bareMs / steps,
    bareMsACommit: bareMs / one.commits.length,
  };
}

/** Milliseconds from the end of one step to that of the next, taken over `width` of them. */
function timesBetween(commits: readonly Commit[], width: number): number[] {
  const ends = commits.flatMap((commit) => Array<number>(stepsDone(commit)).fill(commit.doneMs)).sort((a, b) => a - b);
  return ends.slice(width).map((end, index) => (end - (ends[index] as number)) / width);
}

/** A graph of 200 nodes whose results are all stored. */
async function printRerun(): Promise<void> {
  const one = await openEmbedded(slots);
  const graph = chain(200);
  const table: (string | number)[][] = [];
  for (const name of ['first run', 'the same run again']) {
    const before = one.stepsStarted();
    const began = performance.now();
    const { id } = await one.engine.start(caller, { graph });
    const planMs = performance.now() - began;
    await one.ended(id);
    table.push([name, one.stepsStarted() - before, planMs, performance.now() - began]);
  }
  await one.close();
  console.log('\nA graph of 200 nodes');
  printTable(['', 'steps carried out', 'start answered ms', 'ended ms'], table);
}
