import { useMemo } from 'react';
import type { StepView } from '#server/contract/runs.ts';
import { useRun } from '../stores/run.ts';
import { isLive } from '../stores/run-state.ts';

/** The steps of the run on the screen that wait for a person. */
export function useQuestions(): readonly StepView[] {
  const run = useRun((state) => state.run);
  return useMemo(() => {
    if (!run || !isLive(run.state)) return [];
    return Object.values(run.nodes).flatMap(({ steps }) => steps.filter(({ state }) => state === 'awaiting-person'));
  }, [run]);
}
