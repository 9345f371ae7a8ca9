import type { Graph } from './document.ts';
import type { Assets, Expansion, Results } from './expansion.ts';
import { layNode } from './lay-node.ts';
import { wire } from './wiring.ts';

const nothing = { get: () => undefined };

type Options = {
  readonly results?: Results;
  readonly assets?: Assets;
  /** One possible world, from the least (0) to the most (1) of what is uncertain: everything is laid out. */
  readonly end?: number;
};

/** Turns a graph into steps: all that is certain given the results so far or, with `end`, everything in one possible world. */
export function expand(graph: Graph, { results = nothing, assets = nothing, end }: Options = {}): Expansion {
  const wiring = wire(graph);
  const expansion: Expansion = {
    graph,
    wiring,
    steps: new Map(),
    outputs: new Map(),
    facts: new Map(),
    literals: new Map(),
    problems: [],
    unlaid: new Set(),
    counts: new Map(),
    ranged: false,
  };
  for (const id of wiring.order) layNode({ expansion, id, results, assets, end });
  if (expansion.unlaid.size > 0) expansion.ranged = true;
  return expansion;
}

/**
 * Lays out what became certain because a step of `from` ended: that node again, and the waiting nodes behind it. Returns
 * the ids of the latter. The cost is theirs alone, so that a run stays linear.
 */
export function expandMore(expansion: Expansion, from: string, { results = nothing, assets = nothing }: Omit<Options, 'end'>): string[] {
  const todo = [from, ...waitingBehind(expansion, from)];
  const laid: string[] = [];
  for (const id of todo) {
    expansion.unlaid.delete(id);
    layNode({ expansion, id, results, assets, end: undefined });
    if (id !== from && !expansion.unlaid.has(id)) laid.push(id);
  }
  return laid;
}

function waitingBehind({ wiring, unlaid }: Expansion, from: string): string[] {
  const found = new Set<string>();
  const queue = [from];
  for (let index = 0; index < queue.length; index += 1) {
    for (const next of wiring.readBy.get(queue[index] as string) ?? []) {
      if (!unlaid.has(next) || found.has(next)) continue;
      found.add(next);
      queue.push(next);
    }
  }
  return [...found].sort((a, b) => (wiring.rank.get(a) ?? 0) - (wiring.rank.get(b) ?? 0));
}
