import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '#server/store/contract.ts';
import { SeqTakenError } from '#server/store/database-errors.ts';
import { openStore } from '#server/store/open-store.ts';
import { sharedPostgres } from '#tests/services/shared-postgres.ts';
import { november, runOf } from './money-rows.ts';

const entry = (seq: number) => ({ seq, at: november, change: { seq } });

describe('a commit of a driver in a fleet', () => {
  let store: Store;
  let report: number;
  beforeEach(async () => {
    store = await openStore({ databaseUrl: await (await sharedPostgres()).newDatabase() });
    await store.accounts.ensure('one', 'ann', november);
    await store.runs.insert(runOf('r1', 0), []);
    [report = 0] = await store.inbox.add('r1', [{ type: 'start' }]);
    await store.drivers.take('r1', 'first', 10_000);
  }, 60_000);
  afterEach(() => store.close());

  it('writes entries and takes reports while it holds the lease', async () => {
    await store.runs.append('r1', [entry(1), entry(2)], undefined, { taken: [report], holder: 'first' });
    expect((await store.runs.log('r1')).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(await store.inbox.left([report])).toEqual([]);
  });

  it.each([
    ['entries and reports', [entry(1)], undefined],
    ['reports alone', [], undefined],
    ['a change of the run', [entry(1)], { state: 'done' }],
  ])('writes nothing once another has the lease: %s', async (_, entries, update) => {
    await store.drivers.drop(['r1'], 'first');
    await store.drivers.take('r1', 'second', 10_000);
    const late = store.runs.append('r1', entries, update, { taken: [report], holder: 'first' });
    await expect(late).rejects.toBeInstanceOf(SeqTakenError);
    expect(await store.runs.log('r1')).toEqual([]);
    expect(await store.inbox.left([report])).toEqual([report]);
    expect(await store.runs.byId('r1')).not.toMatchObject({ state: 'done' });
  });
});
