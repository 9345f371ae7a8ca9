import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Bus, BusMessage } from '#server/bus/contract.ts';
import { openRedisBus } from '#server/bus/redis-bus.ts';
import { sharedRedis } from '#tests/services/shared-redis.ts';

import { busContract } from './contract.ts';

const patience = { timeout: 25_000, interval: 50 };
const opened: Bus[] = [];
afterEach(async () => {
  for (const bus of opened.splice(0)) await bus.close();
});

async function open(warn: () => void = () => undefined): Promise<Bus> {
  const bus = openRedisBus({ redisUrl: (await sharedRedis()).url, log: { info: () => undefined, warn } });
  opened.push(bus);
  await vi.waitFor(() => bus.ping(), patience);
  return bus;
}

describe('the bus of a fleet', () => {
  busContract(async () => [await open(), await open()]);
});

describe('the bus of a fleet when Redis fails', () => {
  it('sends progress of a run at most ten times a second', async () => {
    const [near, far] = [await open(), await open()];
    const heard: BusMessage[] = [];
    await far.listen('a', (message) => heard.push(message));
    const end = performance.now() + 1000;
    let ticks = 0;
    while (performance.now() < end) {
      near.publish({ type: 'progress', runId: 'a', step: 'x', fraction: ticks });
      ticks += 1;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await vi.waitFor(() => expect(heard.at(-1)).toMatchObject({ fraction: ticks - 1 }), patience);
    expect(heard.length).toBeLessThanOrEqual(12);
    expect(ticks).toBeGreaterThan(50);
  });

  it('hears again after Redis was killed, without a new call, and says so once', async () => {
    const redis = await sharedRedis();
    const warn = vi.fn();
    const [near, far] = [await open(), await open(warn)];
    const heard: BusMessage[] = [];
    await far.listen('a', (message) => heard.push(message));
    await far.listen('*', (message) => heard.push(message));
    await redis.kill9();
    near.publish({ type: 'log-grown', runId: 'a', seq: 1 });
    await expect(near.ping()).rejects.toThrow();
    await redis.restart();
    await vi.waitFor(async () => {
      near.publish({ type: 'log-grown', runId: 'a', seq: 2 });
      await near.ping();
      expect(heard.length).toBeGreaterThanOrEqual(2);
    }, patience);
    expect(heard.every((message) => message.type === 'log-grown' && message.seq === 2)).toBe(true);
    expect(warn).toHaveBeenCalledTimes(1);
  }, 60_000);

  it('notices a Redis that stands still with open connections, and recovers', async () => {
    const redis = await sharedRedis();
    const [near, far] = [await open(), await open()];
    const heard: BusMessage[] = [];
    await far.listen('a', (message) => heard.push(message));
    await redis.pause();
    await expect(near.ping()).rejects.toThrow();
    await redis.resume();
    await vi.waitFor(async () => {
      near.publish({ type: 'log-grown', runId: 'a', seq: 3 });
      await near.ping();
      expect(heard.length).toBeGreaterThan(0);
    }, patience);
  }, 60_000);
});
