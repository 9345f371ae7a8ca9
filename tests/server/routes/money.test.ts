import { describe, expect, it } from 'vitest';
import { localOwner } from '#server/auth/local-owner.ts';
import type { LedgerAnswer } from '#server/contract/money-views.ts';
import type { Store } from '#server/store/contract.ts';
import { openServer } from '../open-server.ts';
import { callOf, runOf } from '../store/money-rows.ts';

const month = new Date().toISOString().slice(0, 7);
const today = new Date().toISOString();

/** A server that listens, and a client of it. */
async function openHttp() {
  const { app, parts } = await openServer();
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const ask = async <T = unknown>(path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${address}/api/v1/${path}`, init);
    return { status: answer.status, body: (await answer.json()) as T };
  };
  const put = (body: object) => ask('caps', { method: 'PUT', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  return { store: parts.store, ask, put };
}

/** A run with a step that has cost $1.25, and one for which $0.5 is held. */
async function spend({ accounts, runs, calls }: Store): Promise<void> {
  await accounts.ensure(localOwner.workspaceId, localOwner.userId, today);
  await runs.insert(runOf('r1', 5_000_000, localOwner), []);
  await calls.begin(callOf('a', { ...localOwner, micros: 1_500_000, intentAt: today }));
  await calls.settle('r1/a/1', 1_250_000, today);
  await calls.begin(callOf('b', { ...localOwner, micros: 500_000, intentAt: today }));
}

describe('GET /ledger', () => {
  it('tells every movement of money, newest first, with the balance of the run that is asked for', async () => {
    const { store, ask } = await openHttp();
    await spend(store);
    const { status, body } = await ask<LedgerAnswer>('ledger?runId=r1');
    expect(status).toBe(200);
    expect(body.balance).toEqual({ held: '0.5', spent: '1.25' });
    expect(body.next).toBeUndefined();
    expect(body.entries.map(({ type, usd, estimate }) => [type, usd, estimate])).toEqual([
      ['hold', '0.5', '0.5'],
      ['charge', '1.25', '1.5'],
      ['release', '1.5', '1.5'],
      ['hold', '1.5', '1.5'],
    ]);
    expect(body.entries[1]).toMatchObject({ at: today, runId: 'r1', stepId: 'a', attempt: 1, provider: 'wavespeed', model: 'row' });
    expect((await ask<LedgerAnswer>('ledger')).body.balance).toBeUndefined();
  });

  it('comes page by page without a gap, also while money moves', async () => {
    const { store, ask } = await openHttp();
    await spend(store);
    const first = (await ask<LedgerAnswer>('ledger?limit=2')).body;
    await store.calls.settle('r1/b/1', 1, today);
    const second = (await ask<LedgerAnswer>(`ledger?limit=2&cursor=${first.next}`)).body;
    expect([...first.entries, ...second.entries].map(({ type, stepId }) => `${stepId} ${type}`)).toEqual([
      'b hold',
      'a charge',
      'a release',
      'a hold',
    ]);
    expect(second.next).toBeUndefined();
  });

  it('shows nothing of another workspace', async () => {
    const { store, ask } = await openHttp();
    const owner = { workspaceId: 'two', userId: 'bob' };
    await store.accounts.ensure('two', 'bob', today);
    await store.runs.insert(runOf('r1', 5_000_000, owner), []);
    await store.calls.begin(callOf('a', { ...owner, intentAt: today }));
    expect((await ask<LedgerAnswer>('ledger')).body.entries).toEqual([]);
    expect(await ask('ledger?runId=r1')).toMatchObject({ status: 404, body: { code: 'RUN_UNKNOWN' } });
    expect((await ask('spending')).body).toMatchObject({ held: '0', spent: '0', byProvider: [] });
  });

  it('refuses what it cannot read', async () => {
    const { ask } = await openHttp();
    const word = Buffer.from(`${today} word`).toString('base64url');
    for (const cursor of ['x', word])
      expect(await ask(`ledger?cursor=${cursor}`)).toMatchObject({ status: 422, body: { code: 'CURSOR_INVALID' } });
    for (const query of ['limit=0', 'limit=201', 'limit=many']) expect((await ask(`ledger?${query}`)).status).toBe(422);
  });
});

describe('GET and PUT /caps', () => {
  it('set, change and take away the monthly cap of the caller and of the workspace', async () => {
    const { ask, put } = await openHttp();
    expect((await ask('caps')).body).toEqual({ caps: [] });
    expect((await put({ scope: 'workspace', usd: '100.000001' })).status).toBe(200);
    await put({ scope: 'user', usd: 20 });
    const { body } = await put({ scope: 'user', subjectId: localOwner.userId, usd: 0.5 });
    const user = { scope: 'user', subjectId: localOwner.userId, usd: '0.5' };
    const workspace = { scope: 'workspace', subjectId: localOwner.workspaceId, usd: '100.000001' };
    expect(body).toEqual({ caps: [user, workspace] });
    expect((await put({ scope: 'user', usd: null })).body).toEqual({ caps: [workspace] });
    expect((await ask('caps')).body).toEqual({ caps: [workspace] });
  });

  it('hold for the next paid call', async () => {
    const { store, put } = await openHttp();
    await spend(store);
    await put({ scope: 'user', usd: 1.8 });
    const over = { scope: 'user', limitMicros: 1_800_000, spentMicros: 1_250_000, heldMicros: 500_000 };
    expect(await store.calls.begin(callOf('c', { ...localOwner, micros: 50_001, intentAt: today }))).toEqual({ over });
    expect(await store.calls.begin(callOf('c', { ...localOwner, micros: 50_000, intentAt: today }))).toHaveProperty('call');
  });

  it('refuse amounts that are none, and people who are not of this workspace', async () => {
    const { store, ask, put } = await openHttp();
    await store.accounts.ensure('two', 'bob', today);
    for (const usd of [-1, '1.0000001', 'much', 1_000_000_001, '9'.repeat(400), true, undefined])
      expect([usd, (await put({ scope: 'user', usd })).status]).toEqual([usd, 422]);
    expect((await put({ scope: 'run', usd: 1 })).status).toBe(422);
    expect(await put({ scope: 'user', subjectId: 'bob', usd: 1 })).toMatchObject({ status: 404, body: { code: 'SUBJECT_UNKNOWN' } });
    expect((await put({ scope: 'workspace', subjectId: 'two', usd: 1 })).status).toBe(404);
    expect((await ask('caps')).body).toEqual({ caps: [] });
  });
});

describe('GET /spending', () => {
  it('sums a month by provider and day, with its caps', async () => {
    const { store, ask, put } = await openHttp();
    await spend(store);
    await put({ scope: 'workspace', usd: 100 });
    const expected = {
      month,
      held: '0.5',
      spent: '1.25',
      caps: [{ scope: 'workspace', subjectId: localOwner.workspaceId, usd: '100' }],
      byProvider: [{ provider: 'wavespeed', usd: '1.25' }],
      byDay: [{ day: today.slice(0, 10), usd: '1.25' }],
    };
    expect((await ask(`spending?month=${month}`)).body).toEqual(expected);
    expect((await ask('spending')).body).toEqual(expected);
    expect((await ask('spending?month=2020-01')).body).toMatchObject({ held: '0', spent: '0', byDay: [], caps: expected.caps });
    for (const wrong of ['2026-13', '2026', 'now']) expect((await ask(`spending?month=${wrong}`)).status).toBe(422);
  });
});

it('the reference lists what can be asked about money', async () => {
  const { ask } = await openHttp();
  const { paths } = (await ask<{ paths: Record<string, Record<string, { tags: string[] }>> }>('openapi.json')).body;
  for (const [path, method] of [
    ['ledger', 'get'],
    ['caps', 'get'],
    ['caps', 'put'],
    ['spending', 'get'],
  ] as const)
    expect(paths[`/api/v1/${path}`]?.[method]?.tags).toEqual(['money']);
});
