import type { Estimate } from '#server/contract/estimates.ts';
import type { ProgressMessage, RunEvent } from '#server/contract/events.ts';
import type { NodeChange, NodeView, RunState, RunView, StepView } from '#server/contract/runs.ts';

/** What a run has come to at one node. `steps` stand in the order in which they were laid out; `progress` is by step id, 0 to 1. */
export type NodeRun = {
  readonly view: NodeView;
  readonly steps: readonly StepView[];
  readonly progress: Readonly<Record<string, { fraction: number; note?: string }>>;
};

/** A run as this editor follows it. */
export type FollowedRun = {
  readonly id: string;
  readonly state: RunState;
  readonly seq: number;
  readonly tier: RunView['tier'];
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly usd: RunView['usd'];
  readonly estimate: Estimate;
  /** The graph that the run follows, as it was sent. */
  readonly graph: Record<string, unknown>;
  readonly nodes: Readonly<Record<string, NodeRun>>;
};

export function fromSnapshot(view: RunView): FollowedRun {
  const steps = Map.groupBy(view.stepList, (step) => step.node);
  const nodes = Object.fromEntries(
    Object.entries(view.nodes).map(([id, node]): [string, NodeRun] => [id, { view: node, steps: steps.get(id) ?? [], progress: {} }]),
  );
  const { id, state, seq, tier, createdAt, startedAt, endedAt, usd, estimate, graph } = view;
  return { id, state, seq, tier, createdAt, startedAt, endedAt, usd, estimate, graph, nodes };
}

/**
 * The run after more of its log. Events that are known already are left out. `gap` is true where events are missing in
 * between, and the run must be asked for again.
 */
export function afterEvents(run: FollowedRun, events: readonly RunEvent[]): { run: FollowedRun; gap: boolean } {
  const nodes = { ...run.nodes };
  let next: FollowedRun = { ...run, nodes };
  for (const event of events) {
    if (event.runId !== run.id || event.seq <= next.seq) continue;
    if (event.seq > next.seq + 1) return { run: next, gap: true };
    next = { ...applyToRun(next, event), seq: event.seq };
    applyToNodes(nodes, event);
  }
  return { run: next, gap: false };
}

function applyToRun(run: FollowedRun, event: RunEvent): FollowedRun {
  if (event.type === 'graph-amended') return { ...run, graph: event.graph };
  if (!('state' in event)) return run;
  const ended = event.type === 'run-done' || event.type === 'run-failed' || event.type === 'run-cancelled';
  return {
    ...run,
    state: event.state,
    endedAt: ended ? event.at : undefined,
    startedAt: event.type === 'run-started' ? (run.startedAt ?? event.at) : run.startedAt,
  };
}

function applyToNodes(nodes: Record<string, NodeRun>, event: RunEvent): void {
  if (event.type === 'steps-laid') {
    const put = Map.groupBy(event.put, (step) => step.node);
    const drop = new Set(event.drop);
    for (const [id, view] of Object.entries(event.nodes)) nodes[id] = layAgain(nodes[id], view, put.get(id) ?? [], drop);
  } else if ('step' in event) {
    const { step, node } = event;
    const before = nodes[step.node];
    const { [step.id]: _, ...progress } = before?.progress ?? {};
    const view = afterChange(before?.view, node);
    nodes[step.node] = { view, steps: putSteps(before?.steps ?? [], [step]), progress };
  }
}

/** The node with the elements that came or went. */
function afterChange(before: NodeView | undefined, { state, steps, changed }: NodeChange): NodeView {
  const outputs = { ...before?.outputs };
  for (const [port, changes] of Object.entries(changed)) {
    const touched = new Set(changes.map(({ at }) => at));
    const kept = (outputs[port] ?? []).filter(({ at }) => !touched.has(at));
    const come = changes.flatMap(({ at, item }) => (item ? [{ ...item, at }] : []));
    outputs[port] = [...kept, ...come].sort((a, b) => a.at - b.at);
  }
  return { state, steps, outputs };
}

function layAgain(before: NodeRun | undefined, view: NodeView, put: readonly StepView[], drop: ReadonlySet<string>): NodeRun {
  const kept = (before?.steps ?? []).filter((step) => !drop.has(step.id));
  return { view, steps: putSteps(kept, put), progress: before?.progress ?? {} };
}

function putSteps(steps: readonly StepView[], put: readonly StepView[]): StepView[] {
  const fresh = new Map(put.map((step) => [step.id, step]));
  const kept = steps.map((step) => fresh.get(step.id) ?? step);
  for (const step of steps) fresh.delete(step.id);
  return [...kept, ...fresh.values()];
}

/** The run with the latest fractions of its running steps. */
export function afterProgress(run: FollowedRun, message: ProgressMessage): FollowedRun {
  if (message.runId !== run.id) return run;
  const nodes = { ...run.nodes };
  for (const { id, node, fraction, note } of message.steps) {
    const before = nodes[node];
    if (before) nodes[node] = { ...before, progress: { ...before.progress, [id]: { fraction, note } } };
  }
  return { ...run, nodes };
}

/** Whether something may still happen in a run. */
export function isLive(state: RunState): boolean {
  return state === 'queued' || state === 'running' || state === 'paused' || state === 'awaiting-person';
}
