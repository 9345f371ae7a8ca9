import { afterEach, describe, expect, it } from 'vitest';
import { settled } from './open-engine.ts';
import { clip, clips, openPaid, type Paid } from './open-paid.ts';

const step = 'clip/1/make-video';
let paid: Paid;
afterEach(() => paid?.close());

const start = async (graph: unknown, more: object = {}) => {
  const { id } = await paid.engine.start(paid.data.owner, { graph, ...more });
  return { id, view: await settled(paid.engine, id) };
};
const ledger = async (runId: string) => {
  const entries = await paid.data.store.ledger.list(paid.data.owner.workspaceId, { runId, limit: 100 });
  return entries.reverse().map(({ type, micros }) => [type, micros]);
};
const balance = (runId: string) => paid.data.store.ledger.ofRun(runId);

describe('a paid step', () => {
  it('is paid once, booked as charged, and free when the same graph runs again', async () => {
    paid = await openPaid();
    const first = await start(clip());
    expect(first.view).toMatchObject({ state: 'done', usd: { actual: '0.1', held: '0' } });
    expect(await ledger(first.id)).toEqual([
      ['hold', 100_000],
      ['release', 100_000],
      ['charge', 100_000],
    ]);
    const again = await start(clip());
    expect(again.view).toMatchObject({ state: 'done', usd: { actual: '0' }, steps: { cached: 1 } });
    expect(paid.service.books()).toMatchObject({ submits: 1, netMicros: 100_000 });
  });

  it('whose answer was lost is found at the provider and not sent again', async () => {
    paid = await openPaid({ fault: (submit) => (submit === 0 ? 'reset-after-accept' : undefined) });
    const { id, view } = await start(clip());
    expect(view).toMatchObject({ state: 'done', usd: { actual: '0.1' } });
    expect(paid.service.books()).toMatchObject({ submits: 1, netMicros: 100_000 });
    expect(await balance(id)).toEqual({ heldMicros: 0, spentMicros: 100_000 });
  });

  it('that nobody can tell of waits for a person, with the price at stake, and is sent again on their word alone', async () => {
    paid = await openPaid({ fault: (submit) => (submit === 0 ? 'reset-before-accept' : undefined) });
    const { id, view } = await start(clip());
    expect(view).toMatchObject({ state: 'awaiting-person', usd: { held: '0.1' } });
    const [asked] = view.stepList;
    expect(asked).toMatchObject({ state: 'awaiting-person', ask: { kind: 'unknown-call', usd: '0.1' } });
    expect(asked?.ask?.choices).toEqual(['check-again', 'resubmit', 'cancel']);
    await paid.engine.decide(paid.data.owner, id, step, { choice: 'check-again' });
    expect((await settled(paid.engine, id)).state).toBe('awaiting-person');
    expect(paid.service.books().submits).toBe(1);
    await paid.engine.decide(paid.data.owner, id, step, { choice: 'resubmit' });
    expect(await settled(paid.engine, id)).toMatchObject({ state: 'done', stepList: [{ attempt: 2 }] });
    // what was given up may have been charged, and is booked so
    expect(await balance(id)).toEqual({ heldMicros: 0, spentMicros: 200_000 });
  });

  it('refused for too many requests is tried again after the time that the provider asks for', async () => {
    paid = await openPaid({ fault: (submit) => (submit === 0 ? 'refuse-429' : undefined) });
    const { id, view } = await start(clip());
    expect(view).toMatchObject({ state: 'done', usd: { actual: '0.1' }, stepList: [{ attempt: 2, retries: 1 }] });
    expect(await balance(id)).toEqual({ heldMicros: 0, spentMicros: 100_000 });
  }, 60_000);

  it('that moderation refuses is worded more softly, and both wordings are told', async () => {
    paid = await openPaid({ fault: (submit) => (submit === 0 ? 'moderated' : undefined) });
    const { view } = await start(clip('A bloody murder in a dark alley.'));
    expect(view.state).toBe('done');
    const warning = view.stepList[0]?.warnings?.find(({ code }) => code === 'REWORDED');
    expect(warning?.message).toContain('A bloody murder in a dark alley.');
    expect(paid.service.books().jobs.map(({ input }) => input.prompt)).toHaveLength(2);
    expect(paid.service.books().netMicros).toBe(100_000);
  });

  it('whose result is gone is booked, fails, and is not paid for again by itself', async () => {
    paid = await openPaid({ fault: () => 'result-404' });
    const { id, view } = await start(clip());
    expect(view).toMatchObject({ state: 'failed', usd: { actual: '0.1' }, stepList: [{ error: { code: 'RESULT_GONE' } }] });
    expect(paid.service.books().submits).toBe(1);
    expect(await balance(id)).toEqual({ heldMicros: 0, spentMicros: 100_000 });
  });

  it('cancelled after it was sent is followed to its end: booked once, its result kept for later', async () => {
    paid = await openPaid({ jobMs: 600 });
    const { id } = await paid.engine.start(paid.data.owner, { graph: clip() });
    await expect.poll(() => paid.service.books().jobs.length).toBe(1);
    await paid.engine.cancel(paid.data.owner, id);
    await expect.poll(() => balance(id), { timeout: 10_000 }).toEqual({ heldMicros: 0, spentMicros: 100_000 });
    const again = await start(clip());
    expect(again.view).toMatchObject({ state: 'done', steps: { cached: 1 } });
    expect(paid.service.books().submits).toBe(1);
  });
});

