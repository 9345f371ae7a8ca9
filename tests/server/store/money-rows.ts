import type { RunRow } from '#server/store/contract.ts';
import type { NewCall } from '#server/store/money-contract.ts';

/** How long a busy machine may take, in milliseconds. */
export const busyMachine = 120_000;
export const november = '2026-11-30T23:59:59.500Z';
export const december = '2026-12-01T00:00:03.000Z';

/** A run of workspace `one` with this budget. */
export const runOf = (id: string, budgetMicros: number, owner = { workspaceId: 'one', userId: 'ann' }): RunRow => ({
  ...owner,
  id,
  graphId: null,
  name: 'Film',
  label: null,
  tier: 'draft',
  state: 'running',
  seq: 0,
  tally: {},
  priority: 0,
  quote: null,
  estimate: null,
  budgetMicros,
  idempotencyKey: null,
  createdAt: november,
  startedAt: null,
  endedAt: null,
});

/** A paid call for $0.0001 that is not yet begun. */
export const callOf = (stepId: string, more: Partial<NewCall> = {}): NewCall => {
  const { runId = 'r1', attempt = 1 } = more;
  return {
    ref: `${runId}/${stepId}/${attempt}`,
    workspaceId: 'one',
    userId: 'ann',
    runId,
    stepId,
    attempt,
    fingerprint: 'f',
    provider: 'wavespeed',
    rowId: 'row',
    micros: 100,
    task: { job: [stepId] },
    submission: { request: { ä: 1 } },
    intentAt: november,
    ...more,
  };
};
