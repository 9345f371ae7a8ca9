import type { Effect, Run } from './run.ts';

/** Effects follow from the state: after a crash they are asked for again, and nothing is lost with the process. */
export function pending(run: Run): Effect[] {
  const effects: Effect[] = [];
  for (const [step, { state, fingerprint = '' }] of run.steps) {
    if (state === 'ready') effects.push({ type: 'find', step, fingerprint });
    if (state === 'running' || (state === 'queued' && run.phase !== 'paused')) effects.push({ type: 'start', step });
  }
  return effects;
}
