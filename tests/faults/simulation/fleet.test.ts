import { expect, it, vi } from 'vitest';
import { all, count, runMany, seed, timeoutMs } from './many-schedules.ts';

// Waiting happens in the simulated time, whichever door it is asked for at.
vi.mock('node:timers/promises', () => {
  const setTimeout = (ms: number) => new Promise((resolve) => globalThis.setTimeout(resolve, ms));
  return { setTimeout, setImmediate: () => setTimeout(0) };
});

it(
  `keeps its promises with several servers and workers that are killed, frozen and cut off: ${count} of ${all} schedules from seed ${seed}`,
  async () => {
    expect(await runMany(true)).toBeUndefined();
  },
  timeoutMs,
);
