import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '#server/store/contract.ts';
import { busyMachine, callOf, december, november, runOf } from './money-rows.ts';
import { describeSums } from './money-sums.ts';

/** What every store must do with money, whatever database is behind it. `open` gives an empty one. */
export function describeMoney(name: string, open: () => Promise<Store>): void {
  describe(`money on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await store.accounts.ensure('one', 'ann', november);
      await store.accounts.ensure('two', 'bob', november);
      await store.runs.insert(runOf('r1', 1000), []);
    }, busyMachine);
    afterEach(() => store.close());
    describeCalls(() => store);
    describeLimits(() => store);
    describeLedger(() => store);
    describeCaps(() => store);
    describeSums(() => store);
  });
}

function describeCalls(store: () => Store): void {
  it('writes an intent and gives the same call back when it is begun again', async () => {
    const { calls, ledger } = store();
    const begun = await calls.begin(callOf('a'));
    const fresh = { state: 'intent', actualMicros: null, handle: null, outcome: null, sentAt: null, acceptedAt: null, settledAt: null };
    expect(begun).toEqual({ call: { ...callOf('a'), ...fresh } });
    await calls.move('r1/a/1', ['intent'], 'sent', { at: december });
    const again = await calls.begin(callOf('a', { ref: 'another ref', micros: 7 }));
    expect(again).toMatchObject({ call: { ref: 'r1/a/1', micros: 100, state: 'sent', sentAt: december } });
    expect(await calls.find('r1', 'a', 1)).toEqual(await calls.byRef('r1/a/1'));
    expect(await calls.find('r1', 'a', 2)).toBeUndefined();
    expect(await ledger.ofRun('r1')).toEqual({ heldMicros: 100, spentMicros: 0 });
  });

  it(
    'lets one of many begin the same call',
    async () => {
      const begun = await Promise.all(
        Array.from({ length: 20 }, (_, index) => store().calls.begin(callOf('a', { ref: `ref ${index % 2}` }))),
      );
      expect(new Set(begun.map((one) => ('call' in one ? one.call.ref : 'over'))).size).toBe(1);
      expect(await store().ledger.ofRun('r1')).toEqual({ heldMicros: 100, spentMicros: 0 });
    },
    busyMachine,
  );

  it('drops files that came with an answer from the journal once the call is settled', async () => {
    const { calls } = store();
    await calls.begin(callOf('a'));
    const gives = { image: { base64: 'A'.repeat(30_000) } };
    await calls.move('r1/a/1', ['intent'], 'accepted', { at: november, handle: gives });
    await calls.move('r1/a/1', ['accepted'], 'done', { at: november, outcome: { state: 'done', gives, micros: 7 } });
    expect(await calls.byRef('r1/a/1')).toMatchObject({ handle: gives });
    await calls.settle('r1/a/1', 7, november);
    expect(await calls.byRef('r1/a/1')).toMatchObject({ handle: null, outcome: { state: 'done', micros: 7 }, actualMicros: 7 });
  });

  it('drops files that went with a request from the journal once the call is settled, and keeps what was said of it', async () => {
    const { calls } = store();
    const warnings = [{ code: 'NOT_SENT', message: 'It cannot be told.' }];
    await calls.begin(callOf('a', { submission: { request: { image: 'A'.repeat(30_000) }, warnings } }));
    await calls.move('r1/a/1', ['intent'], 'accepted', { at: november, handle: { id: 'x' } });
    await calls.settle('r1/a/1', 7, november);
    expect(await calls.byRef('r1/a/1')).toMatchObject({ submission: { request: {}, warnings }, handle: { id: 'x' } });
  });

  it('moves a call on only from where it is said to be, and keeps what comes with it', async () => {
    const { calls } = store();
    await calls.begin(callOf('a'));
    expect(await calls.move('r1/a/1', ['sent'], 'accepted', { at: november })).toBe(false);
    expect(await calls.move('r1/a/1', ['intent'], 'sent', { at: november, submission: { two: [1] } })).toBe(true);
    expect(await calls.move('r1/a/1', ['sent', 'unknown'], 'accepted', { at: december, handle: { id: 'x' } })).toBe(true);
    expect(await calls.move('r1/a/1', ['accepted'], 'done', { at: december, outcome: { micros: 5 } })).toBe(true);
    expect(await calls.byRef('r1/a/1')).toMatchObject({
      state: 'done',
      submission: { two: [1] },
      handle: { id: 'x' },
      outcome: { micros: 5 },
      sentAt: november,
      acceptedAt: december,
    });
    await calls.settle('r1/a/1', 5, december);
    expect(await calls.move('r1/a/1', ['settled', 'done'], 'failed', { at: december })).toBe(false);
    expect(await calls.byRef('r1/a/1')).toMatchObject({ state: 'settled', actualMicros: 5, settledAt: december });
  });

  it('lets one of many move a call', async () => {
    await store().calls.begin(callOf('a'));
    const moved = await Promise.all(Array.from({ length: 20 }, () => store().calls.move('r1/a/1', ['intent'], 'sent', { at: november })));
    expect(moved.filter(Boolean)).toHaveLength(1);
  });

  it('lists what is not settled, oldest first, and knows whose handle is whose', async () => {
    const { calls } = store();
    await calls.begin(callOf('b', { intentAt: december }));
    for (const step of ['a', 'c']) await calls.begin(callOf(step));
    await calls.settle('r1/c/1', 0, december);
    expect((await calls.open()).map(({ stepId }) => stepId)).toEqual(['a', 'b']);
    await calls.move('r1/a/1', ['intent'], 'accepted', { at: december, handle: { id: 'x', of: { b: 1, a: 2 } } });
    expect(await calls.holdsHandle('wavespeed', { of: { a: 2, b: 1 }, id: 'x' }, 'r1/b/1')).toBe(true);
    expect(await calls.holdsHandle('wavespeed', { of: { a: 2, b: 1 }, id: 'x' }, 'r1/a/1')).toBe(false);
    expect(await calls.holdsHandle('another', { of: { a: 2, b: 1 }, id: 'x' }, 'r1/b/1')).toBe(false);
    expect(await calls.holdsHandle('wavespeed', null, 'r1/a/1')).toBe(false);
  });
}

function describeLimits(store: () => Store): void {
  it(
    'has money for 10 of 50 steps that begin at once: exactly 10 begin',
    async () => {
      const begun = await Promise.all(Array.from({ length: 50 }, (_, index) => store().calls.begin(callOf(`s${index}`))));
      expect(begun.filter((one) => 'call' in one)).toHaveLength(10);
      const over = begun.filter((one) => 'over' in one);
      expect(over).toHaveLength(40);
      expect(over[0]).toEqual({ over: { scope: 'run', limitMicros: 1000, spentMicros: 0, heldMicros: 1000 } });
      expect(await store().calls.open()).toHaveLength(10);
      expect(await store().ledger.list('one', { limit: 100 })).toHaveLength(10);
      expect(await store().ledger.ofMonth('workspace', 'one', '2026-11')).toEqual({ heldMicros: 1000, spentMicros: 0 });
    },
    busyMachine,
  );

  it(
    'has money of a month for 10 of 50 runs of two people: exactly 10 begin',
    async () => {
      const { accounts, runs, caps, calls, ledger } = store();
      await accounts.ensure('one', 'cat', november);
      await caps.set('one', 'workspace', 'one', 1000);
      const owners = Array.from({ length: 50 }, (_, index) => ({ workspaceId: 'one', userId: index % 2 ? 'ann' : 'cat' }));
      for (const [index, owner] of owners.entries()) await runs.insert(runOf(`m${index}`, 150, owner), []);
      const begun = await Promise.all(owners.map((owner, index) => calls.begin(callOf('a', { ...owner, runId: `m${index}` }))));
      expect(begun.filter((one) => 'call' in one)).toHaveLength(10);
      const over = begun.find((one) => 'over' in one);
      expect(over).toEqual({ over: { scope: 'workspace', limitMicros: 1000, spentMicros: 0, heldMicros: 1000 } });
      const [ann, cat] = [await ledger.ofMonth('user', 'ann', '2026-11'), await ledger.ofMonth('user', 'cat', '2026-11')];
      expect(ann.heldMicros + cat.heldMicros).toBe(1000);
    },
    busyMachine,
  );

  it('writes nothing where a limit does not cover a call, whichever limit it is', async () => {
    const { calls, ledger, caps } = store();
    await caps.set('one', 'user', 'ann', 250);
    for (const step of ['a', 'b']) await calls.begin(callOf(step));
    await calls.settle('r1/a/1', 80, november);
    const over = { scope: 'user', limitMicros: 250, spentMicros: 80, heldMicros: 100 };
    expect(await calls.begin(callOf('c'))).toEqual({ over });
    expect(await calls.find('r1', 'c', 1)).toBeUndefined();
    expect(await ledger.ofRun('r1')).toEqual({ heldMicros: 100, spentMicros: 80 });
    expect(await ledger.ofMonth('workspace', 'one', '2026-11')).toEqual({ heldMicros: 100, spentMicros: 80 });
    await caps.set('one', 'user', 'ann', null);
    expect(await calls.begin(callOf('c'))).toHaveProperty('call');
  });

  it('counts a call that costs nothing against no limit', async () => {
    const { calls, ledger, runs } = store();
    await runs.append('r1', [], { budgetMicros: 0 });
    expect(await calls.begin(callOf('a', { micros: 0 }))).toMatchObject({ call: { micros: 0, state: 'intent' } });
    expect(await calls.begin(callOf('b', { micros: 1 }))).toHaveProperty('over');
    expect(await calls.settle('r1/a/1', 0, november)).toBe(true);
    expect(await ledger.list('one', { limit: 10 })).toEqual([]);
  });

  it('counts a call in the month in which its money was held, also when it ends in the next', async () => {
    const { calls, ledger, caps } = store();
    await caps.set('one', 'workspace', 'one', 100);
    await calls.begin(callOf('a'));
    expect(await calls.begin(callOf('b'))).toHaveProperty('over');
    expect(await calls.begin(callOf('b', { intentAt: december }))).toHaveProperty('call');
    await calls.settle('r1/a/1', 60, december);
    await ledger.refund('r1/a/1', 10, '2027-01-01T00:00:00.000Z');
    expect(await ledger.ofMonth('workspace', 'one', '2026-11')).toEqual({ heldMicros: 0, spentMicros: 50 });
    expect(await ledger.ofMonth('workspace', 'one', '2026-12')).toEqual({ heldMicros: 100, spentMicros: 0 });
    expect(await ledger.ofMonth('workspace', 'one', '2027-01')).toEqual({ heldMicros: 0, spentMicros: 0 });
  });

  it('reads the month of a moment in UTC, whatever zone it is written in', async () => {
    await store().calls.begin(callOf('a', { intentAt: '2026-12-01T01:30:00.000+02:00' }));
    expect(await store().ledger.ofMonth('user', 'ann', '2026-11')).toMatchObject({ heldMicros: 100 });
  });

  it('refuses what is no amount of money, a run that is not there and a call that was never begun', async () => {
    const { calls, ledger } = store();
    for (const micros of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
      await expect(calls.begin(callOf('a', { micros }))).rejects.toThrow(/not an amount of money/);
    await expect(calls.begin(callOf('a', { runId: 'nowhere' }))).rejects.toThrow(/no run nowhere/);
    await expect(calls.begin(callOf('a', { workspaceId: 'two' }))).rejects.toThrow(/no run r1/);
    await expect(calls.settle('nothing', 1, november)).rejects.toThrow(/no call nothing/);
    await expect(calls.settle('r1/a/1', -1, november)).rejects.toThrow(/not an amount of money/);
    await expect(ledger.refund('nothing', 1, november)).rejects.toThrow(/could be given back/);
    await calls.begin(callOf('a'));
    await expect(calls.begin(callOf('b', { ref: 'r1/a/1' }))).rejects.toThrow(/belongs to another call/);
    expect(await calls.open()).toHaveLength(1);
  });
}

function describeLedger(store: () => Store): void {
  it('settles once: the hold is released and the actual price booked', async () => {
    const { calls, ledger } = store();
    await calls.begin(callOf('a'));
    const settled = await Promise.all(Array.from({ length: 10 }, () => calls.settle('r1/a/1', 70, december)));
    expect(settled.filter(Boolean)).toHaveLength(1);
    expect(await ledger.ofRun('r1')).toEqual({ heldMicros: 0, spentMicros: 70 });
    const entries = await ledger.list('one', { limit: 10 });
    expect(entries.map(({ type, micros, estimateMicros }) => [type, micros, estimateMicros])).toEqual([
      ['charge', 70, 100],
      ['release', 100, 100],
      ['hold', 100, 100],
    ]);
    const owner = { workspaceId: 'one', userId: 'ann', runId: 'r1', stepId: 'a', attempt: 1 };
    expect(entries[0]).toMatchObject({ ...owner, rowId: 'row', provider: 'wavespeed', ref: 'r1/a/1', at: december });
  });

  it('books what was really charged, also above what was held', async () => {
    await store().calls.begin(callOf('a'));
    await store().calls.settle('r1/a/1', 2000, november);
    expect(await store().ledger.ofRun('r1')).toEqual({ heldMicros: 0, spentMicros: 2000 });
    expect(await store().calls.begin(callOf('b'))).toMatchObject({ over: { spentMicros: 2000 } });
  });

  it('gives back no more than a call has cost', async () => {
    const { calls, ledger } = store();
    await calls.begin(callOf('a'));
    await expect(ledger.refund('r1/a/1', 1, november)).rejects.toThrow();
    await calls.settle('r1/a/1', 70, november);
    const refunds = await Promise.allSettled(Array.from({ length: 10 }, () => ledger.refund('r1/a/1', 30, december)));
    expect(refunds.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await ledger.ofRun('r1')).toEqual({ heldMicros: 0, spentMicros: 10 });
    expect(await ledger.bySteps('r1')).toEqual(new Map([['a', 10]]));
  });

  it('lists newest first, page by page, by run and user, and nothing of another workspace', async () => {
    const { calls, ledger, runs } = store();
    await runs.insert(runOf('r2', 1000), []);
    await runs.insert(runOf('r3', 1000, { workspaceId: 'two', userId: 'bob' }), []);
    for (const step of ['a', 'b']) await calls.begin(callOf(step));
    await calls.begin(callOf('c', { runId: 'r2' }));
    await calls.begin(callOf('d', { runId: 'r3', workspaceId: 'two', userId: 'bob' }));
    const steps = async (workspace: string, filter: object) =>
      (await ledger.list(workspace, { limit: 10, ...filter })).map(({ stepId }) => stepId);
    expect(await steps('one', {})).toEqual(['c', 'b', 'a']);
    expect(await steps('one', { runId: 'r1' })).toEqual(['b', 'a']);
    expect(await steps('one', { runId: 'r3' })).toEqual([]);
    expect(await steps('one', { userId: 'bob' })).toEqual([]);
    const [first] = await ledger.list('one', { limit: 1 });
    expect(await steps('one', { before: first?.id })).toEqual(['b', 'a']);
    expect(await steps('two', {})).toEqual(['d']);
  });

  it('sums a month by provider and by day of the hold', async () => {
    const { calls, ledger } = store();
    await calls.begin(callOf('a', { intentAt: '2026-11-01T00:00:00.000Z' }));
    await calls.begin(callOf('b', { provider: 'other' }));
    await calls.begin(callOf('c', { intentAt: december }));
    for (const [step, micros] of Object.entries({ a: 40, b: 70, c: 9 })) await calls.settle(`r1/${step}/1`, micros, december);
    await ledger.refund('r1/b/1', 20, december);
    expect(await ledger.spending('one', '2026-11')).toEqual({
      byProvider: new Map([
        ['other', 50],
        ['wavespeed', 40],
      ]),
      byDay: new Map([
        ['2026-11-01', 40],
        ['2026-11-30', 50],
      ]),
    });
    expect((await ledger.spending('two', '2026-11')).byDay.size).toBe(0);
  });
}

function describeCaps(store: () => Store): void {
  it('keeps one cap of a user and of a workspace, each in its workspace', async () => {
    const { caps } = store();
    await caps.set('one', 'workspace', 'one', 5_000_000_000);
    await caps.set('one', 'user', 'ann', 1);
    await caps.set('one', 'user', 'ann', 0);
    await caps.set('two', 'user', 'bob', 9);
    expect(await caps.list('one')).toEqual([
      { scope: 'user', subjectId: 'ann', limitMicros: 0 },
      { scope: 'workspace', subjectId: 'one', limitMicros: 5_000_000_000 },
    ]);
    expect(await store().calls.begin(callOf('a', { micros: 1 }))).toMatchObject({ over: { scope: 'user', limitMicros: 0 } });
    await caps.set('one', 'user', 'ann', null);
    await caps.set('one', 'user', 'ann', null);
    expect(await caps.list('one')).toHaveLength(1);
    await expect(caps.set('one', 'user', 'ann', -1)).rejects.toThrow(/not an amount of money/);
  });

  it('knows the users of a workspace', async () => {
    expect(await store().accounts.hasUser('one', 'ann')).toBe(true);
    expect(await store().accounts.hasUser('one', 'bob')).toBe(false);
  });
}
