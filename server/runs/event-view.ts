import type { Change, Phase, Run, StepRun, StepState } from '#graphs/run.ts';
import type { RunEvent } from '#server/contract/events.ts';
import type { LogEntry } from '#server/store/contract.ts';
import { nodeView, stepsByNode, stepView } from './views.ts';

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

/** Log entries as clients see them, in the state of the run after them. */
export function eventViews(runId: string, run: Run, entries: readonly LogEntry[]): RunEvent[] {
  const byNode = stepsByNode(run);
  const nodes = new Map<string, ReturnType<typeof nodeView>>();
  const viewOf = (id: string) => {
    const found = nodes.get(id) ?? nodeView(run, id, byNode.get(id) ?? []);
    nodes.set(id, found);
    return found;
  };
  return entries.map(({ seq, at, change }) => eventView({ runId, seq, at }, run, change as Change, viewOf));
}

function eventView(
  base: { runId: string; seq: number; at: string },
  run: Run,
  change: Change,
  viewOf: (id: string) => ReturnType<typeof nodeView>,
): RunEvent {
  switch (change.type) {
    case 'run-moved':
      return { ...base, type: phaseEvents[change.phase], state: change.phase };
    case 'graph-set':
      return { ...base, type: 'graph-amended', graph: change.graph };
    case 'steps-laid': {
      const put = change.put.flatMap(({ id }) => run.steps.get(id) ?? []);
      const touched = new Set([...put.map(({ step }) => step.node), ...change.outputs.map(([port]) => port.slice(0, port.indexOf('.')))]);
      const nodes = Object.fromEntries([...touched].filter((id) => run.graph.nodes[id]).map((id) => [id, viewOf(id)]));
      return { ...base, type: 'steps-laid', put: put.map((entry) => stepView(run, entry)), drop: [...change.drop], nodes };
    }
    case 'step-moved': {
      const entry = run.steps.get(change.id) ?? gone(change);
      return { ...base, type: stepEvents[change.state], step: stepView(run, entry), node: viewOf(entry.step.node) };
    }
  }
}

/** A step that a later entry of the same turn dropped. */
function gone({ id, state }: Extract<Change, { type: 'step-moved' }>): StepRun {
  const [node = '', element = ''] = id.split('/');
  return { step: { id, node, element, kind: 'concat', params: {}, reads: {}, take: 0 }, state, attempt: 0 };
}
