import type { Kysely, Transaction } from 'kysely';
import type { Micros } from '#nodes/price.ts';
import { callByRef, callOf, findCall, handleHash, jsonText, newColumns } from './call-rows.ts';
import { addEntry } from './ledger.ts';
import { dayOf, demandMicros, holdMoney, type Limits, moveMoney, OverLimit } from './money-accounts.ts';
import type { CallRow, CallStore, NewCall } from './money-contract.ts';
import type { Tables } from './tables.ts';
import { transact } from './transact.ts';

/**
 * The journal of paid calls with the money behind it. Every transaction takes its rows in the order call, run, user,
 * workspace, so that many of them at once cannot lock each other out.
 */
export function createCallStore(database: Kysely<Tables>): CallStore {
  return {
    begin: (call) => begin(database, call),
    find: (runId, stepId, attempt) => findCall(database, { runId, stepId, attempt }),
    byRef: (ref) => callByRef(database, ref),
    move: (ref, from, to, more) => move(database, ref, from, to, more),
    settle: (ref, actualMicros, at) => settle(database, ref, actualMicros, at),
    async open() {
      const query = database.selectFrom('provider_calls').selectAll().where('state', '!=', 'settled');
      return (await query.orderBy('intent_at').orderBy('ref').execute()).map(callOf);
    },
    async openFor(workspaceId, fingerprint) {
      const query = database.selectFrom('provider_calls').selectAll().where('workspace_id', '=', workspaceId);
      return (await query.where('fingerprint', '=', fingerprint).where('state', '!=', 'settled').orderBy('ref').execute()).map(callOf);
    },
    async holdsHandle(provider, handle, exceptRef) {
      const query = database.selectFrom('provider_calls').select('ref').where('provider', '=', provider);
      const other = query.where('handle_hash', '=', handleHash(handle)).where('ref', '!=', exceptRef).limit(1);
      return (await other.executeTakeFirst()) !== undefined;
    },
  };
}

async function begin(database: Kysely<Tables>, call: NewCall): ReturnType<CallStore['begin']> {
  demandMicros(call.micros);
  try {
    return { call: await transact(database, (change) => writeIntent(change, call)) };
  } catch (thrown) {
    if (thrown instanceof OverLimit) return { over: thrown.over };
    throw thrown;
  }
}

async function writeIntent(change: Transaction<Tables>, call: NewCall): Promise<CallRow> {
  const columns = newColumns(call);
  // No column is named, because a call that two processes begin at once clashes in its ref as well as in its attempt.
  const { numInsertedOrUpdatedRows } = await change
    .insertInto('provider_calls')
    .values(columns)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) return begunBefore(change, call);
  if (call.micros > 0) {
    await holdMoney(change, { ...call, day: dayOf(call.intentAt) }, call.micros, await limitsOf(change, call));
    await addEntry(change, call, { type: 'hold', micros: call.micros, at: call.intentAt });
  }
  return callOf(columns);
}

async function begunBefore(change: Transaction<Tables>, call: NewCall): Promise<CallRow> {
  const begun = await findCall(change, call);
  if (!begun) throw new Error(`The reference ${call.ref} belongs to another call.`);
  return begun;
}

async function limitsOf(change: Transaction<Tables>, { runId, workspaceId, userId }: NewCall): Promise<Limits> {
  const run = await change
    .selectFrom('runs')
    .select('budget_micros')
    .where('id', '=', runId)
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst();
  if (!run) throw new Error(`There is no run ${runId} to pay for.`);
  const caps = await change
    .selectFrom('caps')
    .select(['scope', 'subject_id', 'limit_micros'])
    .where('workspace_id', '=', workspaceId)
    .where('subject_id', 'in', [userId, workspaceId])
    .execute();
  const capOf = (scope: string, subjectId: string): Micros | null => {
    const cap = caps.find((one) => one.scope === scope && one.subject_id === subjectId);
    return cap ? Number(cap.limit_micros) : null;
  };
  return { run: Number(run.budget_micros), user: capOf('user', userId), workspace: capOf('workspace', workspaceId) };
}

async function move(database: Kysely<Tables>, ...[ref, from, to, more]: Parameters<CallStore['move']>): Promise<boolean> {
  const states = from.filter((state) => state !== 'settled');
  if (states.length === 0) return false;
  const { numUpdatedRows } = await database
    .updateTable('provider_calls')
    .set({
      state: to,
      ...(to === 'sent' && { sent_at: more.at }),
      ...(to === 'accepted' && { accepted_at: more.at }),
      ...(more.handle !== undefined && { handle: jsonText(more.handle), handle_hash: handleHash(more.handle) }),
      ...(more.outcome !== undefined && { outcome: jsonText(more.outcome) }),
      ...(more.submission !== undefined && { submission: jsonText(more.submission) }),
    })
    .where('ref', '=', ref)
    .where('state', 'in', states)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** JSON longer than this holds files. */
const longText = 20_000;

/** Files that went with a request or came with an answer are stored by now, and need not lie in the journal for ever. */
async function slim(change: Transaction<Tables>, { ref, handle, outcome, submission }: CallRow): Promise<void> {
  const long = (value: unknown): boolean => jsonText(value).length > longText;
  if (long(submission)) {
    const { warnings = [] } = submission as { warnings?: unknown };
    await change
      .updateTable('provider_calls')
      .set({ submission: jsonText({ request: {}, warnings }) })
      .where('ref', '=', ref)
      .execute();
  }
  if (!long(handle) && !long(outcome)) return;
  const { state = null, micros = null } = (outcome ?? {}) as { state?: string; micros?: number };
  await change
    .updateTable('provider_calls')
    .set({ handle: jsonText(null), outcome: jsonText(micros === null ? { state } : { state, micros }) })
    .where('ref', '=', ref)
    .execute();
}

async function settle(database: Kysely<Tables>, ref: string, actualMicros: Micros, at: string): Promise<boolean> {
  demandMicros(actualMicros);
  return transact(database, async (change) => {
    const { numUpdatedRows } = await change
      .updateTable('provider_calls')
      .set({ state: 'settled', actual_micros: actualMicros, settled_at: at })
      .where('ref', '=', ref)
      .where('state', '!=', 'settled')
      .executeTakeFirst();
    const call = await callByRef(change, ref);
    if (!call) throw new Error(`There is no call ${ref} to settle.`);
    if (numUpdatedRows === 0n) return false;
    await slim(change, call);
    await moveMoney(change, { ...call, day: dayOf(call.intentAt) }, { held: -call.micros, spent: actualMicros });
    await addEntry(change, call, { type: 'release', micros: call.micros, at });
    await addEntry(change, call, { type: 'charge', micros: actualMicros, at });
    return true;
  });
}
