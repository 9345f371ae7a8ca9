import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Micros } from '#nodes/price.ts';
import { callByRef } from './call-rows.ts';
import { balanceOf, dayOf, demandMicros, monthAccount, moveMoney, runAccount } from './money-accounts.ts';
import type { CallRow, LedgerEntry, LedgerStore, NewCall, Spending } from './money-contract.ts';
import type { Tables } from './tables.ts';
import { transact } from './transact.ts';

/** What has been spent, of charges and refunds. */
const spentSum = sql<number | string | null>`sum(case type when 'charge' then micros when 'refund' then -micros else 0 end)`;

/** The entries that all money figures are the sums of. */
export function createLedgerStore(database: Kysely<Tables>): LedgerStore {
  return {
    list: (workspaceId, filter) => listEntries(database, workspaceId, filter),
    ofRun: (runId) => balanceOf(database, runAccount(runId)),
    ofMonth: (scope, subjectId, month) => balanceOf(database, monthAccount(scope, subjectId, month)),
    async bySteps(runId) {
      const query = database
        .selectFrom('ledger')
        .select(['step_id', spentSum.as('sum')])
        .where('run_id', '=', runId);
      const rows = await query.where('type', 'in', ['charge', 'refund']).groupBy('step_id').execute();
      return new Map(rows.map(({ step_id, sum }) => [step_id, Number(sum)]));
    },
    spending: (workspaceId, month) => spendingOf(database, workspaceId, month),
    refund: (ref, micros, at) => refund(database, ref, micros, at),
  };
}

/** Adds what has happened to the money of a call. Nothing is noted where no money moved. */
export async function addEntry(
  change: Transaction<Tables>,
  call: NewCall | CallRow,
  { type, micros, at }: Pick<LedgerEntry, 'type' | 'micros' | 'at'>,
): Promise<void> {
  if (micros === 0) return;
  await change
    .insertInto('ledger')
    .values({
      at,
      day: dayOf(call.intentAt),
      workspace_id: call.workspaceId,
      user_id: call.userId,
      run_id: call.runId,
      step_id: call.stepId,
      attempt: call.attempt,
      row_id: call.rowId,
      provider: call.provider,
      ref: call.ref,
      type,
      micros,
      estimate_micros: call.micros,
    })
    .execute();
}

async function listEntries(
  database: Kysely<Tables>,
  workspaceId: string,
  { runId, userId, limit, before }: Parameters<LedgerStore['list']>[1],
): Promise<LedgerEntry[]> {
  let query = database.selectFrom('ledger').selectAll().where('workspace_id', '=', workspaceId);
  if (runId !== undefined) query = query.where('run_id', '=', runId);
  if (userId !== undefined) query = query.where('user_id', '=', userId);
  if (before !== undefined) query = query.where('id', '<', before);
  return (await query.orderBy('id', 'desc').limit(limit).execute()).map(entryOf);
}

async function spendingOf(database: Kysely<Tables>, workspaceId: string, month: string): Promise<Spending> {
  const sums = (by: 'provider' | 'day') =>
    database
      .selectFrom('ledger')
      .select([`${by} as name`, spentSum.as('sum')])
      .where('workspace_id', '=', workspaceId)
      .where('day', '>=', `${month}-01`)
      .where('day', '<=', `${month}-31`)
      .where('type', 'in', ['charge', 'refund'])
      .groupBy(by)
      .orderBy(by)
      .execute();
  const toMap = (rows: Awaited<ReturnType<typeof sums>>) => new Map(rows.map(({ name, sum }) => [name, Number(sum)]));
  return { byProvider: toMap(await sums('provider')), byDay: toMap(await sums('day')) };
}

async function refund(database: Kysely<Tables>, ref: string, micros: Micros, at: string): Promise<void> {
  demandMicros(micros);
  await transact(database, async (change) => {
    const { numUpdatedRows } = await change
      .updateTable('provider_calls')
      .set({ refunded_micros: sql<number>`refunded_micros + ${micros}` })
      .where('ref', '=', ref)
      .where('state', '=', 'settled')
      .where(sql<boolean>`refunded_micros + ${micros} <= actual_micros`)
      .executeTakeFirst();
    const call = await callByRef(change, ref);
    if (!call || numUpdatedRows === 0n) throw new Error(`The call ${ref} has not cost ${micros} micro-dollars that could be given back.`);
    await moveMoney(change, { ...call, day: dayOf(call.intentAt) }, { held: 0, spent: -micros });
    await addEntry(change, call, { type: 'refund', micros, at });
  });
}

function entryOf(row: Selectable<Tables['ledger']>): LedgerEntry {
  return {
    id: Number(row.id),
    at: row.at,
    workspaceId: row.workspace_id,
    userId: row.user_id,
    runId: row.run_id,
    stepId: row.step_id,
    attempt: row.attempt,
    rowId: row.row_id,
    provider: row.provider,
    ref: row.ref,
    type: row.type,
    micros: Number(row.micros),
    estimateMicros: Number(row.estimate_micros),
  };
}
