import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type Claim, leaseMs, type Queue } from '#server/queue/contract.ts';
import { openMemoryQueue } from '#server/queue/memory-queue.ts';
import { queueContract } from './contract.ts';
import { sampleTask } from './sample-task.ts';
import { VirtualTime } from './virtual-time.ts';

function open(): { queue: Queue; time: VirtualTime } {
  const time = new VirtualTime();
  return { queue: openMemoryQueue({ now: time.now, setTimer: time.setTimer }), time };
}

describe('the queue in the process', () => {
  queueContract(async () => {
    const { queue, time } = open();
    return { queue, now: async () => time.now(), advance: (ms) => time.advance(ms), close: () => queue.close() };
  });
});

describe('hints of the queue in the process', () => {
  const heard = async (set: (queue: Queue, time: VirtualTime) => Promise<void>, afterMs: number) => {
    const { queue, time } = open();
    await set(queue, time);
    const listener = vi.fn();
    queue.onWork(['cpu'], listener);
    await time.advance(afterMs - 1);
    const early = listener.mock.calls.length;
    await time.advance(1);
    await Promise.resolve();
    return { early, late: listener.mock.calls.length - early, claimed: await queue.claim('w', ['cpu']) };
  };

  it('come once for everything that is put in one turn', async () => {
    const { queue } = open();
    const listener = vi.fn();
    queue.onWork(['cpu', 'gpu'], listener);
    await Promise.all(
      ['a', 'b', 'c'].map((stepId) => queue.put([sampleTask({ stepId }), sampleTask({ stepId: `${stepId}2`, lane: 'gpu' })])),
    );
    expect(listener).toHaveBeenCalledTimes(1);
  });
  it('come when a task may start at last', async () => {
    const found = await heard((queue, time) => queue.put([sampleTask({ stepId: 'a', notBeforeMs: time.now() + 5_000 })]), 5_000);
    expect(found).toMatchObject({ early: 0, late: 1, claimed: { task: { stepId: 'a' } } });
  });
  it('come when a pause has passed', async () => {
    const found = await heard(async (queue, time) => {
      await queue.pause('cpu', time.now() + 7_000);
      await queue.put([sampleTask({ stepId: 'a' })]);
    }, 7_000);
    expect(found).toMatchObject({ early: 0, late: 1, claimed: { task: { stepId: 'a' } } });
  });
  it('come when the minute of a limited lane has passed', async () => {
    const found = await heard(async (queue) => {
      await queue.limit('cpu', { perMinute: 1 });
      await queue.put([sampleTask({ stepId: 'a', rank: 1 }), sampleTask({ stepId: 'b' })]);
      await queue.finish((await queue.claim('w', ['cpu'])) as Claim);
    }, 60_000);
    expect(found).toMatchObject({ early: 0, late: 1, claimed: { task: { stepId: 'b' } } });
  });
  it('come when a lease has ended', async () => {
    const found = await heard(async (queue) => {
      await queue.put([sampleTask({ stepId: 'a' })]);
      await queue.claim('dead', ['cpu']);
    }, leaseMs);
    expect(found).toMatchObject({ early: 0, late: 1, claimed: { fence: 2 } });
  });
  it('come when a place in a full lane is free', async () => {
    const { queue } = open();
    await queue.limit('cpu', { concurrent: 1 });
    await queue.put([sampleTask({ stepId: 'a' }), sampleTask({ stepId: 'b' })]);
    const claimed = (await queue.claim('w', ['cpu'])) as Claim;
    const listener = vi.fn();
    queue.onWork(['cpu'], listener);
    expect(listener).not.toHaveBeenCalled();
    await queue.finish(claimed);
    expect(listener).toHaveBeenCalledTimes(1);
  });
  it('come at once to someone who listens late', async () => {
    const { queue } = open();
    await queue.put([sampleTask({ stepId: 'a' })]);
    const listener = vi.fn();
    queue.onWork(['cpu'], listener);
    await Promise.resolve();
    expect(listener).toHaveBeenCalledTimes(1);
  });
  it('need one timer, and none when there is nothing to wait for', async () => {
    const { queue, time } = open();
    await queue.put(Array.from({ length: 50 }, (_, at) => sampleTask({ stepId: `s${at}`, notBeforeMs: time.now() + 1_000 * at })));
    expect(time.waiting).toBe(1);
    await time.advance(60_000);
    for (let claimed = await queue.claim('w', ['cpu']); claimed; claimed = await queue.claim('w', ['cpu'])) await queue.finish(claimed);
    await time.advance(leaseMs);
    expect(time.waiting).toBe(0);
  });
});

