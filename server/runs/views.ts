import type { Value } from '#graphs/expansion.ts';
import { isLiteral, itemOf, stepOf } from '#graphs/refs.ts';
import { choiceKey } from '#graphs/route.ts';
import { type Ask, type Run, resultsOf, type StepRun, type StepState } from '#graphs/run.ts';
import { nodeTypes } from '#nodes/index.ts';
import type { Item } from '#nodes/items.ts';
import type { ValueKind } from '#nodes/ports.ts';
import { kindOf, type Step } from '#nodes/steps.ts';
import { usdFromMicros } from '#server/contract/money.ts';
import type { NodeView, OutputItem, PlacedItem, StepView } from '#server/contract/runs.ts';

/** One element as the API shows it; a file is read from its `url`. */
export function itemView(kind: ValueKind, key: string, item: Item): OutputItem {
  const { hash, facts, media, bytes, value } = item;
  const known = Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined)) as OutputItem['facts'];
  if (media === undefined) return { kind, key, facts: known, value };
  return { kind, key, facts: known, asset: hash, media, url: `/api/v1/assets/${hash}/content`, ...(bytes === undefined ? {} : { bytes }) };
}

export function stepView(
  run: Run,
  { step, state, attempt, error, result, ask, row, waitMs, retries, startedAt, endedAt }: StepRun,
): StepView {
  return {
    id: step.id,
    node: step.node,
    element: step.element,
    kind: step.kind,
    title: kindOf(step.kind).title,
    state,
    attempt,
    ...(step.model === undefined ? {} : { model: row ?? run.quote.choices[choiceKey(step)] ?? step.model }),
    ...(error ? { error } : {}),
    ...(result?.warnings ? { warnings: [...result.warnings] } : {}),
    ...(ask ? { ask: askView(ask) } : {}),
    ...(state === 'queued' && waitMs ? { waitMs } : {}),
    ...(retries ? { retries } : {}),
    ...(startedAt ? { startedAt } : {}),
    ...(endedAt ? { endedAt } : {}),
    ...(result ? { gives: givesView(step, result.items) } : {}),
  };
}

function askView({ kind, message, choices, micros }: Ask): StepView['ask'] {
  return { kind, message, choices: [...choices], ...(micros === undefined ? {} : { usd: usdFromMicros(micros) }) };
}

function givesView(step: Step, items: Readonly<Record<string, Item | readonly Item[]>>): Record<string, OutputItem[]> {
  const gives: Record<string, OutputItem[]> = {};
  for (const [name, port] of Object.entries(kindOf(step.kind).gives)) {
    const given = items[name];
    if (!given) continue;
    const list = (Array.isArray(given) ? given : [given]) as readonly Item[];
    gives[name] = list.map((item, index) => itemView(port.kind, item.key ?? (port.count === 'many' ? `${index + 1}` : step.element), item));
  }
  return gives;
}

/** How many steps of each node are in which state. */
export function countsByNode(run: Run): Map<string, StepCounts> {
  const byNode = new Map<string, StepCounts>();
  for (const { step, state } of run.steps.values()) {
    const counts = byNode.get(step.node) ?? {};
    byNode.set(step.node, counts);
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return byNode;
}

export type StepCounts = Partial<Record<StepState, number>>;

export function nodeView(run: Run, id: string, counts: StepCounts): NodeView {
  const outputs: Record<string, PlacedItem[]> = {};
  for (const port of Object.keys(nodeTypes.get(run.graph.nodes[id]?.type ?? '')?.outputs ?? {})) {
    outputs[port] = elementsOf(run, run.outputs.get(`${id}.${port}`));
  }
  return { state: nodeState(run, id, counts), steps: counts, outputs };
}

/** The elements of an output that exist so far, in order, each with its place. */
export function elementsOf(run: Run, value: Value | null | undefined): PlacedItem[] {
  const results = resultsOf(run);
  return (value?.items ?? []).flatMap((element, at) => {
    const item = itemOf(element.ref, run.literals, results);
    return item ? [{ ...itemView(element.kind, element.key, item), at }] : [];
  });
}

const precedence: readonly StepState[] = ['failed', 'awaiting-person', 'running', 'queued', 'ready', 'cancelled', 'skipped', 'waiting'];

/** A node is what the most telling of its steps is; one without steps has its values already. */
export function nodeState(run: Run, id: string, counts: StepCounts): StepState {
  const running = (counts.running ?? 0) + (counts.queued ?? 0) + (counts.ready ?? 0) > 0;
  const some = (counts.done ?? 0) + (counts.cached ?? 0) > 0;
  const telling = precedence.find((state) => counts[state]);
  if (telling === 'waiting' && some) return 'running';
  if (telling && telling !== 'failed') return telling;
  if (telling === 'failed') return running ? 'running' : 'failed';
  if (counts.done) return 'done';
  if (counts.cached) return 'cached';
  return hasValues(run, id) ? 'done' : 'waiting';
}

function hasValues(run: Run, id: string): boolean {
  const ports = Object.keys(nodeTypes.get(run.graph.nodes[id]?.type ?? '')?.outputs ?? {});
  return (
    ports.length > 0 &&
    ports.every((port) => run.outputs.get(`${id}.${port}`)?.items.every(({ ref }) => isLiteral(ref) || run.steps.get(stepOf(ref))?.result))
  );
}
