import type { Selectable } from 'kysely';
import type { Tables } from '#server/store/tables.ts';
import type { Task, TaskJob } from './contract.ts';

/** What is stored of a task that is put in; the database adds where it is in line. */
export function toRow(task: Task): Record<string, unknown> {
  return {
    run_id: task.runId,
    step_id: task.stepId,
    attempt: task.attempt,
    workspace_id: task.workspaceId,
    user_id: task.userId,
    lane: task.lane,
    priority: task.priority,
    rank: task.rank,
    place: task.place,
    seconds: task.seconds,
    not_before_ms: task.notBeforeMs,
    job: JSON.stringify(task.job),
  };
}

export function toTask(row: Selectable<Tables['tasks']>): Task {
  return {
    runId: row.run_id,
    stepId: row.step_id,
    attempt: row.attempt,
    workspaceId: row.workspace_id,
    userId: row.user_id,
    lane: row.lane,
    priority: row.priority,
    rank: row.rank,
    place: row.place,
    seconds: row.seconds,
    notBeforeMs: row.not_before_ms,
    job: JSON.parse(row.job) as TaskJob,
  };
}
