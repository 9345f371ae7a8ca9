import { aloneOnEqualSlots, besideHeft, crowdBesideHeft, evenness, lightWait } from '../server/queue/scheduler-figures.ts';
import { printTable } from './figures.ts';

const films = 500;
const seed = 1;

/** What the order of the queue is worth, in virtual time: near the bound, beside HEFT, and fair between users. */
export async function benchScheduler(): Promise<void> {
  const alone: (string | number)[][] = [];
  for (const wrong of [0, 0.5])
    for (const slots of [2, 4, 8]) {
      const { bound, reachable, heft } = await aloneOnEqualSlots(films, slots, wrong, seed);
      alone.push([wrong === 0 ? 'right' : '±50 %', slots, bound.p50, bound.p95, reachable.p50, reachable.p95, heft.p50, heft.p95]);
    }
  console.log(`\n${films} films, each alone on equal slots: makespan / max(longest chain, work ÷ slots), / a bound of whole steps, / HEFT`);
  printTable(['expected durations', 'slots', 'p50', 'p95', 'whole p50', 'p95', 'HEFT p50', 'p95'], alone);

  const mixed: (string | number)[][] = [];
  for (const slots of [2, 4, 8, 50]) {
    const { p50, p95 } = await besideHeft(films, slots, seed);
    mixed.push([`${films} films, one at a time`, slots, p50, p95]);
  }
  const { steps, ratio } = await crowdBesideHeft(500, 50, seed);
  mixed.push([`500 users at once, ${steps} steps`, 50, ratio, ratio]);
  console.log('\nSlots of speed 0.5 to 4: makespan / makespan of HEFT');
  printTable(['input', 'slots', 'p50', 'p95'], mixed);

  const fair: (string | number)[][] = [];
  for (const [users, slots] of [
    [10, 8],
    [100, 50],
    [500, 50],
  ] as const)
    fair.push([`${users}`, slots, await evenness(users, slots, 100, seed)]);
  console.log('\nOne user asks for 100 × what the others do, all have work waiting: Jain index of the work done for each');
  printTable(['users', 'slots', 'index'], fair);

  const waits: (string | number)[][] = [];
  for (const [users, slots, isBurst] of [
    [20, 8, false],
    [200, 50, false],
    [500, 50, false],
    [20, 8, true],
    [200, 50, true],
  ] as const) {
    const { alone: quiet, beside, meanStep } = await lightWait(users, slots, 100, seed, isBurst);
    waits.push([
      `${users}${isBurst ? ', up to six clips at once' : ''}`,
      slots,
      quiet,
      beside,
      meanStep,
      beside / Math.max(2 * quiet, meanStep),
    ]);
  }
  console.log('\nWait of light users’ steps, p95 in seconds, without and with the heavy user');
  printTable(['light users', 'slots', 'alone', 'beside', 'mean step', 'beside / max(2 × alone, mean step)'], waits);
}
