import { type Graph, splitPort } from '#graphs/document.ts';
import { nodeTypes } from '#nodes/index.ts';
import type { Port } from '#nodes/ports.ts';

/** The port that `node.port` names, or nothing where the node, its type or the port is not known. */
export function portAt(graph: Graph, reference: string, side: 'input' | 'output'): Port | undefined {
  const [node, port] = splitPort(reference);
  const definition = nodeTypes.get(graph.nodes[node]?.type ?? '');
  return side === 'input' ? definition?.inputs[port] : definition?.outputs[port];
}

/** What people call a node: the title they gave it, else that of its type. */
export function titleOf(graph: Graph, id: string): string {
  const node = graph.nodes[id];
  return node?.title ?? nodeTypes.get(node?.type ?? '')?.title ?? node?.type ?? id;
}

/** What people call a port. */
export function portTitle(graph: Graph, reference: string, side: 'input' | 'output'): string {
  return portAt(graph, reference, side)?.title || splitPort(reference)[1];
}
