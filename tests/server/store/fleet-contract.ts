import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunRow, Store } from '#server/store/contract.ts';

const at = '2026-01-01T00:00:00.000Z';
const run = (id: string, state = 'running'): RunRow => ({
  id,
  workspaceId: 'one',
  userId: 'ann',
  graphId: null,
  name: 'Film',
  label: null,
  tier: 'animatic',
  state,
  priority: 0,
  seq: 0,
  tally: {},
  quote: null,
  estimate: null,
  budgetMicros: 0,
  idempotencyKey: null,
  createdAt: at,
  startedAt: null,
  endedAt: null,
});
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What the leases of drivers and the inboxes of runs must do, whatever database is behind them. `open` gives an empty store. */
export function describeFleetStores(name: string, open: () => Promise<Store>): void {
  describe(`the leases and inboxes on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await store.accounts.ensure('one', 'ann', at);
      for (const id of ['a', 'b', 'c']) await store.runs.insert(run(id), []);
      await store.runs.insert(run('done', 'done'), []);
    });
    afterEach(() => store.close());
    describeDrivers(() => store);
    describeInbox(() => store);
  });
}

function describeDrivers(store: () => Store): void {
  it('lets one process drive a run, and the same one again', async () => {
    const { drivers } = store();
    expect(await drivers.take('a', 'x', 60_000)).toBe(true);
    expect(await drivers.take('a', 'y', 60_000)).toBe(false);
    expect(await drivers.take('a', 'x', 60_000)).toBe(true);
    expect(await drivers.holderOf('a')).toBe('x');
    expect(await drivers.holderOf('b')).toBeUndefined();
  });

  it('gives a run to exactly one of many that ask at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => store().drivers.take('a', `p${index}`, 60_000)));
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it('moves a run on when its lease has ended, and tells the first driver', async () => {
    const { drivers } = store();
    await drivers.take('a', 'x', 100);
    await drivers.take('b', 'x', 60_000);
    await pause(150);
    expect(await drivers.holderOf('a')).toBeUndefined();
    expect(await drivers.renew(['a', 'b', 'c'], 'x', 60_000)).toEqual(['b']);
    expect(await drivers.take('a', 'y', 60_000)).toBe(true);
    expect(await drivers.renew([], 'x', 60_000)).toEqual([]);
  });

  it('keeps a lease that is renewed', async () => {
    const { drivers } = store();
    await drivers.take('a', 'x', 400);
    expect(await drivers.renew(['a'], 'x', 60_000)).toEqual(['a']);
    await pause(500);
    expect(await drivers.take('a', 'y', 60_000)).toBe(false);
  });

  it('drops only leases of the one who asks', async () => {
    const { drivers } = store();
    await drivers.take('a', 'x', 60_000);
    await drivers.take('b', 'y', 60_000);
    await drivers.drop(['a', 'b'], 'x');
    expect(await drivers.holderOf('a')).toBeUndefined();
    expect(await drivers.holderOf('b')).toBe('y');
  });

  it('lists unfinished runs that nobody drives', async () => {
    const { drivers } = store();
    expect(await drivers.orphans(10)).toEqual(['a', 'b', 'c']);
    await drivers.take('a', 'x', 60_000);
    await drivers.take('c', 'x', 50);
    expect(await drivers.orphans(10)).toEqual(['b']);
    await pause(100);
    expect(await drivers.orphans(10)).toEqual(['b', 'c']);
    expect(await drivers.orphans(1)).toEqual(['b']);
  });
}

function describeInbox(store: () => Store): void {
  it('keeps inputs of a run in the order they came', async () => {
    const { inbox } = store();
    const first = await inbox.add('a', [{ type: 'ä' }, { type: 'pause' }]);
    await inbox.add('b', [1]);
    const second = await inbox.add('a', [{ type: 'resume', nested: [null, 1.5] }]);
    const entries = await inbox.list('a', 10);
    expect(entries.map(({ id }) => id)).toEqual([...first, ...second]);
    expect(entries.map(({ input }) => input)).toEqual([{ type: 'ä' }, { type: 'pause' }, { type: 'resume', nested: [null, 1.5] }]);
    expect(await inbox.list('a', 2)).toEqual(entries.slice(0, 2));
    expect(await inbox.list('c', 10)).toEqual([]);
    expect(await inbox.add('a', [])).toEqual([]);
  });

  it('says which runs have something waiting', async () => {
    const { inbox } = store();
    await inbox.add('a', [1, 2]);
    await inbox.add('b', [3]);
    expect((await inbox.filled()).sort()).toEqual(['a', 'b']);
    expect(await inbox.filled(['b', 'c'])).toEqual(['b']);
    expect(await inbox.filled([])).toEqual([]);
  });

  it('takes inputs out with the changes they have made, or not at all', async () => {
    const { inbox, runs } = store();
    const ids = await inbox.add('a', [1, 2, 3]);
    await runs.append('a', [{ seq: 1, at, change: 'x' }], undefined, { taken: ids.slice(0, 2) });
    expect(await inbox.left(ids)).toEqual(ids.slice(2));
    await expect(runs.append('a', [{ seq: 1, at, change: 'y' }], undefined, { taken: ids })).rejects.toThrow();
    expect(await inbox.left(ids)).toEqual(ids.slice(2));
    await runs.append('a', [], undefined, { taken: ids });
    expect(await inbox.left(ids)).toEqual([]);
  });

  it('never gives an id again', async () => {
    const { inbox, runs } = store();
    const [first = 0] = await inbox.add('a', [1]);
    await runs.append('a', [], undefined, { taken: [first] });
    expect((await inbox.add('a', [2]))[0]).toBeGreaterThan(first);
  });

  it('takes thousands of inputs at once', async () => {
    const { inbox } = store();
    const ids = await inbox.add(
      'a',
      Array.from({ length: 2500 }, (_, index) => ({ index })),
    );
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect((await inbox.list('a', 5000)).map(({ input }) => (input as { index: number }).index)).toEqual(ids.map((_, index) => index));
    expect(await inbox.left(ids)).toHaveLength(2500);
  });
}
