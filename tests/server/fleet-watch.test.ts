import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { watchDatabase, watchLanes } from '#server/fleet-watch.ts';
import type { LaneLoad } from '#server/queue/contract.ts';

/** Lanes as told, and a clock that is set by hand. */
async function watched(...loads: LaneLoad[]) {
  const world = { loads, now: 1_000_000, looks: 0 };
  const load = async () => {
    world.looks += 1;
    return world.loads;
  };
  const watch = watchLanes({ load }, () => new Date(world.now), 10);
  const looked = async (): Promise<void> => {
    const { looks } = world;
    await expect.poll(() => world.looks, { interval: 5 }).toBeGreaterThan(looks + 1);
  };
  await looked();
  return { world, watch, looked };
}

it('names a lane in which something has waited for half a minute while nobody worked', async () => {
  const { world, watch } = await watched({ lane: 'cpu', waiting: 2, running: 0 }, { lane: 'provider:wavespeed', waiting: 1, running: 0 });
  expect(watch.idle()).toEqual([]);
  world.now += 31_000;
  expect(watch.idle()).toEqual(['cpu']);
  world.now += 60_000;
  expect(watch.idle()).toEqual(['cpu', 'provider:wavespeed']);
  await watch.close();
});

it('is content as soon as somebody works there, nothing waits, or the lane is paused', async () => {
  const { world, watch, looked } = await watched({ lane: 'cpu', waiting: 2, running: 0 });
  for (const change of [{ running: 1 }, { waiting: 0 }, { pausedUntilMs: 2_000_000 }]) {
    world.now += 31_000;
    expect(watch.idle()).toEqual(['cpu']);
    world.loads = [{ lane: 'cpu', waiting: 2, running: 0, ...change }];
    await looked();
    expect(watch.idle()).toEqual([]);
    world.loads = [{ lane: 'cpu', waiting: 2, running: 0 }];
    await looked();
  }
  await watch.close();
});

it('gives a database up that does not answer for long, once, and not one that was away for a moment', async () => {
  let isAway = false;
  let lost = 0;
  const ping = async (): Promise<void> => {
    if (isAway) throw new Error('away');
  };
  const end = watchDatabase({ ping, lost: () => (lost += 1), everyMs: 10, patienceMs: 300 });
  isAway = true;
  await sleep(100);
  isAway = false;
  await sleep(400);
  expect(lost).toBe(0);
  isAway = true;
  await expect.poll(() => lost).toBe(1);
  await sleep(400);
  expect(lost).toBe(1);
  end();
});
