import type { Ask, Input, Run, StepRun } from '#graphs/run.ts';
import type { Item } from '#nodes/items.ts';
import { ApiError } from '#server/api-error.ts';
import type { Keep, RunRow, Store } from '#server/store/contract.ts';
import { readsOf } from './task-of.ts';

type Answer = { readonly choice: string; readonly note?: string };
type Answered = { readonly input: Input; readonly keep?: Keep };

/** A step that waits for a person, and what it read. */
export type Asked = {
  readonly step: string;
  readonly entry: Pick<StepRun, 'attempt' | 'fingerprint'>;
  readonly ask: Ask;
  readonly item: Item;
};

/** The question of a step. Throws where it asks none. */
export function askedOf({ id }: RunRow, run: Run, step: string): Asked {
  const entry = run.steps.get(step);
  if (entry?.state !== 'awaiting-person' || !entry.ask)
    throw new ApiError(409, 'NOT_WAITING', `“${step}” of run ${id} does not wait for a decision.`);
  const { attempt, fingerprint, ask } = entry;
  return { step, entry: { attempt, ...(fingerprint === undefined ? {} : { fingerprint }) }, ask, item: readsOf(run, entry).item as Item };
}

/** What a person's answer means for the step that waits for it; money is moved before this returns. */
export async function answer(store: Store, row: RunRow, asked: Asked, given: Answer, at: string): Promise<Answered> {
  const { kind, choices } = asked.ask;
  if (!choices.includes(given.choice))
    throw new ApiError(422, 'CHOICE_UNKNOWN', `“${given.choice}” is no answer here. Choose one of: ${choices.join(', ')}.`);
  if (kind === 'review') return review(row, asked, given);
  if (kind === 'budget') return budget(store, row, asked, given.choice);
  return unknownCall(store, row, asked, given.choice, at);
}

function review(row: RunRow, { step, entry: { attempt, fingerprint = '' }, item }: Asked, { choice, note }: Answer): Answered {
  if (choice !== 'approve') {
    const message = note ? `Not approved: ${note}` : 'Not approved. Change what leads here, or approve it after a retry.';
    return { input: { type: 'failed', step, attempt, error: { code: 'REJECTED', message } } };
  }
  const result = { items: { item } };
  const keep = { workspaceId: row.workspaceId, fingerprint, result, replace: false };
  return { input: { type: 'succeeded', step, attempt, result }, keep };
}

async function budget(store: Store, row: RunRow, { step, entry: { attempt }, ask }: Asked, choice: string): Promise<Answered> {
  if (choice === 'cancel') {
    const message = 'The budget did not cover this step, and was not raised.';
    return { input: { type: 'failed', step, attempt, error: { code: 'BUDGET_REFUSED', message } } };
  }
  if (choice === 'raise') {
    const { heldMicros, spentMicros } = await store.ledger.ofRun(row.id);
    await store.runs.raiseBudget(row.id, heldMicros + spentMicros + (ask.micros ?? 0));
  }
  return { input: { type: 'resumed', step, attempt } };
}

/** A call that is given up is booked as charged: it may have been. */
async function unknownCall(store: Store, row: RunRow, { step, entry: { attempt } }: Asked, choice: string, at: string): Promise<Answered> {
  if (choice === 'check-again') return { input: { type: 'resumed', step, attempt } };
  const call = await store.calls.find(row.id, step, attempt);
  if (call) await store.calls.settle(call.ref, call.micros, at);
  if (choice === 'resubmit') return { input: { type: 'resubmit', step, attempt } };
  const message = 'Nobody can tell whether the paid request arrived, and it was not sent again. Retry to pay for a new one.';
  return { input: { type: 'failed', step, attempt, error: { code: 'UNKNOWN_CALL', message } } };
}
