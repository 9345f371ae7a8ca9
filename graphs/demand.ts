import { nodeTypes } from '#nodes/index.ts';
import type { Expansion } from './expansion.ts';
import { eachRead, isLiteral, stepOf } from './refs.ts';

/** The nodes asked for: those named, else every node that nobody reads. */
export function targetsOf(expansion: Expansion, only: readonly string[] | undefined): string[] {
  return expansion.wiring.order.filter((id) => (only ? only.includes(id) : !expansion.wiring.readBy.has(id)));
}

/** The steps that the targets need, in the order of the layout, so that ties start with the first shot. */
export function demand(expansion: Expansion, only?: readonly string[]): Set<string> {
  const wanted = walk(expansion, targetsOf(expansion, only), undefined);
  const inOrder = new Set<string>();
  for (const id of expansion.steps.keys()) if (wanted.has(id)) inOrder.add(id);
  return inOrder;
}

/** The steps that newly laid nodes need beyond those a run already has; the cost is theirs alone. */
export function demandMore(
  expansion: Expansion,
  laid: readonly string[],
  only: readonly string[] | undefined,
  have: { has(id: string): boolean },
): string[] {
  const { readBy } = expansion.wiring;
  const roots = laid.filter(
    (id) => (only ? only.includes(id) : !readBy.has(id)) || (readBy.get(id) ?? []).some((next) => expansion.unlaid.has(next)),
  );
  return [...walk(expansion, roots, have)].reverse();
}

function walk(expansion: Expansion, targets: readonly string[], have: { has(id: string): boolean } | undefined): Set<string> {
  const queue: string[] = [];
  const seen = new Set<string>();
  for (const id of targets) wantNode(expansion, id, queue, seen);
  const wanted = new Set<string>();
  for (let ref = queue.pop(); ref !== undefined; ref = queue.pop()) {
    const id = stepOf(ref);
    if (isLiteral(ref) || wanted.has(id) || have?.has(id)) continue;
    const step = expansion.steps.get(id);
    if (!step) continue;
    wanted.add(id);
    eachRead(step, (read) => queue.push(read));
  }
  return wanted;
}

/** A node that waits for a length needs whatever will tell it: all that feeds it. */
function wantNode(expansion: Expansion, id: string, queue: string[], seen: Set<string>): void {
  if (seen.has(id)) return;
  seen.add(id);
  if (expansion.unlaid.has(id)) {
    for (const source of expansion.wiring.feeds.get(id) ?? []) wantNode(expansion, source, queue, seen);
    return;
  }
  for (const [port, value] of outputsOf(expansion, id)) {
    if (value) for (const element of value.items) queue.push(element.ref);
    // The length of this output is not known yet: its own steps will tell it.
    else if (port) for (const step of expansion.steps.values()) if (step.node === id) queue.push(step.id);
  }
}

function outputsOf(expansion: Expansion, id: string) {
  const type = expansion.graph.nodes[id]?.type ?? '';
  return outputNames(type).map((name) => [name, expansion.outputs.get(`${id}.${name}`)] as const);
}

const outputNames = (type: string): string[] => Object.keys(nodeTypes.get(type)?.outputs ?? {});