describe('several lanes at once', () => {
  it('take turns, so that a full lane does not shut out another', async () => {
    const { queue } = open();
    await queue.put(Array.from({ length: 40 }, (_, at) => sampleTask({ stepId: `h${at}`, userId: 'heavy', lane: 'agent:a', rank: 999 })));
    await queue.put(Array.from({ length: 5 }, (_, at) => sampleTask({ stepId: `l${at}`, userId: 'light', lane: 'agent:b' })));
    const users: string[] = [];
    for (let count = 0; count < 10; count += 1) users.push((await queue.claim('w', ['agent:a', 'agent:b']))?.task.userId ?? '');
    expect(users.filter((user) => user === 'light')).toHaveLength(5);
  });
  it('go to the higher priority first', async () => {
    const { queue } = open();
    await queue.put([sampleTask({ stepId: 'a', lane: 'x', rank: 9 }), sampleTask({ stepId: 'b', lane: 'y', priority: 1 })]);
    expect((await queue.claim('w', ['x', 'y']))?.task.stepId).toBe('b');
  });
});

type Act = { kind: 'put' | 'claim' | 'finish' | 'renew' | 'release' | 'crash' | 'wait' | 'prioritise'; pick: number; ms: number };
const acts = fc.array(
  fc.record<Act>({
    kind: fc.constantFrom('put', 'claim', 'claim', 'finish', 'renew', 'release', 'crash', 'wait', 'prioritise'),
    pick: fc.nat(1_000),
    ms: fc.integer({ min: 1, max: 12_000 }),
  }),
  { minLength: 20, maxLength: 150 },
);
const lanes = ['cpu', 'gpu', 'api'];

/** Workers that do anything at any time. Keeps the books: who holds a task by the rules, and how often each one ended. */
class Mob {
  readonly time = new VirtualTime();
  readonly queue = openMemoryQueue({ now: this.time.now, setTimer: this.time.setTimer });
  readonly put = new Set<string>();
  readonly finished = new Map<string, number>();
  private readonly claims: Claim[] = [];
  private readonly leases = new Map<string, { fence: number; endsMs: number }>();

  async act({ kind, pick, ms }: Act): Promise<void> {
    const claim = this.claims[pick % Math.max(1, this.claims.length)];
    if (kind === 'put') return this.putIn(pick, ms);
    if (kind === 'claim') return this.claim(`w${pick % 7}`);
    if (kind === 'wait') return this.time.advance(ms);
    if (kind === 'prioritise') return this.queue.prioritise(`run-${pick % 4}`, pick % 3);
    if (!claim) return;
    if (kind === 'crash') return void this.claims.splice(this.claims.indexOf(claim), 1);
    const key = claim.task.stepId;
    const lease = this.leases.get(key);
    const isHeld = lease?.fence === claim.fence && lease.endsMs > this.time.now();
    if (kind === 'renew') {
      expect(await this.queue.renew(claim)).toBe(isHeld ? 'held' : 'lost');
      if (isHeld) lease.endsMs = this.time.now() + leaseMs;
      return;
    }
    const answer = kind === 'finish' ? this.queue.finish(claim) : this.queue.release(claim, this.time.now() + (pick % 2) * ms);
    expect(await answer).toBe(isHeld);
    if (!isHeld) return;
    this.leases.delete(key);
    if (kind === 'finish') this.finished.set(key, (this.finished.get(key) ?? 0) + 1);
  }

