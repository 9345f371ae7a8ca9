import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { RunView } from '#server/contract/runs.ts';
import type { WavespeedFault } from '#tests/providers/wavespeed-emulator.ts';
import { brokenPromises, finishedTwice } from './books-agree.ts';
import { ended, PaidWorld, paidGraph } from './paid-world.ts';
import { seeded } from './seeded.ts';

const seed = Number(process.env.FAULT_SEED ?? 1);
const rounds = process.env.FAULT_ROUNDS === undefined ? 20 : Number(process.env.FAULT_ROUNDS) * 10;
const hourMs = 3_600_000;
/** None of these loses a result. */
const faults: readonly (WavespeedFault | undefined)[] = [
  undefined,
  'reset-before-accept',
  'reset-after-accept',
  '502-after-accept',
  'poll-500',
  'slow-job',
  'refuse-429',
  'result-truncated-once',
];

beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }));
afterAll(() => void vi.useRealTimers());

/** A run whose clock is put forward or back by an hour at about every third step of its paid calls; the provider's goes right. */
async function jumpingRun(random: () => number): Promise<{ jumps: number; asks: number; state: string; broken: string[] }> {
  let [aheadMs, jumps, asks, resubmits] = [0, 0, 0, 0];
  const mayJump = (): void => {
    if (random() > 0.3) return;
    jumps += 1;
    aheadMs = (Math.floor(random() * 3) - 1) * hourMs;
  };
  const fault = faults[Math.floor(random() * faults.length)];
  const world = await PaidWorld.open({
    patienceMs: 2 * hourMs,
    fault: (submit) => (submit === 0 ? fault : undefined),
    clock: () => new Date(Date.now() + aheadMs),
    sleep: async (ms) => {
      vi.setSystemTime(Date.now() + ms);
      mayJump();
    },
    diesAt: () => {
      mayJump();
      return false;
    },
  });
  const { engine, owner, store } = world.now;
  try {
    await engine.recover();
    const id = await world.start(paidGraph(2));
    let view = (await world.rest(id)) as RunView;
    for (; !ended.has(view.state); view = (await world.rest(id)) as RunView) {
      for (const step of view.stepList.filter(({ ask }) => ask?.kind === 'unknown-call')) {
        asks += 1;
        const choice = asks % 2 === 1 ? 'check-again' : 'resubmit';
        if (choice === 'resubmit') resubmits += 1;
        await engine.decide(owner, id, step.id, { choice });
      }
    }
    const money = { store, workspaceId: owner.workspaceId, provider: world.provider, sent: world.sent, wanted: 2, resubmits };
    return { jumps, asks, state: view.state, broken: [...(await brokenPromises(money)), ...(await finishedTwice(store, id))] };
  } finally {
    await world.close();
  }
}

it(`a clock that jumps by an hour, ${rounds} times over, loses no run and no money (seed ${seed})`, {
  timeout: 60_000 + rounds * 3_000,
}, async () => {
  const random = seeded(seed);
  const broken: string[] = [];
  let [jumps, asks] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const found = await jumpingRun(random);
    jumps += found.jumps;
    asks += found.asks;
    broken.push(...found.broken.map((fault) => `round ${round}: ${fault}`));
    if (found.state !== 'done') broken.push(`round ${round} has ended ${found.state}`);
  }
  process.stdout.write(`clock jumps: ${jumps} in ${rounds} runs (seed ${seed}), ${asks} questions to a person\n`);
  expect(broken).toEqual([]);
});
