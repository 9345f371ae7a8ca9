import type { NodeEstimate, SeenProblem } from '../stores/estimate.ts';
import type { NodeRun } from '../stores/run-state.ts';

/** What a card says of its node. `idle`: nothing has happened to it in this run. `problem`: it cannot run as it is. */
export type CardState =
  | 'idle'
  | 'problem'
  | 'bypassed'
  | 'waiting'
  | 'queued'
  | 'running'
  | 'awaiting-person'
  | 'done'
  | 'cached'
  | 'failed'
  | 'skipped'
  | 'cancelled';

export function cardState(run: NodeRun | undefined, bypass: boolean, problems: readonly SeenProblem[]): CardState {
  if (bypass) return 'bypassed';
  if (!run || total(run) === 0) return problems.some(({ severity }) => severity === 'error') ? 'problem' : 'idle';
  return run.view.state === 'ready' ? 'queued' : run.view.state;
}

function total(run: NodeRun): number {
  return Object.values(run.view.steps).reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

/** How much of the node's work is done, 0 to 1. */
export function fractionOf({ steps, progress }: NodeRun): number {
  if (steps.length === 0) return 0;
  const done = steps.reduce((sum, step) => sum + (isOver(step.state) ? 1 : (progress[step.id]?.fraction ?? 0)), 0);
  return done / steps.length;
}

function isOver(state: string): boolean {
  return state === 'done' || state === 'cached' || state === 'failed' || state === 'skipped' || state === 'cancelled';
}

/** The state in words. */
export function stateWords(state: CardState, run: NodeRun | undefined): string {
  switch (state) {
    case 'running':
      return run ? `${Math.floor(fractionOf(run) * 100)} %` : 'running';
    case 'cached':
      return 'reused, free';
    case 'awaiting-person':
      return 'waits for you';
    case 'cancelled':
      return 'stopped';
    case 'idle':
      return '';
    case 'problem':
      return 'to mend';
    default:
      return state;
  }
}

/** Everything about a node in one sentence, for its accessible name. */
export function sentenceFor(title: string, words: string, price: string | undefined, problems: readonly SeenProblem[]): string {
  const wrong = problems.length > 0 ? `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}` : '';
  return [title, words, price, wrong].filter(Boolean).join(', ');
}

/** The model that did, or would do, the work. */
export function modelOf(run: NodeRun | undefined, estimate: NodeEstimate | undefined): string | undefined {
  return run?.steps.find((step) => step.model)?.model ?? estimate?.models[0]?.model;
}

/** Seconds from the first start to the last end of the node's steps, when they are over. */
export function secondsOf(run: NodeRun | undefined): number | undefined {
  const starts = run?.steps.flatMap((step) => (step.startedAt ? [Date.parse(step.startedAt)] : [])) ?? [];
  const ends = run?.steps.flatMap((step) => (step.endedAt ? [Date.parse(step.endedAt)] : [])) ?? [];
  if (starts.length === 0 || ends.length < starts.length) return undefined;
  return (Math.max(...ends) - Math.min(...starts)) / 1000;
}
