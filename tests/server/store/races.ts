import { expect, it } from 'vitest';
import type { Store } from '#server/store/contract.ts';
import { isTaken, SeqTakenError } from '#server/store/database-errors.ts';
import { asset, at, graph, run } from './rows.ts';

/** Waits for all of them and gives how many went well, and why the others did not. */
async function outcomes(tries: readonly Promise<unknown>[]): Promise<{ values: unknown[]; errors: unknown[] }> {
  const ended = await Promise.allSettled(tries);
  return {
    values: ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    errors: ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])),
  };
}

/** What every store must do when many ask for the same at the same time. */
export function describeRaces(store: () => Store): void {
  it('lets exactly one of many drivers write a place of the log', async () => {
    await store().runs.insert(run('r1'), [{ seq: 1, at: at(0), change: 0 }]);
    for (let seq = 2; seq < 7; seq += 1) {
      const drivers = ['a', 'b', 'c', 'd'].map((who) => store().runs.append('r1', [{ seq, at: at(1), change: who }], { state: who, seq }));
      const { values, errors } = await outcomes(drivers);
      expect(values).toHaveLength(1);
      for (const error of errors) expect(error).toBeInstanceOf(SeqTakenError);
      const [entry] = await store().runs.log('r1', seq - 1);
      expect(await store().runs.find('one', 'r1')).toMatchObject({ state: entry?.change, seq });
    }
  });

  it('makes one run of one idempotency key, and leaves nothing of the others', async () => {
    const ids = ['a', 'b', 'c', 'd'];
    const entries = [{ seq: 1, at: at(0), change: 1 }];
    const { values, errors } = await outcomes(ids.map((id) => store().runs.insert(run(id, { idempotencyKey: 'k' }), entries)));
    expect(values).toHaveLength(1);
    for (const error of errors) expect(isTaken(error)).toBe(true);
    const kept = await store().runs.findByIdempotencyKey('one', 'k');
    for (const id of ids) expect(await store().runs.log(id)).toHaveLength(id === kept?.id ? 1 : 0);
  });

  it('lets exactly one of many people save over a revision', async () => {
    await store().graphs.insert(graph('g'));
    const saves = ['a', 'b', 'c', 'd'].map((name) => store().graphs.save('one', 'g', 1, { name, graph: { name }, nodes: 0, at: at(1) }));
    const { values, errors } = await outcomes(saves);
    expect(errors).toEqual([]);
    expect(values.filter(Boolean)).toHaveLength(1);
    const versions = await store().graphs.versions('one', 'g');
    const found = await store().graphs.find('one', 'g');
    expect(versions.map(({ revision, name }) => [revision, name])).toEqual([
      [2, found?.name],
      [1, 'Film'],
    ]);
  });

  it('keeps one result, one asset and one workspace of many at the same time', async () => {
    const results = Array.from({ length: 6 }, (_, index) => ({ items: { image: { hash: `${index}`, facts: {} } } }));
    const kept = results.map((result) => store().results.keep('one', 'f', result, { replace: false, at: at(0) }));
    const assets = results.map((_, index) => store().assets.insert(asset('a', { origin: index % 2 ? 'upload' : 'result' })));
    const owners = results.map(() => store().accounts.ensure('three', 'cid', at(0)));
    expect((await outcomes([...kept, ...assets, ...owners])).errors).toEqual([]);
    expect(results).toContainEqual(await store().results.find('one', 'f'));
    expect(await store().assets.list('one', { limit: 9 })).toHaveLength(1);
    expect(await store().assets.remove('one', 'a')).toBe(true);
    expect(await store().assets.find('one', 'a')).toMatchObject({ origin: 'result' });
  });

  it('never loses a file that a step makes while its upload is removed', async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = `a${round}`;
      await store().assets.insert(asset(id));
      const [removed] = await Promise.all([store().assets.remove('one', id), store().assets.insert(asset(id, { origin: 'result' }))]);
      expect(removed).toBe(true);
      expect(await store().assets.find('one', id)).toMatchObject({ origin: 'result' });
    }
  });

  it('answers whether it is there', async () => {
    await expect(store().ping()).resolves.toBeUndefined();
  });
}
