import type { Graph } from '#graphs/document.ts';
import { readGraph as read } from '#graphs/read-graph.ts';

export type ReadGraph = { graph: Graph } | { reason: string };

/**
 * Reads a stored document for editing. One that cannot be read whole is refused in words: saving it again would lose the
 * rest. Nodes of unknown type are kept with their data.
 */
export function readGraph(json: unknown): ReadGraph {
  const { graph, problems } = read(json);
  const [first] = problems;
  if (graph && !first) return { graph };
  const more = problems.length > 1 ? ` And ${problems.length - 1} more like this.` : '';
  return { reason: `${first?.message ?? 'This is not a Filmloom graph.'}${more}` };
}

/** The document as it is stored: defaults are left out, keys stand in a fixed order. */
export function writeGraph(graph: Graph): Record<string, unknown> {
  const { filmloom, name, description, settings, nodes, edges, inputs, groups } = graph;
  const filled = <T extends object>(value: T | undefined) => (value && Object.keys(value).length > 0 ? value : undefined);
  const all = {
    filmloom,
    name,
    description,
    settings: filled(settings),
    nodes,
    edges: filled(edges),
    inputs: filled(inputs),
    groups: filled(groups),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
