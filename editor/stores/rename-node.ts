import { type Graph, splitPort } from '#graphs/document.ts';

/** Gives a node another id, everywhere it is named. Does nothing where the id is taken. */
export function renameNode(graph: Graph, node: string, to: string): Graph {
  if (!graph.nodes[node] || to in graph.nodes) return graph;
  const ref = (reference: string): string => {
    const [id, port] = splitPort(reference);
    return id === node ? `${to}.${port}` : reference;
  };
  return {
    ...graph,
    nodes: Object.fromEntries(Object.entries(graph.nodes).map(([id, value]) => [id === node ? to : id, value])),
    edges: graph.edges.map((edge) => ({ from: ref(edge.from), to: ref(edge.to) })),
    inputs: Object.fromEntries(Object.entries(graph.inputs).map(([name, value]) => [name, ref(value)])),
    ...(graph.groups && {
      groups: Object.fromEntries(
        Object.entries(graph.groups).map(([id, group]) => [
          id,
          { ...group, nodes: group.nodes.map((member) => (member === node ? to : member)) },
        ]),
      ),
    }),
  };
}
