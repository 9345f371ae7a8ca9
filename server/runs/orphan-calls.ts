import { endedPhases, type Phase } from '#graphs/run.ts';
import type { Task } from '#server/queue/contract.ts';
import type { Store } from '#server/store/contract.ts';
import type { CallRow } from '#server/store/money-contract.ts';
import type { RunTable } from './run-table.ts';

/**
 * Paid calls under way for which nobody waits any more: their step was cancelled or asked for anew, or their run has ended. They
 * are followed to their end all the same: what was paid for is kept and booked.
 */
export async function orphanCalls(store: Store, table: RunTable): Promise<Task[]> {
  const tasks: Task[] = [];
  for (const call of await store.calls.open())
    if (await isOrphan(call, store, table)) tasks.push({ ...(call.task as Task), orphan: true, notBeforeMs: 0 });
  return tasks;
}

async function isOrphan({ runId, stepId, attempt }: CallRow, store: Store, table: RunTable): Promise<boolean> {
  const live = table.driven(runId);
  if (!live) {
    const row = await store.runs.byId(runId);
    return row === undefined || endedPhases.has(row.state as Phase);
  }
  const entry = live.run.steps.get(stepId);
  const waits = entry?.state === 'queued' || entry?.state === 'running' || entry?.state === 'awaiting-person';
  return !(waits && entry.attempt === attempt);
}