  private async putIn(pick: number, ms: number): Promise<void> {
    const stepId = `s${pick % 60}`;
    // A driver knows what has ended, and puts only the rest in again.
    if (this.finished.has(stepId)) return;
    this.put.add(stepId);
    const about = { runId: `run-${pick % 4}`, userId: `user-${pick % 5}`, lane: lanes[pick % 3] as string, priority: pick % 2 };
    const more = { rank: pick % 11, seconds: 1 + (pick % 9), notBeforeMs: this.time.now() + (pick % 3 === 0 ? ms : 0) };
    await this.queue.put([sampleTask({ stepId, ...about, ...more })]);
  }

  private async claim(holder: string): Promise<void> {
    const claim = await this.queue.claim(holder, lanes);
    if (!claim) return;
    const before = this.leases.get(claim.task.stepId);
    if (before) {
      expect(before.endsMs, 'two live holders of one task').toBeLessThanOrEqual(this.time.now());
      expect(claim.fence).toBeGreaterThan(before.fence);
    }
    expect(this.finished.has(claim.task.stepId), 'claimed after its end').toBe(false);
    this.leases.set(claim.task.stepId, { fence: claim.fence, endsMs: this.time.now() + leaseMs });
    this.claims.push(claim);
  }
}

describe('whatever workers do', () => {
  it('no task has two live holders, and every task ends once', async () => {
    await fc.assert(
      fc.asyncProperty(acts, fc.boolean(), async (list, isLimited) => {
        const mob = new Mob();
        if (isLimited) await mob.queue.limit('api', { concurrent: 2, perMinute: 5 });
        for (const act of list) await mob.act(act);
        // Everybody has died; one worker that does not is enough to end everything.
        for (let round = 0; round < 40; round += 1) {
          await mob.time.advance(leaseMs + 3_000);
          for (let claim = await mob.queue.claim('last', lanes); claim; claim = await mob.queue.claim('last', lanes)) {
            expect(await mob.queue.finish(claim)).toBe(true);
            mob.finished.set(claim.task.stepId, (mob.finished.get(claim.task.stepId) ?? 0) + 1);
          }
        }
        expect([...mob.finished.keys()].sort()).toEqual([...mob.put].sort());
        expect([...mob.finished.values()].every((count) => count === 1)).toBe(true);
        for (const { waiting, running } of await mob.queue.load()) expect({ waiting, running }).toEqual({ waiting: 0, running: 0 });
      }),
      { numRuns: 300 },
    );
  });

  it('nobody starves: between two turns of a user, no other gets more than its weight and one task', async () => {
    const user = fc.record({
      seconds: fc.integer({ min: 1, max: 30 }),
      weight: fc.constantFrom(0.5, 1, 2),
      bursts: fc.array(fc.nat(8), { minLength: 1, maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(user, { minLength: 2, maxLength: 6 }), async (users) => {
        const { queue } = open();
        for (const [at, { weight }] of users.entries()) await queue.weigh(`u${at}`, weight);
        // The first user always has something waiting; the others come and go.
        await queue.put(
          Array.from({ length: 400 }, (_, at) => sampleTask({ stepId: `0/${at}`, userId: 'u0', seconds: users[0]?.seconds ?? 1 })),
        );
        const had = users.map(() => 0);
        for (let turn = 0; turn < 200; turn += 1) {
          for (const [at, { bursts, seconds }] of users.entries())
            if (at > 0)
              await queue.put(
                Array.from({ length: bursts[turn % bursts.length] ?? 0 }, (_, n) =>
                  sampleTask({ stepId: `${at}/${turn}/${n}`, userId: `u${at}`, seconds, rank: 1_000 }),
                ),
              );
          const claim = (await queue.claim('w', ['cpu'])) as Claim;
          await queue.finish(claim);
          const at = Number(claim.task.userId.slice(1));
          had[at] = (had[at] ?? 0) + claim.task.seconds / (users[at]?.weight ?? 1);
          // The bound of start-time fair queueing: one longest task of each of the two, weighted.
          const longest = (n: number) => (users[n]?.seconds ?? 0) / (users[n]?.weight ?? 1);
          for (const [other, seconds] of had.entries())
            if (other > 0) expect(seconds - (had[0] ?? 0)).toBeLessThanOrEqual(longest(0) + longest(other) + 1e-6);
        }
      }),
      { numRuns: 60 },
    );
  });
});
