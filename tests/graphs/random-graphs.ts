import fc from 'fast-check';
import { whyNotConnect } from '#graphs/connect.ts';
import type { Edge, Graph, GraphNode } from '#graphs/document.ts';
import { nodeTypes } from '#nodes/index.ts';

const types = [...nodeTypes.values()].filter((definition) => definition.type !== 'note');

/** Graphs of valid params in which every edge is one that the editor would have allowed. */
export const randomGraph: fc.Arbitrary<Graph> = fc
  .tuple(
    fc.array(fc.nat({ max: types.length - 1 }), { minLength: 1, maxLength: 12 }),
    fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 60 }),
    fc.nat({ max: 5 }),
  )
  .map(([picks, pairs, shots]) => {
    const nodes: Record<string, GraphNode> = {};
    picks.forEach((pick, index) => {
      const definition = types[pick];
      if (!definition) return;
      const planner = definition.type === 'planner' ? { shots: shots === 0 ? 'auto' : shots, totalSeconds: 20 } : {};
      nodes[`n${index}`] = { type: definition.type, params: { ...definition.example, ...planner } };
    });
    return connectSome(nodes, pairs);
  });

function connectSome(nodes: Record<string, GraphNode>, pairs: readonly (readonly [number, number])[]): Graph {
  const ports = (side: 'inputs' | 'outputs'): string[] =>
    Object.entries(nodes).flatMap(([id, node]) => Object.keys(nodeTypes.get(node.type)?.[side] ?? {}).map((port) => `${id}.${port}`));
  const [outputs, inputs] = [ports('outputs'), ports('inputs')];
  let graph: Graph = { filmloom: 1, settings: {}, nodes, edges: [], inputs: {} };
  const edges: Edge[] = [];
  for (const [a, b] of pairs) {
    const [from, to] = [outputs[a % outputs.length], inputs[b % inputs.length]];
    if (from === undefined || to === undefined || whyNotConnect(graph, from, to) || edges.some((edge) => edge.to === to)) continue;
    edges.push({ from, to });
    graph = { ...graph, edges: [...edges] };
  }
  return graph;
}