describe('a budget', () => {
  it('of less than the least that a run can cost refuses the run', async () => {
    paid = await openPaid();
    await expect(start(clip(), { budgetUsd: '0.05' })).rejects.toMatchObject({ status: 402, code: 'OVER_BUDGET' });
  });

  it('lets a lower tier be taken where the settings say so', async () => {
    paid = await openPaid();
    const standard = clip('A ship.', { tier: 'standard', overBudget: 'downgrade' });
    const { view } = await start(standard, { budgetUsd: '0.15' });
    expect(view).toMatchObject({ state: 'done', tier: 'draft', usd: { actual: '0.1' } });
  });

  it('is a hard wall: a price that has risen since asks first, and goes on when it is raised', async () => {
    paid = await openPaid({ fault: () => 'wrong-price' });
    const { id, view } = await start(clip(), { budgetUsd: '0.10' });
    expect(view).toMatchObject({ state: 'awaiting-person', stepList: [{ ask: { kind: 'budget', choices: ['raise', 'cancel'] } }] });
    expect(paid.service.books().submits).toBe(0);
    await paid.engine.decide(paid.data.owner, id, step, { choice: 'raise' });
    expect(await settled(paid.engine, id)).toMatchObject({ state: 'done' });
    expect(paid.service.books().submits).toBe(1);
  });

  it('of a month holds for everybody in the workspace: parallel steps cannot pass it together', async () => {
    paid = await openPaid();
    const { workspaceId } = paid.data.owner;
    await paid.data.store.caps.set(workspaceId, 'workspace', workspaceId, 250_000);
    const { view } = await start(clips(['one', 'two', 'three', 'four', 'five']));
    expect(view).toMatchObject({ state: 'awaiting-person', steps: { done: 2, 'awaiting-person': 3 }, usd: { actual: '0.2', held: '0' } });
    expect(paid.service.books()).toMatchObject({ submits: 2, netMicros: 200_000 });
  });
});

describe('a quote', () => {
  it('is the most that a run started from it may spend', async () => {
    paid = await openPaid();
    const quote = await paid.engine.quote(paid.data.owner, { graph: clip() });
    expect(quote.usd).toEqual({ min: '0.1', max: '0.1' });
    const { view } = await start(undefined, { quoteId: quote.id });
    expect(view).toMatchObject({ state: 'done', usd: { budget: '0.1', actual: '0.1' } });
  });

  it('is refused for another graph, and when its time has passed', async () => {
    paid = await openPaid();
    const quote = await paid.engine.quote(paid.data.owner, { graph: clip() });
    await expect(start(clip('Another ship.'), { quoteId: quote.id })).rejects.toMatchObject({ status: 409, code: 'QUOTE_STALE' });
    paid.waits.push(31 * 60_000);
    await expect(start(undefined, { quoteId: quote.id })).rejects.toMatchObject({ status: 409, code: 'QUOTE_STALE' });
  });
});
