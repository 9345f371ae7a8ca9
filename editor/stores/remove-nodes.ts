import type { Edge, Graph } from '#graphs/document.ts';
import { splitPort } from '#graphs/document.ts';
import { portAt } from './ports-of.ts';

/** Takes nodes away with their edges, their inputs and their places in groups; `heal` closes the gaps they leave in a chain. */
export function removeNodes(graph: Graph, ids: readonly string[], heal: boolean): Graph {
  const gone = new Set(ids.filter((id) => graph.nodes[id]));
  if (gone.size === 0) return graph;
  let edges = graph.edges;
  for (const id of gone) edges = withoutNode(graph, edges, id, heal);
  const nodes = Object.fromEntries(Object.entries(graph.nodes).filter(([id]) => !gone.has(id)));
  const inputs = Object.fromEntries(Object.entries(graph.inputs).filter(([, ref]) => !gone.has(splitPort(ref)[0])));
  return { ...graph, nodes, edges, inputs, ...(graph.groups && { groups: groupsWithout(graph.groups, gone) }) };
}

function withoutNode(graph: Graph, edges: readonly Edge[], id: string, heal: boolean): Edge[] {
  const into = edges.filter((edge) => splitPort(edge.to)[0] === id);
  const out = edges.filter((edge) => splitPort(edge.from)[0] === id);
  const source = into.length === 1 ? into[0]?.from : undefined;
  const joins = heal && source && out.length > 0 && out.every((edge) => canBridge(graph, source, edge, into[0]));
  const bridges = new Map(joins ? out.map((edge) => [edge, { from: source, to: edge.to }]) : []);
  // a bridge stands where the edge stood, so that the order in which a list collects stays
  return edges.flatMap((edge) => {
    const bridge = bridges.get(edge);
    if (bridge) return [bridge];
    return into.includes(edge) || out.includes(edge) ? [] : [edge];
  });
}

/** One wire in, and out of one port of the same kind: the neighbours fit each other. */
function canBridge(graph: Graph, source: string, out: Edge, into: Edge | undefined): boolean {
  const before = portAt(graph, source, 'output');
  const through = into && portAt(graph, into.to, 'input');
  const after = portAt(graph, out.to, 'input');
  return before !== undefined && before.kind === after?.kind && through?.kind === portAt(graph, out.from, 'output')?.kind;
}

function groupsWithout(groups: NonNullable<Graph['groups']>, gone: ReadonlySet<string>): NonNullable<Graph['groups']> {
  const kept = Object.entries(groups).map(
    ([id, group]) => [id, { ...group, nodes: group.nodes.filter((node) => !gone.has(node)) }] as const,
  );
  return Object.fromEntries(kept.filter(([, group]) => group.nodes.length > 0));
}
