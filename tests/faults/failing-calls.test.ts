import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { RunView } from '#server/contract/runs.ts';
import { brokenPromises, finishedTwice } from './books-agree.ts';
import { PaidWorld, paidGraph } from './paid-world.ts';
import { shuffled } from './seeded.ts';

const seed = Number(process.env.FAULT_SEED ?? 1);
const isSample = process.env.FAULT_ROUNDS === undefined;
const patience = { timeout: isSample ? 120_000 : 900_000 };
const pictures = 2;
const atRest: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled', 'awaiting-person']);

/** Time passes when somebody sleeps, and when nobody has anything to do. */
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: Date.now() }));
afterAll(() => void vi.useRealTimers());
const passMs = (ms: number): void => void vi.advanceTimersByTime(ms);

const failures = {
  'no space': () => Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 }),
  'a broken disk': () => Object.assign(new Error('EIO: i/o error, write'), { code: 'EIO', errno: -5 }),
};
/** `instead`: nothing was done · `after`: it was done, and its caller hears of a failure. */
type Failing = { readonly call: number; readonly failure: keyof typeof failures; readonly when: 'instead' | 'after' };

/** One run whose calls of stores and storage are counted, one of which fails. */
class Trial {
  /** Names of all calls, in order. */
  readonly calls: string[] = [];
  private readonly failing: Failing | undefined;
  private world!: PaidWorld;
  private isCounting = false;

  constructor(failing?: Failing) {
    this.failing = failing;
  }

  async run(): Promise<{ view: RunView; retries: number; broken: string[] }> {
    this.world = await PaidWorld.open({ around: (name, call) => this.around(name, call), sleep: async (ms) => passMs(ms) });
    try {
      await this.world.now.engine.recover();
      this.isCounting = true;
      const id = await this.started();
      const { view, retries } = await this.toTheEnd(id);
      this.isCounting = false;
      return { view, retries, broken: await this.broken(id) };
    } finally {
      await this.world.close();
    }
  }

  private async around(name: string, call: () => Promise<unknown>): Promise<unknown> {
    if (!this.isCounting) return call();
    this.calls.push(name);
    if (this.calls.length - 1 !== this.failing?.call) return call();
    if (this.failing.when === 'after') await call();
    throw failures[this.failing.failure]();
  }

  /** Who cannot start a run tries again with the same key. */
  private async started(): Promise<string> {
    const { engine, owner } = this.world.now;
    const start = (): Promise<{ id: string }> => engine.start(owner, { graph: paidGraph(pictures), idempotencyKey: 'once' });
    return (await start().catch(start)).id;
  }

  /** A step that failed says why, and is tried again by a person. */
  private async toTheEnd(id: string): Promise<{ view: RunView; retries: number }> {
    const { engine, store, owner } = this.world.now;
    for (let retries = 0; ; retries += 1) {
      await this.until(async () => atRest.has((await store.runs.byId(id))?.state ?? ''));
      let view = await engine.view(owner, id).catch(() => undefined);
      for (; !view || !atRest.has(view.state); view = await engine.view(owner, id).catch(() => undefined)) passMs(100);
      if (view.state !== 'failed' || retries > 2) return { view, retries };
      const failed = view.stepList.filter(({ state }) => state === 'failed');
      for (const { error } of failed) expect(error?.message).toMatch(/full|stored|again|retry/i);
      for (const node of new Set(failed.map((step) => step.node))) await engine.retry(owner, id, node, {});
    }
  }

  private async until(isSo: () => Promise<boolean>): Promise<void> {
    for (let looks = 0; !(await isSo()); looks += 1) {
      if (looks > 2_000) throw new Error(`nothing goes on after ${this.calls.slice(-5)}`);
      await new Promise((done) => setTimeout(done, 4));
      passMs(100);
    }
  }

  private async broken(id: string): Promise<string[]> {
    const { now, provider, sent } = this.world;
    await this.until(async () => (await now.store.calls.open()).length === 0);
    const money = { store: now.store, workspaceId: now.owner.workspaceId, provider, sent, wanted: pictures, resubmits: 0 };
    return [...(await brokenPromises(money)), ...(await finishedTwice(now.store, id)).map((step) => `${step} was done twice`)];
  }
}

it('a run goes on or says why, and nothing is paid twice, whichever call of the stores or of the storage fails', patience, async () => {
  const clean = new Trial();
  expect(await clean.run()).toMatchObject({ view: { state: 'done' }, retries: 0, broken: [] });
  const whens = ['instead', 'after'] as const;
  const all = clean.calls.flatMap((_, call) =>
    whens.map((when): Failing => ({ call, when, failure: call % 2 === 0 ? 'no space' : 'a broken disk' })),
  );
  const tried = isSample ? shuffled(all, seed).slice(0, 24) : all;
  const broken: string[] = [];
  let retried = 0;
  for (const failing of tried) {
    const trial = new Trial(failing);
    const found = await trial.run().catch((error: unknown) => ({ view: undefined, retries: 0, broken: [String(error)] }));
    retried += found.retries > 0 ? 1 : 0;
    const faults = [...found.broken, ...(found.view && found.view.state !== 'done' ? [`the run has ended ${found.view.state}`] : [])];
    broken.push(...faults.map((fault) => `${trial.calls[failing.call]} (${failing.call}) ${failing.when} ${failing.failure}: ${fault}`));
  }
  process.stdout.write(
    `failing calls: ${tried.length} of ${all.length} (${clean.calls.length} calls, seed ${seed}), ${retried} retried by a person\n`,
  );
  expect(broken).toEqual([]);
});

it('a run that was stored although its caller heard of a failure begins by itself', patience, async () => {
  const clean = new Trial();
  await clean.run();
  const call = clean.calls.indexOf('runs.insert');
  const found = await new Trial({ call, when: 'after', failure: 'a broken disk' }).run();
  expect(found).toMatchObject({ view: { state: 'done' }, retries: 0, broken: [] });
});
