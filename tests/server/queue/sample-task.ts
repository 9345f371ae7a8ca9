import type { Task } from '#server/queue/contract.ts';

/** A task of lane `cpu`, ready at once, of one second, where nothing else is asked for. */
export function sampleTask(more: Partial<Task> & Pick<Task, 'stepId'>): Task {
  const { runId = 'run-1', stepId } = more;
  return {
    runId,
    attempt: 1,
    workspaceId: 'workspace-1',
    userId: 'user-1',
    lane: 'cpu',
    priority: 0,
    rank: 0,
    place: 0,
    seconds: 1,
    notBeforeMs: 0,
    job: { kind: 'concat', params: {}, take: 0, reads: {}, fingerprint: `${runId}/${stepId}`, fresh: false, rewordings: 0, name: 'Sample' },
    ...more,
  };
}
