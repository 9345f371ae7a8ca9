import type { Change, Phase, Run, StepRun, StepState } from '#graphs/run.ts';
import type { RunEvent } from '#server/contract/events.ts';
import type { LogEntry } from '#server/store/contract.ts';
import { NodeBook } from './node-book.ts';
import { nodeView, stepView } from './views.ts';

const phaseEvents = {
  queued: 'run-resumed',
  running: 'run-started',
  paused: 'run-paused',
  'awaiting-person': 'run-waiting',
  done: 'run-done',
  failed: 'run-failed',
  cancelled: 'run-cancelled',
} as const satisfies Record<Phase, RunEvent['type']>;

const stepEvents = {
  waiting: 'step-reset',
  ready: 'step-ready',
  queued: 'step-queued',
  running: 'step-started',
  'awaiting-person': 'step-waiting',
  done: 'step-done',
  cached: 'step-cached',
  failed: 'step-failed',
  skipped: 'step-skipped',
  cancelled: 'step-cancelled',
} as const satisfies Record<StepState, RunEvent['type']>;

/**
 * Log entries as clients see them, in the state of the run after them. `book` is the one of this run, kept from call to call by
 * whoever tells event after event.
 */
export function eventViews(runId: string, run: Run, entries: readonly LogEntry[], book = new NodeBook(run)): RunEvent[] {
  return entries.map(({ seq, at, change }) => eventView({ runId, seq, at }, run, change as Change, book));
}

function eventView(base: { runId: string; seq: number; at: string }, run: Run, change: Change, book: NodeBook): RunEvent {
  switch (change.type) {
    case 'run-moved':
      return { ...base, type: phaseEvents[change.phase], state: change.phase };
    case 'rerouted':
      return { ...base, type: 'model-changed', node: nodeOf(change.choice), model: change.row, from: change.from, why: change.why };
    case 'graph-set':
      return { ...base, type: 'graph-amended', graph: change.graph };
    case 'steps-laid': {
      book.laid();
      const put = change.put.flatMap(({ id }) => run.steps.get(id) ?? []);
      const touched = new Set([...put.map(({ step }) => step.node), ...change.outputs.map(([port]) => port.slice(0, port.indexOf('.')))]);
      const laid = [...touched].filter((id) => run.graph.nodes[id]);
      const nodes = Object.fromEntries(laid.map((id) => [id, nodeView(run, id, book.countsOf(id))]));
      return { ...base, type: 'steps-laid', put: put.map((entry) => stepView(run, entry)), drop: [...change.drop], nodes };
    }
    case 'step-moved': {
      const entry = run.steps.get(change.id) ?? gone(change);
      const { id, node } = entry.step;
      book.moved(id, node, entry.state);
      return { ...base, type: stepEvents[change.state], step: stepView(run, entry), node: book.changeOf(id, node) };
    }
  }
}

function nodeOf(choice: string): string {
  return choice.slice(0, choice.indexOf('/'));
}

/** A step that a later entry of the same turn dropped. */
function gone({ id, state }: Extract<Change, { type: 'step-moved' }>): StepRun {
  const [node = '', element = ''] = id.split('/');
  return { step: { id, node, element, kind: 'concat', params: {}, reads: {}, take: 0 }, state, attempt: 0 };
}
