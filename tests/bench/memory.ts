import { stat } from 'node:fs/promises';
import { caller } from '../server/runs/open-engine.ts';
import { printTable } from './figures.ts';
import { openEmbedded } from './measured-engines.ts';
import { fanOut } from './no-op-graphs.ts';
import { stepsDone } from './recorded-commits.ts';

const steps = 10_000;
const every = 1_000;
const megabyte = 1_000_000;

/** Memory and database over one long run of steps that do nothing: how much is laid out, and how much it grows by what is done. */
export async function benchMemory(): Promise<void> {
  const samples: { name: string; rss: number; heapUsed: number; database: Promise<number> }[] = [];
  let done = 0;
  const one = await openEmbedded(8, (commit) => {
    const before = Math.floor(done / every);
    done += stepsDone(commit);
    if (Math.floor(done / every) > before) sample(`${done} done`);
  });
  function sample(name: string): void {
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    samples.push({ name, rss, heapUsed, database: databaseBytes(one.databaseFile) });
  }
  sample('idle');
  const { id } = await one.engine.start(caller, { graph: fanOut(steps) });
  sample('laid out');
  await one.ended(id);
  sample('ended');
  const rows = samples.map(async ({ name, rss, heapUsed, database }) => [
    name,
    rss / megabyte,
    heapUsed / megabyte,
    (await database) / megabyte,
  ]);
  printTable(['one run of 10,000 steps', 'resident MB', 'heap MB', 'database MB'], await Promise.all(rows));
  const [laid, ended] = await Promise.all([samples[1]?.database, samples.at(-1)?.database]);
  console.log(`growth of the database: ${Math.round(((ended ?? 0) - (laid ?? 0)) / steps)} bytes a step`);
  await one.close();
}

async function databaseBytes(file: string): Promise<number> {
  const sizes = ['', '-wal'].map((end) =>
    stat(file + end).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
