import type { OutputItem, StepState } from '#server/contract/runs.ts';
import type { NodeRun } from '../stores/run-state.ts';

/** One element of a mapped node: the steps that make it, taken together. */
export type ElementView = { readonly key: string; readonly state: StepState; readonly fraction: number };

/** The worst that can be said comes first. */
const order: readonly StepState[] = [
  'failed',
  'awaiting-person',
  'running',
  'queued',
  'ready',
  'waiting',
  'cancelled',
  'skipped',
  'done',
  'cached',
];

/** The elements of a node in film order; none where it makes one thing only. */
export function elementsOf({ steps, progress, view }: NodeRun): ElementView[] {
  const byElement = Map.groupBy(steps, (step) => step.element);
  if (byElement.size > 1) {
    return [...byElement].map(([key, own]) => {
      const state = order.find((candidate) => own.some((step) => step.state === candidate)) ?? 'waiting';
      const fraction = own.reduce((sum, step) => sum + (progress[step.id]?.fraction ?? (step.endedAt ? 1 : 0)), 0) / own.length;
      return { key, state, fraction };
    });
  }
  // one step that gives a list, such as a plan or the renditions of a film
  const [list = []] = Object.values(view.outputs).sort((a, b) => b.length - a.length);
  return list.length > 1 ? list.map(({ key }) => ({ key, state: view.state, fraction: 1 })) : [];
}

const worth: readonly string[] = ['video', 'image', 'audio', 'shot', 'captions', 'text', 'number'];

/** What the card shows: the result for the chosen element, else the newest there is, of the output that shows most. */
export function shownItem(outputs: Readonly<Record<string, readonly OutputItem[]>>, element: string | undefined): OutputItem | undefined {
  const lists = Object.values(outputs).filter((list) => list.length > 0);
  const [best] = lists.sort((a, b) => worth.indexOf(a[0]?.kind ?? '') - worth.indexOf(b[0]?.kind ?? ''));
  return best?.find(({ key }) => key === element) ?? best?.[0];
}
