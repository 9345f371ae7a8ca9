import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Store } from '#server/store/contract.ts';
import type { LedgerEntry } from '#server/store/money-contract.ts';
import { busyMachine, callOf, december, november, runOf } from './money-rows.ts';

type Act =
  | { readonly type: 'begin'; readonly step: number; readonly run: number; readonly micros: number; readonly next: boolean }
  | { readonly type: 'settle'; readonly step: number; readonly run: number; readonly share: number }
  | { readonly type: 'refund'; readonly step: number; readonly run: number; readonly micros: number };

const step = fc.integer({ min: 0, max: 5 });
const run = fc.integer({ min: 0, max: 2 });
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('begin'), step, run, micros: fc.integer({ min: 0, max: 400 }), next: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('settle'), step, run, share: fc.integer({ min: 0, max: 100 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('refund'), step, run, micros: fc.integer({ min: 0, max: 200 }) }) },
);

/** That balances are sums, for random sequences of what can happen to money. */
export function describeSums(store: () => Store): void {
  it(
    'keeps every balance the sum of its entries, within its limit, whatever happens in whatever order',
    async () => {
      const limits = { run: 700, user: 1200, workspace: 1000 };
      let world = 0;
      const everyOrder = fc.asyncProperty(fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { maxLength: 12 }), async (turns) => {
        world += 1;
        const owner = { workspaceId: `w${world}`, userId: `u${world}` };
        await makeWorld(store(), owner, limits);
        // The acts of one turn run at the same time.
        for (const turn of turns) {
          await Promise.all(turn.map((one) => perform(store(), owner, one)));
          await expectSums(store(), owner, limits);
        }
        for (const call of await store().calls.open())
          if (call.workspaceId === owner.workspaceId) await store().calls.settle(call.ref, call.micros, december);
        const rest = await expectSums(store(), owner, limits);
        expect(rest.every(({ heldMicros }) => heldMicros === 0)).toBe(true);
      });
      await fc.assert(everyOrder, { numRuns: 40 });
    },
    busyMachine,
  );
}

type Owner = { readonly workspaceId: string; readonly userId: string };
type Limit = Readonly<Record<'run' | 'user' | 'workspace', number>>;

async function makeWorld({ accounts, runs, caps }: Store, owner: Owner, limits: Limit): Promise<void> {
  await accounts.ensure(owner.workspaceId, owner.userId, november);
  for (const index of [0, 1, 2]) await runs.insert(runOf(`${owner.workspaceId}-${index}`, limits.run, owner), []);
  await caps.set(owner.workspaceId, 'user', owner.userId, limits.user);
  await caps.set(owner.workspaceId, 'workspace', owner.workspaceId, limits.workspace);
}

async function perform({ calls, ledger }: Store, owner: Owner, one: Act): Promise<void> {
  const runId = `${owner.workspaceId}-${one.run}`;
  const ref = `${runId}/s${one.step}/1`;
  if (one.type === 'begin') {
    const intentAt = one.next ? december : november;
    await calls.begin(callOf(`s${one.step}`, { ...owner, runId, micros: one.micros, intentAt }));
  } else if (one.type === 'settle') {
    const call = await calls.byRef(ref);
    if (call) await calls.settle(ref, Math.floor((call.micros * one.share) / 100), december);
  } else {
    await ledger.refund(ref, one.micros, december).catch((thrown: Error) => expect(thrown.message).toMatch(/could be given back/));
  }
}

/** Compares each account with the sum of its entries and its limit; the answer is the balances. */
async function expectSums({ ledger, calls }: Store, { workspaceId, userId }: Owner, limits: Limit) {
  const entries = await ledger.list(workspaceId, { limit: 10_000 });
  const balances = [];
  for (const index of [0, 1, 2]) {
    const runId = `${workspaceId}-${index}`;
    const balance = await ledger.ofRun(runId);
    expect(balance).toEqual(sumOf(entries.filter((entry) => entry.runId === runId)));
    expect(balance.heldMicros + balance.spentMicros).toBeLessThanOrEqual(limits.run);
    balances.push(balance);
  }
  const months = new Map<string, string>();
  for (const { ref } of entries) months.set(ref, (await calls.byRef(ref))?.intentAt.slice(0, 7) ?? '');
  for (const month of ['2026-11', '2026-12']) {
    const expected = sumOf(entries.filter(({ ref }) => months.get(ref) === month));
    const [user, workspace] = [await ledger.ofMonth('user', userId, month), await ledger.ofMonth('workspace', workspaceId, month)];
    expect([user, workspace]).toEqual([expected, expected]);
    expect(expected.heldMicros + expected.spentMicros).toBeLessThanOrEqual(Math.min(limits.user, limits.workspace));
    const { byDay } = await ledger.spending(workspaceId, month);
    expect([...byDay.values()].reduce((sum, micros) => sum + micros, 0)).toBe(expected.spentMicros);
    balances.push(user, workspace);
  }
  return balances;
}

function sumOf(entries: readonly LedgerEntry[]): { heldMicros: number; spentMicros: number } {
  const sum = (type: LedgerEntry['type']) => entries.reduce((total, entry) => total + (entry.type === type ? entry.micros : 0), 0);
  return { heldMicros: sum('hold') - sum('release'), spentMicros: sum('charge') - sum('refund') };
}
