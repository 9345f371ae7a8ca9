import { nodeTypes } from '#nodes/index.ts';
import { type Edge, type Graph, splitPort } from './document.ts';

/** How the nodes of a graph hang together. Edges to nodes or ports that do not exist are left out. */
export type Wiring = {
  /** Sources of an input, by `node.port`, in document order. */
  readonly sources: ReadonlyMap<string, readonly string[]>;
  /** Nodes that a node reads, and nodes that read it. */
  readonly feeds: ReadonlyMap<string, readonly string[]>;
  readonly readBy: ReadonlyMap<string, readonly string[]>;
  /** Every node after the nodes it reads; nodes of a cycle are not in it. */
  readonly order: readonly string[];
  readonly rank: ReadonlyMap<string, number>;
};

const append = (lists: Map<string, string[]>, key: string, value: string): void => {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
};

/** Whether both ends of an edge exist. A node of unknown type has no known ports. */
export function edgeHolds(graph: Graph, { from, to }: Edge): boolean {
  const [source, output] = splitPort(from);
  const [target, input] = splitPort(to);
  const sourceType = nodeTypes.get(graph.nodes[source]?.type ?? '');
  const targetType = nodeTypes.get(graph.nodes[target]?.type ?? '');
  return sourceType?.outputs[output] !== undefined && targetType?.inputs[input] !== undefined;
}

export function wire(graph: Graph): Wiring {
  const sources = new Map<string, string[]>();
  const feeds = new Map<string, string[]>();
  const readBy = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const edge of graph.edges) {
    const name = `${edge.from}>${edge.to}`;
    if (seen.has(name) || !edgeHolds(graph, edge)) continue;
    seen.add(name);
    const [source] = splitPort(edge.from);
    const [target] = splitPort(edge.to);
    append(sources, edge.to, edge.from);
    append(feeds, target, source);
    append(readBy, source, target);
  }
  const order = topological(Object.keys(graph.nodes), feeds, readBy);
  return { sources, feeds, readBy, order, rank: new Map(order.map((id, index) => [id, index])) };
}

function topological(
  ids: readonly string[],
  feeds: ReadonlyMap<string, readonly string[]>,
  readBy: ReadonlyMap<string, readonly string[]>,
): string[] {
  const left = new Map(ids.map((id) => [id, feeds.get(id)?.length ?? 0]));
  const order = ids.filter((id) => left.get(id) === 0);
  for (let index = 0; index < order.length; index += 1) {
    for (const next of readBy.get(order[index] as string) ?? []) {
      const remaining = (left.get(next) ?? 0) - 1;
      left.set(next, remaining);
      if (remaining === 0) order.push(next);
    }
  }
  return order;
}
