import type { StepState, StepView } from '#server/contract/runs.ts';
import type { FollowedRun } from '../stores/run-state.ts';

export type StepFilter = 'all' | 'working' | 'failed';
export type StepRow = { readonly step: StepView; readonly fraction: number; readonly note?: string };

const filters: Readonly<Record<StepFilter, (state: StepState) => boolean>> = {
  all: () => true,
  working: (state) => state === 'running' || state === 'queued' || state === 'awaiting-person',
  failed: (state) => state === 'failed' || state === 'skipped',
};

/** The steps of a run in the order in which they were laid out, with how far each has come. */
export function stepRows({ nodes }: Pick<FollowedRun, 'nodes'>, filter: StepFilter): StepRow[] {
  return Object.values(nodes).flatMap(({ steps, progress }) =>
    steps
      .filter(({ state }) => filters[filter](state))
      .map((step) => ({ step, fraction: fractionOf(step, progress[step.id]?.fraction), note: progress[step.id]?.note })),
  );
}

function fractionOf({ state }: StepView, fraction = 0): number {
  return state === 'done' || state === 'cached' ? 1 : state === 'running' ? fraction : 0;
}

/** How many steps are over, of all that are known. */
export function stepTally({ nodes }: Pick<FollowedRun, 'nodes'>): { over: number; all: number; failed: number } {
  const states = Object.values(nodes).flatMap(({ steps }) => steps.map(({ state }) => state));
  const over = states.filter((state) => ['done', 'cached', 'failed', 'skipped', 'cancelled'].includes(state)).length;
  return { over, all: states.length, failed: states.filter((state) => state === 'failed').length };
}
