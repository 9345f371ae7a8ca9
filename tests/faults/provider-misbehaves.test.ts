import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { RunView } from '#server/contract/runs.ts';
import type { WavespeedFault } from '#tests/providers/wavespeed-emulator.ts';
import { brokenPromises } from './books-agree.ts';
import { PaidWorld, paidGraph } from './paid-world.ts';

beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }));
afterAll(() => void vi.useRealTimers());
const passMs = (ms: number): void => void vi.setSystemTime(Date.now() + ms);

let world: PaidWorld;
afterEach(() => world.close());

async function open(fault?: WavespeedFault): Promise<string> {
  world = await PaidWorld.open({ fault: (submit) => (submit === 0 ? fault : undefined), sleep: async (ms) => passMs(ms) });
  await world.now.engine.recover();
  return world.start(paidGraph(1));
}

async function broken(): Promise<string[]> {
  const { now, provider, sent } = world;
  return brokenPromises({ store: now.store, workspaceId: now.owner.workspaceId, provider, sent, wanted: 1, resubmits: 0 });
}

const stepOf = (view: RunView) => view.stepList.find(({ id }) => id.startsWith('picture'));
const waitOf = { timeout: 60_000 };

it('a provider that says done and has lost the file is charged for, told clearly, and asked again only by a person', waitOf, async () => {
  const id = await open('result-404');
  const view = (await world.rest(id)) as RunView;
  expect(view.state).toBe('failed');
  expect(stepOf(view)?.error).toMatchObject({ code: 'RESULT_GONE', message: expect.stringContaining('Run the step again') });
  expect([view.usd.actual, world.provider.books().submits, await broken()]).toEqual(['0.01', 1, []]);
  const { engine, owner } = world.now;
  await engine.retry(owner, id, 'picture', {});
  const again = (await world.rest(id)) as RunView;
  expect([again.state, again.usd.actual, world.provider.books().submits]).toEqual(['done', '0.02', 2]);
});

it('a job that never ends fails with what it may cost once patience is over, and is not sent again', waitOf, async () => {
  const id = await open('never-finishes');
  const view = (await world.rest(id)) as RunView;
  expect(view.state).toBe('failed');
  expect(stepOf(view)?.error).toMatchObject({ code: 'UNKNOWN_CALL', message: expect.stringMatching(/not finished it within 10 minutes/) });
  expect([view.usd.actual, view.usd.held, world.provider.books().submits, await broken()]).toEqual(['0.01', '0', 1, []]);
});

it('the first end that a provider tells is the end, whatever it says later', waitOf, async () => {
  const id = await open('answers-twice');
  const view = (await world.rest(id)) as RunView;
  expect([view.state, view.usd.actual]).toEqual(['done', '0.01']);
  await world.restart();
  await world.now.engine.recover();
  expect((await world.view(id)).state).toBe('done');
  expect([world.provider.books().submits, await broken()]).toEqual([1, []]);
});

const cuts = ['before it is sent', 'after it was sent', 'while it is polled', 'while it is downloaded'] as const;
it.each(cuts)('a network that is cut %s costs nothing twice, and the run is done once it is there again', waitOf, async (where) => {
  let isCut = false;
  const cutAt = (place: (typeof cuts)[number]): void => {
    if (isCut || place !== where) return;
    isCut = true;
    world.provider.cut();
    setTimeout(() => void world.provider.mend(), 5);
  };
  world = await PaidWorld.open({
    submitting() {
      cutAt('before it is sent');
      return 30_000;
    },
    taken: () => cutAt('after it was sent'),
    diesAt(point) {
      if (point === 'after-accepted') cutAt('while it is polled');
      if (point === 'mid-download') cutAt('while it is downloaded');
      return false;
    },
    sleep: async (ms) => passMs(ms),
  });
  await world.now.engine.recover();
  const view = (await world.rest(await world.start(paidGraph(1)))) as RunView;
  expect([isCut, view.state, view.usd.actual]).toEqual([true, 'done', '0.01']);
  expect([world.provider.books().jobs.length, await broken()]).toEqual([1, []]);
});
