import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunRow, Store } from '#server/store/contract.ts';
import { describeCredentials } from './credentials.ts';
import { describeRaces } from './races.ts';
import { asset, at, graph, run } from './rows.ts';

/** What every store must do, whatever database is behind it. `open` gives an empty one. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`the store on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await store.accounts.ensure('one', 'ann', at(0));
      await store.accounts.ensure('two', 'bob', at(0));
    });
    afterEach(() => store.close());
    describeRuns(() => store);
    describeResults(() => store);
    describeAssets(() => store);
    describeGraphs(() => store);
    describeRest(() => store);
    describeCredentials(() => store);
    describeRaces(() => store);
  });
}

function describeRuns(store: () => Store): void {
  it('gives a run back as it was put in', async () => {
    const given = run('r1', { label: 'Test', idempotencyKey: 'k', graphId: 'g', startedAt: at(1) });
    await store().runs.insert(given, [{ seq: 1, at: at(0), change: { type: 'x' } }]);
    expect(await store().runs.find('one', 'r1')).toEqual(given);
    expect(await store().runs.findByIdempotencyKey('one', 'k')).toEqual(given);
    expect(await store().runs.log('r1')).toEqual([{ seq: 1, at: at(0), change: { type: 'x' } }]);
  });

  it('keeps runs of another workspace out of sight', async () => {
    await store().runs.insert(run('r1', { idempotencyKey: 'k' }), []);
    expect(await store().runs.find('two', 'r1')).toBeUndefined();
    expect(await store().runs.findByIdempotencyKey('two', 'k')).toBeUndefined();
    expect(await store().runs.list('two', { limit: 10 })).toEqual([]);
    await store().runs.insert(run('r2', { workspaceId: 'two', userId: 'bob', idempotencyKey: 'k' }), []);
    await expect(store().runs.insert(run('r3', { idempotencyKey: 'k' }), [])).rejects.toThrow();
    expect(await store().runs.find('one', 'r3')).toBeUndefined();
  });

  it('adds entries and what they change together, or not at all', async () => {
    await store().runs.insert(run('r1'), [{ seq: 1, at: at(0), change: 1 }]);
    await store().runs.append('r1', [{ seq: 2, at: at(1), change: 2 }], { state: 'done', endedAt: at(1), budgetMicros: 7 });
    expect(await store().runs.find('one', 'r1')).toMatchObject({ state: 'done', endedAt: at(1), budgetMicros: 7, startedAt: null });
    const clash = [
      { seq: 3, at: at(2), change: 3 },
      { seq: 2, at: at(2), change: 'second driver' },
    ];
    await expect(store().runs.append('r1', clash, { state: 'failed' })).rejects.toThrow();
    expect(await store().runs.find('one', 'r1')).toMatchObject({ state: 'done' });
    expect((await store().runs.log('r1')).map(({ change }) => change)).toEqual([1, 2]);
    expect(await store().runs.log('r1', 1)).toHaveLength(1);
  });

  it('takes a log of 10,000 entries at once and gives it back in order', async () => {
    const entries = Array.from({ length: 10_000 }, (_, index) => ({ seq: index + 1, at: at(0), change: { index } }));
    await store().runs.insert(run('r1'), entries);
    expect(await store().runs.log('r1', 9_990)).toEqual(entries.slice(9_990));
  });

  it('lists runs newest first, by state and graph, page by page', async () => {
    const rows = ['a', 'b', 'c', 'd'].map((id, index) =>
      run(id, { createdAt: at(index < 2 ? 0 : index), graphId: index % 2 ? 'g' : null, state: index === 3 ? 'done' : 'paused' }),
    );
    for (const row of rows) await store().runs.insert(row, []);
    const ids = async (filter: object) => (await store().runs.list('one', { limit: 10, ...filter })).map(({ id }) => id);
    expect(await ids({})).toEqual(['d', 'c', 'b', 'a']);
    expect(await ids({ limit: 2 })).toEqual(['d', 'c']);
    expect(await ids({ before: { createdAt: at(0), id: 'b' } })).toEqual(['a']);
    expect(await ids({ graphId: 'g' })).toEqual(['d', 'b']);
    expect(await ids({ state: 'done' })).toEqual(['d']);
    expect((await store().runs.unfinished()).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('gives every run once over pages of any size, whatever letters the ids have', async () => {
    const names = ['B', 'a', 'C', 'b', 'A', 'é', 'z', '-', '_', '10', '9', 'ab', 'a-b', 'a_b'];
    for (const [index, id] of names.entries()) await store().runs.insert(run(id, { createdAt: at(index % 3) }), []);
    for (const limit of [1, 3, 5]) {
      const seen: RunRow[] = [];
      for (let page = await store().runs.list('one', { limit }); page.length > 0; ) {
        seen.push(...page);
        const { createdAt, id } = page.at(-1) as RunRow;
        page = await store().runs.list('one', { limit, before: { createdAt, id } });
      }
      const ordered = names
        .map((id, index) => [at(index % 3), id] as const)
        .sort(([a, x], [b, y]) => (a === b ? (x < y ? 1 : -1) : a < b ? 1 : -1));
      expect(seen.map(({ id }) => id)).toEqual(ordered.map(([, id]) => id));
    }
  });

  it('changes the place in the queue of one run, and only ever raises its budget', async () => {
    for (const id of ['r1', 'r2']) await store().runs.insert(run(id, { budgetMicros: 100 }), []);
    await store().runs.setPriority('r1', -3);
    await store().runs.raiseBudget('r1', 200);
    await store().runs.raiseBudget('r1', 150);
    expect(await store().runs.byId('r1')).toEqual(run('r1', { budgetMicros: 200, priority: -3 }));
    expect(await store().runs.byId('r2')).toEqual(run('r2', { budgetMicros: 100 }));
    expect(await store().runs.byId('r3')).toBeUndefined();
  });

  it('keeps results together with the entries that tell of them, or not at all', async () => {
    const keep = (hash: string, replace = false) => ({
      workspaceId: 'one',
      fingerprint: 'f',
      result: { items: { image: { hash, facts: {} } } },
      replace,
    });
    await store().runs.insert(run('r1'), []);
    const entry = (seq: number) => [{ seq, at: at(seq), change: seq }];
    const hash = async () => (await store().results.find('one', 'f'))?.items.image;
    await store().runs.append('r1', entry(1), undefined, { keeps: [keep('a')] });
    await expect(store().runs.append('r1', entry(1), undefined, { keeps: [keep('b', true)] })).rejects.toThrow();
    await store().runs.append('r1', entry(2), undefined, { keeps: [keep('c')] });
    expect(await hash()).toMatchObject({ hash: 'a' });
    await store().runs.append('r1', entry(3), undefined, { keeps: [keep('d', true)] });
    expect(await hash()).toMatchObject({ hash: 'd' });
  });

  it('takes a text with a zero character, and looks for one in vain', async () => {
    await store().runs.insert(run('r1', { name: 'a\0b' }), []);
    expect((await store().runs.find('one', 'r1'))?.name).toMatch(/^a.b$/s);
    expect(await store().runs.find('one', 'r\0')).toBeUndefined();
    expect(await store().assets.list('one', { q: '\0', limit: 1 })).toEqual([]);
  });

  it('finds the runs that are not at their end', async () => {
    const states = ['queued', 'running', 'paused', 'awaiting-person', 'done', 'failed', 'cancelled'];
    for (const [index, state] of states.entries()) await store().runs.insert(run(state, { state, createdAt: at(index) }), []);
    expect((await store().runs.unfinished()).map(({ id }) => id)).toEqual(states.slice(0, 4));
  });

  it('keeps money beyond 32 bits and any text exact', async () => {
    const text = `'"\\%_\n\t💡 عربي "; drop table runs; --`;
    const given = run('r1', {
      name: text,
      label: text,
      quote: { text: `${text}\0`, list: [null, true, 1.5e-9] },
      budgetMicros: 9_007_199_254_740_991,
    });
    await store().runs.insert(given, []);
    expect(await store().runs.find('one', 'r1')).toEqual(given);
    await store().runs.append('r1', [], { tally: {}, seq: 9, quote: text, estimate: null, startedAt: at(1) });
    expect(await store().runs.find('one', 'r1')).toMatchObject({ tally: {}, seq: 9, quote: text, estimate: null, startedAt: at(1) });
  });
}

function describeResults(store: () => Store): void {
  it('keeps the first result of a fingerprint until it is replaced', async () => {
    const result = (hash: string) => ({ items: { image: { hash, facts: {} } } });
    const { results } = store();
    await results.keep('one', 'f', result('a'), { replace: false, at: at(0) });
    await results.keep('one', 'f', result('b'), { replace: false, at: at(1) });
    expect(await results.find('one', 'f')).toEqual(result('a'));
    await results.keep('one', 'f', result('c'), { replace: true, at: at(2) });
    expect(await results.find('one', 'f')).toEqual(result('c'));
    expect(await results.find('two', 'f')).toBeUndefined();
  });

  it('finds thousands of results at once', async () => {
    const names = Array.from({ length: 1_200 }, (_, index) => `f${index}`);
    for (const name of names.slice(0, 3)) await store().results.keep('one', name, { items: {} }, { replace: false, at: at(0) });
    const found = await store().results.findMany('one', [...names, ...names]);
    expect([...found.keys()].sort()).toEqual(['f0', 'f1', 'f2']);
    expect((await store().results.findMany('two', names)).size).toBe(0);
  });
}

function describeAssets(store: () => Store): void {
  it('gives an asset back as it was put in', async () => {
    const captions = asset('b', { kind: 'captions', value: { cues: [] }, facts: {} });
    await store().assets.insert(asset('a'));
    await store().assets.insert(captions);
    expect(await store().assets.find('one', 'a')).toEqual(asset('a'));
    expect(await store().assets.findMany('one', ['a', 'b', 'c'])).toEqual(
      new Map([
        ['a', asset('a')],
        ['b', captions],
      ]),
    );
    expect(await store().assets.find('two', 'a')).toBeUndefined();
    const names = Array.from({ length: 1_200 }, (_, index) => `${index}`);
    expect((await store().assets.findMany('one', ['b', ...names, 'a'])).size).toBe(2);
  });

  it('finds assets by a part of their name, kind and length', async () => {
    await store().assets.insert(asset('a'));
    await store().assets.insert(asset('b', { name: 'Clip.png', kind: 'image', facts: {}, createdAt: at(1) }));
    const ids = async (filter: object) => (await store().assets.list('one', { limit: 10, ...filter })).map(({ id }) => id);
    expect(await ids({})).toEqual(['b', 'a']);
    expect(await ids({ q: 'STRASSE' })).toEqual([]);
    expect(await ids({ q: 'straße' })).toEqual(['a']);
    expect(await ids({ q: '100%_X' })).toEqual(['a']);
    expect(await ids({ q: '%' })).toEqual(['a']);
    expect(await ids({ q: '\\' })).toEqual([]);
    expect(await ids({ kind: 'image' })).toEqual(['b']);
    expect(await ids({ minSeconds: 2.5, maxSeconds: 2.5 })).toEqual(['a']);
    expect(await ids({ minSeconds: 2.6 })).toEqual([]);
    await store().assets.insert(asset('made', { name: 'made.mp4', origin: 'result', facts: { seconds: 0.1 }, createdAt: at(2) }));
    expect(await ids({ origin: 'result' })).toEqual(['made']);
    expect(await ids({ origin: 'upload' })).toEqual(['b', 'a']);
    expect(await ids({ minSeconds: 0.1, maxSeconds: 0.1 })).toEqual(['made']);
    expect(await ids({ minSeconds: 0.1000001, maxSeconds: 1 })).toEqual([]);
    expect(await ids({ limit: 1 })).toEqual(['made']);
    expect(await ids({ before: { createdAt: at(1), id: 'b' } })).toEqual(['a']);
  });

  it('keeps a file that a step has made when its upload is removed', async () => {
    const { assets } = store();
    await assets.insert(asset('a', { name: 'made.mp4', origin: 'result' }));
    expect(await assets.remove('one', 'a')).toBe(false);
    await assets.insert(asset('a', { name: 'mine.mp4' }));
    expect(await assets.find('one', 'a')).toMatchObject({ origin: 'upload', name: 'mine.mp4' });
    await assets.insert(asset('a', { name: 'made again.mp4', origin: 'result' }));
    expect(await assets.find('one', 'a')).toMatchObject({ origin: 'upload', name: 'mine.mp4' });
    expect(await assets.remove('one', 'a')).toBe(true);
    expect(await assets.find('one', 'a')).toMatchObject({ origin: 'result' });
    expect(await assets.isHeld('a')).toBe(true);
  });

  it('forgets a removed upload, but not that of another workspace', async () => {
    const { assets } = store();
    await assets.insert(asset('a'));
    await assets.insert(asset('a', { workspaceId: 'two', userId: 'bob' }));
    expect(await assets.remove('one', 'a')).toBe(true);
    expect(await assets.remove('one', 'a')).toBe(false);
    expect(await assets.find('one', 'a')).toBeUndefined();
    expect(await assets.isHeld('a')).toBe(true);
    await assets.remove('two', 'a');
    expect(await assets.isHeld('a')).toBe(false);
  });
}

function describeGraphs(store: () => Store): void {
  it('saves over exactly the revision that was read, and keeps every version', async () => {
    const { graphs } = store();
    await graphs.insert(graph('g'));
    const next = (name: string, second: number) => ({ name, graph: { filmloom: 1, name, nodes: { a: {} } }, nodes: 1, at: at(second) });
    expect(await graphs.save('one', 'g', 1, next('Second', 1))).toBe(true);
    expect(await graphs.save('one', 'g', 1, next('Lost', 2))).toBe(false);
    expect(await graphs.save('two', 'g', 2, next('Foreign', 2))).toBe(false);
    expect(await graphs.find('one', 'g')).toMatchObject({ name: 'Second', revision: 2, nodes: 1, updatedAt: at(1), createdAt: at(0) });
    expect(await graphs.versions('one', 'g')).toEqual([
      { revision: 2, name: 'Second', savedAt: at(1) },
      { revision: 1, name: 'Film', savedAt: at(0) },
    ]);
    expect(await graphs.version('one', 'g', 1)).toEqual({ filmloom: 1, nodes: {} });
    expect(await graphs.version('two', 'g', 1)).toBeUndefined();
    expect(await graphs.version('one', 'g', 3)).toBeUndefined();
  });

  it('hides a removed graph and brings it back whole', async () => {
    const { graphs } = store();
    await graphs.insert(graph('g'));
    expect(await graphs.remove('two', 'g', at(1))).toBe(false);
    expect(await graphs.remove('one', 'g', at(1))).toBe(true);
    expect(await graphs.remove('one', 'g', at(2))).toBe(false);
    expect(await graphs.find('one', 'g')).toBeUndefined();
    expect(await graphs.list('one')).toEqual([]);
    expect(await graphs.save('one', 'g', 1, { name: '', graph: {}, nodes: 0, at: at(3) })).toBe(false);
    expect(await graphs.restore('two', 'g')).toBe(false);
    expect(await graphs.restore('one', 'g')).toBe(true);
    expect(await graphs.restore('one', 'g')).toBe(false);
    expect(await graphs.find('one', 'g')).toEqual(graph('g'));
  });

  it('lists graphs by their last change', async () => {
    for (const [index, id] of ['a', 'b', 'c'].entries()) await store().graphs.insert(graph(id, { updatedAt: at(index) }));
    expect((await store().graphs.list('one')).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(await store().graphs.list('two')).toEqual([]);
    expect((await store().graphs.list('one'))[0]).not.toHaveProperty('graph');
  });

  it('remembers that a workspace ever had a graph', async () => {
    expect(await store().graphs.heldAny('one')).toBe(false);
    await store().graphs.insert(graph('g'));
    await store().graphs.remove('one', 'g', at(1));
    expect(await store().graphs.heldAny('one')).toBe(true);
    expect(await store().graphs.heldAny('two')).toBe(false);
  });
}

function describeRest(store: () => Store): void {
  it('holds quotes and the choices of the last run', async () => {
    const { quotes } = store();
    await quotes.insert({ id: 'q', workspaceId: 'one', graphHash: 'h', body: { a: 1 }, expiresAt: at(9) });
    expect(await quotes.find('one', 'q')).toEqual({ id: 'q', graphHash: 'h', body: { a: 1 }, expiresAt: at(9) });
    expect(await quotes.find('two', 'q')).toBeUndefined();
    expect(await quotes.choices('one', 'g', 'draft')).toEqual({});
    await quotes.keepChoices('one', 'g', 'draft', { a: 'x' });
    await quotes.keepChoices('one', 'g', 'draft', { a: 'y' });
    expect(await quotes.choices('one', 'g', 'draft')).toEqual({ a: 'y' });
    expect(await quotes.choices('two', 'g', 'draft')).toEqual({});
  });

  it('keeps templates in their workspace', async () => {
    const { templates } = store();
    const template = {
      id: 't',
      workspaceId: 'one',
      userId: 'ann',
      name: 'Mine',
      description: '',
      graph: { filmloom: 1 },
      nodes: 0,
      createdAt: at(0),
    };
    await templates.insert(template);
    expect(await templates.find('one', 't')).toEqual(template);
    expect(await templates.find('two', 't')).toBeUndefined();
    for (const id of ['b', 'A']) await templates.insert({ ...template, id, createdAt: at(1) });
    expect((await templates.list('one')).map(({ id }) => id)).toEqual(['A', 'b', 't']);
    expect(await templates.list('two')).toEqual([]);
    for (const id of ['b', 'A']) await templates.remove('one', id);
    expect(await templates.remove('two', 't')).toBe(false);
    expect(await templates.remove('one', 't')).toBe(true);
    expect(await templates.list('one')).toEqual([]);
  });
  it('knows who is of a workspace', async () => {
    expect(await store().accounts.hasUser('one', 'ann')).toBe(true);
    expect(await store().accounts.hasUser('two', 'ann')).toBe(false);
    await store().accounts.ensure('one', 'ann', at(5));
    expect(await store().accounts.hasUser('one', 'ann')).toBe(true);
  });
}
