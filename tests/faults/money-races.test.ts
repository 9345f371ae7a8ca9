import { afterEach, expect, it } from 'vitest';
import type { RunView } from '#server/contract/runs.ts';
import { brokenPromises } from './books-agree.ts';
import { ended, PaidWorld, paidGraph } from './paid-world.ts';
import { seeded } from './seeded.ts';

/** Price of one picture. */
const picture = 10_000;
const seed = Number(process.env.FAULT_SEED ?? 1);
const races = process.env.FAULT_ROUNDS === undefined ? 25 : Number(process.env.FAULT_ROUNDS) * 5;
let world: PaidWorld;
afterEach(() => world.close());

async function broken(wanted: number, resubmits = 0): Promise<string[]> {
  const { now, provider, sent } = world;
  return brokenPromises({ store: now.store, workspaceId: now.owner.workspaceId, provider, sent, wanted, resubmits });
}

/** A run of its own: the same request twice would be made once. */
function oneOf(count: number, budgetUsd?: number): unknown {
  const graph = paidGraph(1, budgetUsd) as { nodes: object };
  return { ...graph, nodes: { ...graph.nodes, brief: { type: 'prompt', params: { text: `Harbour ${count}; a storm.` } } } };
}

/** All runs at rest at the same time. */
async function atRest(runs: readonly string[]): Promise<RunView[]> {
  for (;;) {
    const views = await Promise.all(runs.map((id) => world.rest(id)));
    const again = await Promise.all(runs.map((id) => world.view(id)));
    if (again.every(({ state }, index) => state === views[index]?.state)) return again;
  }
}

it('50 runs that race for the money of 10 pay for exactly 10, and the others ask', { timeout: 120_000 }, async () => {
  world = await PaidWorld.open();
  const { engine, store, owner } = world.now;
  await engine.recover();
  await store.caps.set(owner.workspaceId, 'workspace', owner.workspaceId, 10 * picture);
  const runs = await Promise.all(Array.from({ length: 50 }, (_, index) => world.start(oneOf(index))));
  const views = await atRest(runs);
  const states = views.map(({ state }) => state);
  expect(states.filter((state) => state === 'done').length).toBe(10);
  expect(states.filter((state) => state === 'awaiting-person').length).toBe(40);
  const asks = views.flatMap(({ stepList }) => stepList.flatMap(({ ask }) => ask ?? []));
  expect(new Set(asks.map(({ kind, usd }) => `${kind} ${usd}`))).toEqual(new Set(['budget 0.01']));
  expect(asks[0]?.message).toContain('$0 left of $0.1');
  expect(world.provider.books()).toMatchObject({ submits: 10, duplicates: 0, netMicros: 10 * picture });
  // More money and another try: five of those that ask go on, and the rest ask again.
  await store.caps.set(owner.workspaceId, 'workspace', owner.workspaceId, 15 * picture);
  await Promise.all(
    views.flatMap(({ id, stepList }) =>
      stepList.filter(({ ask }) => ask).map((step) => engine.decide(owner, id, step.id, { choice: 'retry' })),
    ),
  );
  await expect.poll(() => world.provider.books().submits, { timeout: 30_000 }).toBe(15);
  const after = await atRest(runs);
  expect(after.filter(({ state }) => state === 'done').length).toBe(15);
  expect(await broken(50)).toEqual([]);
});

it('steps of one run that race for its budget never spend more than it', { timeout: 120_000 }, async () => {
  world = await PaidWorld.open();
  const { engine, owner } = world.now;
  await engine.recover();
  const rows = Array.from({ length: 50 }, (_, index) => ({ text: `Harbour ${index}` }));
  const nodes = { list: { type: 'list', params: { rows } }, picture: { type: 'keyframe' } };
  const graph = { ...(paidGraph(1, 0.5) as object), nodes, edges: [{ from: 'list.items', to: 'picture.prompt' }] };
  const { id } = await engine.start(owner, { graph, budgetUsd: 0.5 });
  await world.now.store.caps.set(owner.workspaceId, 'user', owner.userId, 10 * picture);
  const view = (await world.rest(id)) as RunView;
  expect([view.state, view.steps]).toEqual(['awaiting-person', { done: 10, 'awaiting-person': 40 }]);
  expect(world.provider.books()).toMatchObject({ submits: 10, netMicros: 10 * picture });
  expect(await broken(50)).toEqual([]);
});

it(`of a cancel and a completion at the same time one wins, ${races} times, and the money is right (seed ${seed})`, {
  timeout: 240_000,
}, async () => {
  const random = seeded(seed);
  world = await PaidWorld.open();
  const { engine, store, owner } = world.now;
  await engine.recover();
  const ends: Record<string, number> = {};
  const began = performance.now();
  await world.rest(await world.start(oneOf(races)));
  // However fast the machine is: the cancel comes later after one that won, and earlier after one that was too late.
  let aroundMs = (performance.now() - began) / 2;
  for (let race = 0; race < races; race += 1) {
    const id = await world.start(oneOf(race));
    await new Promise((done) => setTimeout(done, aroundMs * (0.6 + 0.8 * random())));
    await engine.cancel(owner, id).catch((error: { status?: number }) => expect(error.status).toBe(409));
    const view = (await world.rest(id)) as RunView;
    ends[view.state] = (ends[view.state] ?? 0) + 1;
    aroundMs *= view.state === 'cancelled' ? 1.3 : 0.75;
    expect(ended.has(view.state)).toBe(true);
    await expect.poll(async () => (await store.calls.open()).length, { timeout: 20_000 }).toBe(0);
    // What ended stays as it ended, whatever was reported late.
    expect((await world.view(id)).state).toBe(view.state);
    expect(await broken(race + 2)).toEqual([]);
  }
  process.stdout.write(`cancel beside completion: ${races} races (seed ${seed}), ${JSON.stringify(ends)}\n`);
  expect(ends).toMatchObject({ cancelled: expect.any(Number), done: expect.any(Number) });
});
