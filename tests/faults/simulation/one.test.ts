import { it, vi } from 'vitest';
import { runSchedule } from './schedule.ts';
vi.mock('node:timers/promises', () => ({ setTimeout: (ms: number) => new Promise((resolve) => globalThis.setTimeout(resolve, ms)) }));
it('one', async () => {
  const r = await runSchedule({ seed: Number(process.env.SIMULATION_SEED) });
  console.log(r.trace.join('\n'), r.kinds, r.failure);
});
