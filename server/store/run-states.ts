/** States of a run that has not ended: somebody has to drive it. */
export const unfinishedStates: readonly string[] = ['queued', 'running', 'paused', 'awaiting-person'];
