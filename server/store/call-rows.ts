import type { Kysely, Selectable } from 'kysely';
import { canonical } from '#nodes/canonical.ts';
import { hashText } from '#nodes/hash.ts';
import type { CallRow, CallState, NewCall } from './money-contract.ts';
import type { Tables } from './tables.ts';

/** The columns of a call that is only an intent. */
export function newColumns(call: NewCall): Tables['provider_calls'] {
  return {
    ref: call.ref,
    workspace_id: call.workspaceId,
    user_id: call.userId,
    run_id: call.runId,
    step_id: call.stepId,
    attempt: call.attempt,
    fingerprint: call.fingerprint,
    provider: call.provider,
    row_id: call.rowId,
    state: 'intent',
    micros: call.micros,
    actual_micros: null,
    refunded_micros: 0,
    task: jsonText(call.task),
    submission: jsonText(call.submission),
    handle: 'null',
    handle_hash: null,
    outcome: 'null',
    intent_at: call.intentAt,
    sent_at: null,
    accepted_at: null,
    settled_at: null,
  };
}

export function callOf(row: Selectable<Tables['provider_calls']>): CallRow {
  return {
    ref: row.ref,
    workspaceId: row.workspace_id,
    userId: row.user_id,
    runId: row.run_id,
    stepId: row.step_id,
    attempt: row.attempt,
    fingerprint: row.fingerprint,
    provider: row.provider,
    rowId: row.row_id,
    state: row.state as CallState,
    micros: Number(row.micros),
    actualMicros: row.actual_micros === null ? null : Number(row.actual_micros),
    task: JSON.parse(row.task),
    submission: JSON.parse(row.submission),
    handle: JSON.parse(row.handle),
    outcome: JSON.parse(row.outcome),
    intentAt: row.intent_at,
    sentAt: row.sent_at,
    acceptedAt: row.accepted_at,
    settledAt: row.settled_at,
  };
}

export function jsonText(value: unknown): string {
  return JSON.stringify(value ?? null);
}

/** Equal for equal handles, whatever the order of their keys. */
export function handleHash(handle: unknown): string {
  return hashText(canonical(handle));
}

export async function findCall(
  database: Kysely<Tables>,
  { runId, stepId, attempt }: Pick<CallRow, 'runId' | 'stepId' | 'attempt'>,
): Promise<CallRow | undefined> {
  const query = database.selectFrom('provider_calls').selectAll().where('run_id', '=', runId).where('step_id', '=', stepId);
  const row = await query.where('attempt', '=', attempt).executeTakeFirst();
  return row && callOf(row);
}

export async function callByRef(database: Kysely<Tables>, ref: string): Promise<CallRow | undefined> {
  const row = await database.selectFrom('provider_calls').selectAll().where('ref', '=', ref).executeTakeFirst();
  return row && callOf(row);
}
