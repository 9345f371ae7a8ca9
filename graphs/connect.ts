import { nodeTypes } from '#nodes/index.ts';
import { type Graph, splitPort } from './document.ts';
import { describePort } from './words.ts';

export type Refusal = { readonly code: string; readonly message: string };

/**
 * Null, or why an output cannot be connected to an input. An input that takes one connection and has one is no reason:
 * the new connection replaces it.
 */
export function whyNotConnect(graph: Graph, from: string, to: string): Refusal | null {
  const [source, output] = splitPort(from);
  const [target, input] = splitPort(to);
  if (source === target) return { code: 'TO_ITSELF', message: 'A node cannot feed itself.' };
  const out = nodeTypes.get(graph.nodes[source]?.type ?? '')?.outputs[output];
  const into = nodeTypes.get(graph.nodes[target]?.type ?? '')?.inputs[input];
  if (!out) return { code: 'NO_OUTPUT', message: `${from} is not an output.` };
  if (!into) return { code: 'NO_INPUT', message: `${to} is not an input.` };
  if (out.kind !== into.kind)
    return {
      code: 'KIND_MISMATCH',
      message: `${describePort(out, output)} is ${out.kind}; ${describePort(into, input)} takes ${into.kind}.`,
    };
  if (graph.edges.some((edge) => edge.from === from && edge.to === to))
    return { code: 'DUPLICATE', message: 'These two are connected already.' };
  if (reaches(graph, target, source)) return { code: 'CYCLE', message: 'This would make a circle: the node would wait for itself.' };
  return null;
}

function reaches(graph: Graph, from: string, to: string): boolean {
  const next = new Map<string, string[]>();
  for (const edge of graph.edges) {
    const [source] = splitPort(edge.from);
    const [target] = splitPort(edge.to);
    next.set(source, [...(next.get(source) ?? []), target]);
  }
  const seen = new Set([from]);
  for (const id of seen) {
    if (id === to) return true;
    for (const target of next.get(id) ?? []) seen.add(target);
  }
  return false;
}
