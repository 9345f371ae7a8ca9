import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Claim, leaseMs, type Queue, renewEveryMs } from '#server/queue/contract.ts';
import { sampleTask } from './sample-task.ts';

/** A queue to be tried, empty, with its clock in the hands of the test. */
export type OpenQueue = {
  readonly queue: Queue;
  /** The time of the queue's clock, milliseconds since 1970. */
  now(): Promise<number>;
  /** Lets that much time pass for the queue: its clock is moved on, or everything it has written down is moved back. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
};

/** What every queue promises. Call it inside a `describe`; `open` gives an empty queue each time. */
export function queueContract(open: () => Promise<OpenQueue>): void {
  let opened: OpenQueue;
  let queue: Queue;
  beforeEach(async () => {
    opened = await open();
    queue = opened.queue;
  });
  afterEach(() => opened.close());

  const claim = async (holder = 'worker', lanes = ['cpu']): Promise<Claim> => {
    const claimed = await queue.claim(holder, lanes);
    if (!claimed) throw new Error(`${holder} found nothing to claim`);
    return claimed;
  };
  /** Step ids in the order of claims, until nothing is left that may start. */
  const drain = async (lanes = ['cpu']): Promise<string[]> => {
    const order: string[] = [];
    for (let next = await queue.claim('drain', lanes); next; next = await queue.claim('drain', lanes)) {
      order.push(next.task.stepId);
      await queue.finish(next);
    }
    return order;
  };
  const loadOf = async (lane: string) => (await queue.load()).find((one) => one.lane === lane) ?? { lane, waiting: 0, running: 0 };

  describe('identity', () => {
    it('hands a task over as it was put in', async () => {
      const task = sampleTask({ stepId: 'a', rank: 1.5, seconds: 2.25, place: 3 });
      await queue.put([task]);
      expect((await claim('w')).task).toEqual(task);
    });
    it('leaves a task alone that waits or is claimed, and takes it in again when it has ended', async () => {
      const task = sampleTask({ stepId: 'a' });
      await queue.put([task, task]);
      await queue.put([{ ...task, rank: 9 }]);
      const claimed = await claim();
      expect(claimed.task.rank).toBe(0);
      await queue.put([task]);
      expect(await queue.claim('other', ['cpu'])).toBeUndefined();
      expect(await queue.finish(claimed)).toBe(true);
      expect(await queue.claim('other', ['cpu'])).toBeUndefined();
      await queue.put([task]);
      const again = await claim('other');
      expect(again.fence).toBeGreaterThan(claimed.fence);
      expect(again.claims).toBe(1);
      expect(await queue.finish(claimed)).toBe(false);
    });
    it('takes another attempt of a step for another task', async () => {
      await queue.put([sampleTask({ stepId: 'a' })]);
      await queue.finish(await claim());
      await queue.put([sampleTask({ stepId: 'a', attempt: 2 })]);
      expect((await claim()).task.attempt).toBe(2);
    });
    it('keeps the same step of two runs apart', async () => {
      await queue.put([sampleTask({ stepId: 'a', runId: 'run-1' }), sampleTask({ stepId: 'a', runId: 'run-2' })]);
      expect([(await claim()).task.runId, (await claim()).task.runId].sort()).toEqual(['run-1', 'run-2']);
    });
    it('gives each task to one of many who ask at the same time', async () => {
      await queue.put(Array.from({ length: 20 }, (_, at) => sampleTask({ stepId: `s${at}` })));
      const claims = await Promise.all(Array.from({ length: 40 }, (_, at) => queue.claim(`w${at}`, ['cpu'])));
      const steps = claims.flatMap((one) => (one ? [one.task.stepId] : []));
      expect(steps).toHaveLength(20);
      expect(new Set(steps).size).toBe(20);
    });
    it('gives only tasks of the lanes that are asked for', async () => {
      await queue.put([sampleTask({ stepId: 'a', lane: 'cpu' }), sampleTask({ stepId: 'b', lane: 'agent:wan' })]);
      expect(await drain(['provider:x'])).toEqual([]);
      expect(await drain(['agent:wan'])).toEqual(['b']);
      expect(await drain(['agent:wan', 'cpu'])).toEqual(['a']);
    });
  });

  describe('order', () => {
    it('is priority, then rank, then place', async () => {
      await queue.put([
        sampleTask({ stepId: 'last', rank: 5, place: 9 }),
        sampleTask({ stepId: 'third', rank: 5, place: 2 }),
        sampleTask({ stepId: 'second', rank: 7, place: 9 }),
        sampleTask({ stepId: 'first', priority: 1, rank: 1, place: 9 }),
      ]);
      expect(await drain()).toEqual(['first', 'second', 'third', 'last']);
    });
    it('follows a changed priority of everything that waits of a run', async () => {
      await queue.put(['a', 'b'].map((stepId) => sampleTask({ stepId, runId: 'slow', rank: 1 })));
      await queue.put([sampleTask({ stepId: 'c', runId: 'other', rank: 9 })]);
      await queue.prioritise('slow', 3);
      expect((await drain()).at(-1)).toBe('c');
    });
    it('lets a lowered priority wait', async () => {
      await queue.put([sampleTask({ stepId: 'a', runId: 'one', rank: 9 }), sampleTask({ stepId: 'b', runId: 'two' })]);
      await queue.prioritise('one', -1);
      expect(await drain()).toEqual(['b', 'a']);
    });
  });

  describe('fairness', () => {
    const ofUser = (userId: string, count: number, seconds = 1) =>
      Array.from({ length: count }, (_, at) => sampleTask({ stepId: `${userId}${at}`, runId: userId, userId, seconds, rank: 100 }));
    const shares = async (claims: number): Promise<Record<string, number>> => {
      const counts: Record<string, number> = {};
      for (let count = 0; count < claims; count += 1) {
        const claimed = await claim();
        counts[claimed.task.userId] = (counts[claimed.task.userId] ?? 0) + 1;
        await queue.finish(claimed);
      }
      return counts;
    };

    it('gives users the same seconds, however much they ask for', async () => {
      await queue.put([...ofUser('heavy', 60), ...ofUser('light', 10)]);
      expect(await shares(20)).toEqual({ heavy: 10, light: 10 });
    });
    it('counts seconds, not tasks', async () => {
      await queue.put([...ofUser('long', 20, 10), ...ofUser('short', 60, 2)]);
      const { long = 0, short = 0 } = await shares(24);
      expect(long).toBeGreaterThanOrEqual(3);
      expect(long).toBeLessThanOrEqual(5);
      expect(long + short).toBe(24);
    });
    it('gives a user of twice the weight twice the seconds', async () => {
      await queue.weigh('big', 2);
      await queue.put([...ofUser('big', 60), ...ofUser('small', 60)]);
      const { big = 0 } = await shares(30);
      expect(big).toBeGreaterThanOrEqual(19);
      expect(big).toBeLessThanOrEqual(21);
    });
    it('gives no credit for idleness', async () => {
      await queue.put(ofUser('busy', 60));
      await shares(30);
      await queue.put(ofUser('late', 60));
      const { busy = 0 } = await shares(20);
      expect(busy).toBeGreaterThanOrEqual(9);
      expect(busy).toBeLessThanOrEqual(11);
    });
    it('serves someone new before the rest of a long line', async () => {
      await queue.put(ofUser('heavy', 50));
      await shares(5);
      await queue.put(ofUser('new', 1));
      expect((await shares(2)).new).toBe(1);
    });
    it('refuses a share that is no share', async () => {
      await expect(queue.weigh('user-1', 0)).rejects.toThrow();
      await expect(queue.weigh('user-1', Number.NaN)).rejects.toThrow();
    });
  });

  describe('limits of a lane', () => {
    it('runs no more tasks at a time than it may', async () => {
      await queue.limit('cpu', { concurrent: 2 });
      await queue.put(['a', 'b', 'c'].map((stepId) => sampleTask({ stepId })));
      const first = await claim('w1');
      await claim('w2');
      expect(await queue.claim('w3', ['cpu'])).toBeUndefined();
      await queue.finish(first);
      await claim('w3');
    });
    it('keeps its limit when many ask at the same time', async () => {
      await queue.limit('cpu', { concurrent: 3 });
      await queue.put(Array.from({ length: 12 }, (_, at) => sampleTask({ stepId: `s${at}` })));
      const claims = await Promise.all(Array.from({ length: 12 }, (_, at) => queue.claim(`w${at}`, ['cpu'])));
      expect(claims.filter(Boolean)).toHaveLength(3);
    });
    it('frees the place of a task that was given back or whose lease ended', async () => {
      await queue.limit('cpu', { concurrent: 1 });
      await queue.put(['a', 'b'].map((stepId) => sampleTask({ stepId })));
      await queue.release(await claim('w1'));
      await claim('w2');
      await opened.advance(leaseMs + 1_000);
      await claim('w3');
    });
    it('starts no more tasks in a minute than it may', async () => {
      await queue.limit('cpu', { perMinute: 3 });
      await queue.put(Array.from({ length: 8 }, (_, at) => sampleTask({ stepId: `s${at}` })));
      expect(await drain()).toHaveLength(3);
      await opened.advance(61_000);
      expect(await drain()).toHaveLength(3);
    });
    it('follows a limit that is raised or lifted', async () => {
      await queue.limit('cpu', { concurrent: 1 });
      await queue.put(['a', 'b', 'c'].map((stepId) => sampleTask({ stepId })));
      await claim('w1');
      await queue.limit('cpu', { concurrent: 2 });
      await claim('w2');
      expect(await queue.claim('w3', ['cpu'])).toBeUndefined();
      await queue.limit('cpu', {});
      await claim('w3');
    });
    it('does not hold up other lanes', async () => {
      await queue.limit('provider:x', { concurrent: 0 });
      await queue.put([sampleTask({ stepId: 'a', lane: 'provider:x', rank: 9, priority: 9 }), sampleTask({ stepId: 'b' })]);
      expect(await drain(['provider:x', 'cpu'])).toEqual(['b']);
    });
    it('starts nothing while it is paused', async () => {
      await queue.pause('cpu', (await opened.now()) + 30_000);
      await queue.put([sampleTask({ stepId: 'a' })]);
      expect(await queue.claim('w', ['cpu'])).toBeUndefined();
      await queue.pause('cpu', (await opened.now()) + 5_000);
      await opened.advance(20_000);
      expect(await queue.claim('w', ['cpu'])).toBeUndefined();
      await opened.advance(11_000);
      await claim();
    });
  });

  describe('time', () => {
    it('starts nothing before its time', async () => {
      await queue.put([
        sampleTask({ stepId: 'later', notBeforeMs: (await opened.now()) + 20_000, priority: 9 }),
        sampleTask({ stepId: 'now' }),
      ]);
      expect(await drain()).toEqual(['now']);
      await opened.advance(21_000);
      expect(await drain()).toEqual(['later']);
    });
    it('lets a holder keep a task for as long as it renews', async () => {
      await queue.put([sampleTask({ stepId: 'a' })]);
      const claimed = await claim('w1');
      for (let count = 0; count < 5; count += 1) {
        await opened.advance(renewEveryMs);
        expect(await queue.renew(claimed)).toBe('held');
      }
      expect(await queue.claim('w2', ['cpu'])).toBeUndefined();
      expect(await queue.finish(claimed)).toBe(true);
    });
    it('gives a task to another when its lease has ended, and shuts the first holder out', async () => {
      await queue.put([sampleTask({ stepId: 'a' })]);
      const first = await claim('w1');
      await opened.advance(leaseMs + 1_000);
      const second = await claim('w2');
      expect(second.fence).toBeGreaterThan(first.fence);
      expect(await queue.renew(first)).toBe('lost');
      expect(await queue.finish(first)).toBe(false);
      expect(await queue.release(first)).toBe(false);
      expect(await queue.renew(second)).toBe('held');
      expect(await queue.finish(second)).toBe(true);
    });
    it('tells the same holder apart from itself before', async () => {
      await queue.put([sampleTask({ stepId: 'a' })]);
      const first = await claim('w1');
      await opened.advance(leaseMs + 1_000);
      const again = await claim('w1');
      expect(await queue.finish(first)).toBe(false);
      expect(await queue.finish(again)).toBe(true);
    });
    it('shuts a holder out whose lease has ended even if nobody else has claimed', async () => {
      await queue.put([sampleTask({ stepId: 'a' })]);
      const claimed = await claim('w1');
      await opened.advance(leaseMs + 1_000);
      expect(await queue.renew(claimed)).toBe('lost');
      expect(await queue.finish(claimed)).toBe(false);
      await claim('w2');
    });
    it('counts how often a task was claimed and not given back', async () => {
      await queue.put([sampleTask({ stepId: 'a' })]);
      const first = await claim('w1');
      await queue.release(first);
      const second = await claim('w1');
      await opened.advance(leaseMs + 1_000);
      const third = await claim('w2');
      expect([first.claims, second.claims, third.claims]).toEqual([1, 1, 2]);
    });
    it('ends a task once', async () => {
      await queue.put([sampleTask({ stepId: 'a' })]);
      const claimed = await claim();
      expect(await queue.finish(claimed)).toBe(true);
      expect(await queue.finish(claimed)).toBe(false);
      expect(await queue.renew(claimed)).toBe('lost');
    });
  });

  describe('giving back and stopping', () => {
    it('gives a released task to another at once', async () => {
      await queue.put([sampleTask({ stepId: 'a' })]);
      const first = await claim('w1');
      expect(await queue.release(first)).toBe(true);
      expect(await queue.release(first)).toBe(false);
      const second = await claim('w2');
      expect(second.fence).toBeGreaterThan(first.fence);
      expect(await queue.finish(first)).toBe(false);
    });
    it('keeps a task that was released for later until then', async () => {
      await queue.put([sampleTask({ stepId: 'a' })]);
      await queue.release(await claim('w1'), (await opened.now()) + 20_000);
      expect(await queue.claim('w2', ['cpu'])).toBeUndefined();
      await opened.advance(21_000);
      await claim('w2');
    });
    it('drops what waits when it is stopped', async () => {
      await queue.put([
        sampleTask({ stepId: 'a' }),
        sampleTask({ stepId: 'later', notBeforeMs: (await opened.now()) + 20_000 }),
        sampleTask({ stepId: 'b' }),
      ]);
      await queue.stop(
        'run-1',
        ['a', 'later', 'unknown'].map((stepId) => ({ stepId, attempt: 1 })),
      );
      await opened.advance(21_000);
      expect(await drain()).toEqual(['b']);
    });
    it('stops the attempt that is named, and no other', async () => {
      await queue.put([sampleTask({ stepId: 'a', attempt: 2 })]);
      await queue.stop('run-1', [{ stepId: 'a', attempt: 1 }]);
      expect((await claim()).task.attempt).toBe(2);
    });
    it('tells the holder of a stopped task, and does not give it out again', async () => {
      await queue.put([sampleTask({ stepId: 'a' }), sampleTask({ stepId: 'b' }), sampleTask({ stepId: 'c' })]);
      const claims = [await claim('w1'), await claim('w2'), await claim('w3')] as const;
      await queue.stop(
        'run-1',
        ['a', 'b', 'c'].map((stepId) => ({ stepId, attempt: 1 })),
      );
      expect(await queue.renew(claims[0])).toBe('stop');
      expect(await queue.finish(claims[0])).toBe(true);
      expect(await queue.release(claims[1])).toBe(true);
      await opened.advance(leaseMs + 1_000);
      expect(await queue.renew(claims[2])).toBe('lost');
      expect(await queue.claim('w4', ['cpu'])).toBeUndefined();
      expect(await loadOf('cpu')).toMatchObject({ waiting: 0, running: 0 });
    });
  });

  describe('hints and load', () => {
    const called = (listener: () => void) => vi.waitFor(() => expect(listener).toHaveBeenCalled(), { timeout: 5_000, interval: 10 });

    it('tells listeners of the lane that work came, until they have had enough', async () => {
      const [listener, other] = [vi.fn(), vi.fn()];
      const end = queue.onWork(['cpu'], listener);
      queue.onWork(['provider:x'], other);
      await queue.put([sampleTask({ stepId: 'a' })]);
      await called(listener);
      expect(other).not.toHaveBeenCalled();
      end();
      listener.mockClear();
      queue.onWork(['cpu'], other);
      await queue.put([sampleTask({ stepId: 'b' })]);
      await called(other);
      expect(listener).not.toHaveBeenCalled();
    });
    it('tells of a task that was given back', async () => {
      await queue.put([sampleTask({ stepId: 'a' })]);
      const claimed = await claim();
      const listener = vi.fn();
      queue.onWork(['cpu'], listener);
      await queue.release(claimed);
      await called(listener);
    });
    it('says how much waits and runs in a lane, and until when it is paused', async () => {
      await queue.put(['a', 'b', 'c'].map((stepId) => sampleTask({ stepId })));
      await queue.put([sampleTask({ stepId: 'later', notBeforeMs: (await opened.now()) + 20_000 })]);
      const claimed = await claim();
      expect(await loadOf('cpu')).toMatchObject({ waiting: 3, running: 1 });
      const untilMs = Math.round(await opened.now()) + 30_000;
      await queue.pause('cpu', untilMs);
      expect((await loadOf('cpu')).pausedUntilMs).toBeCloseTo(untilMs, -3);
      await queue.finish(claimed);
      expect(await loadOf('cpu')).toMatchObject({ waiting: 3, running: 0 });
    });
  });
}
