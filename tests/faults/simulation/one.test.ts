import { it, vi } from 'vitest';
import { runSchedule } from './schedule.ts';

vi.mock('node:timers/promises', () => ({ setTimeout: (ms: number) => new Promise((resolve) => globalThis.setTimeout(resolve, ms)) }));
it('one', async () => {
  const from = Number(process.env.SIMULATION_SEED),
    n = Number(process.env.N ?? 1),
    t = performance.now();
  for (let seed = from; seed < from + n; seed++)
    for (const fleet of [true, false]) {
      if (process.env.FLEET && String(fleet) !== process.env.FLEET) continue;
      const r = await runSchedule({ seed, fleet });
      if (n === 1) console.log(r.trace.join('\n'), r.kinds);
      if (r.failure) console.log(seed, fleet, r.failure.replaceAll('\n', ' | ').slice(0, n === 1 ? 9000 : 200));
    }
  console.log((performance.now() - t) / n / 2, 'ms');
}, 600000);
