import { expect, it, vi } from 'vitest';
import { runSchedule } from './schedule.ts';

vi.mock('node:timers/promises', () => ({ setTimeout: (ms: number) => new Promise((resolve) => globalThis.setTimeout(resolve, ms)) }));

/** A sample in `npm test`; all of them in `npm run faults`. */
const all = 100_000;
const count = Number(process.env.SIMULATION_SCHEDULES ?? (process.env.FAULT_ROUNDS ? all : 300));
const first = Number(process.env.SIMULATION_SEED ?? 1);

it(
  `the engine keeps its promises in ${count} of ${all} schedules from seed ${first}`,
  async () => {
    let failed = 0;
    const began = performance.now();
    let fired = 0;
    for (let seed = first; seed < first + count; seed += 1) {
      const report = await runSchedule({ seed });
      fired += report.fired;
      if (report.failure) { failed += 1; if (failed < 40) console.log(seed, report.fleet, report.failure.slice(0, Number(process.env.LONG ?? 170)).replaceAll("\n", " | ")); }
    }
    console.log('failed', failed, 'of', count, 'ms/schedule', (performance.now() - began) / count, 'events', fired);
    expect(failed).toBe(0);
  },
  3_600_000,
);
