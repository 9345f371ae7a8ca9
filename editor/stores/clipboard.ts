import { z } from 'zod';
import { type Edge, edgeSchema, type Graph, nodeSchema, splitPort } from '#graphs/document.ts';
import type { Edit, Point } from './edits.ts';
import { freeId } from './new-node.ts';

const clipSchema = z.object({ filmloom: z.literal(1), nodes: z.record(z.string(), nodeSchema), edges: z.array(edgeSchema).optional() });

/** Nodes as text for the clipboard: a small graph with the wires between them. */
export function copyNodes(graph: Graph, ids: ReadonlySet<string>): string {
  const nodes = Object.fromEntries(Object.entries(graph.nodes).filter(([id]) => ids.has(id)));
  const edges = graph.edges.filter(({ from, to }) => ids.has(splitPort(from)[0]) && ids.has(splitPort(to)[0]));
  return JSON.stringify({ filmloom: 1, nodes, edges }, null, 2);
}

export type Clip = { nodes: Graph['nodes']; edges: Edge[] };

/** What a text from the clipboard holds, or nothing where it is no graph. */
export function readClip(text: string): Clip | undefined {
  try {
    const parsed = clipSchema.safeParse(JSON.parse(text));
    return parsed.success && Object.keys(parsed.data.nodes).length > 0
      ? { nodes: parsed.data.nodes, edges: parsed.data.edges ?? [] }
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The edit that puts a clip into a graph, under ids that are free, moved by `by` or with its top left corner at `at`.
 */
export function pasteClip(graph: Graph, clip: Clip, place: { by: Point } | { at: Point }): { ids: string[]; edit: Edit } {
  const taken: Record<string, unknown> = { ...graph.nodes };
  const renamed = new Map<string, string>();
  for (const id of Object.keys(clip.nodes)) {
    const free = freeId(taken, id.replace(/-\d+$/, ''));
    taken[free] = true;
    renamed.set(id, free);
  }
  const [dx, dy] = 'by' in place ? place.by : offsetTo(clip, place.at);
  const nodes = Object.entries(clip.nodes).map(([id, node]) => {
    const [x, y] = node.at ?? [0, 0];
    return [renamed.get(id) as string, { ...node, at: [Math.round(x + dx), Math.round(y + dy)] as Point }] as const;
  });
  const ref = (reference: string): string => {
    const [id, port] = splitPort(reference);
    return `${renamed.get(id)}.${port}`;
  };
  const inside = clip.edges.filter(({ from, to }) => renamed.has(splitPort(from)[0]) && renamed.has(splitPort(to)[0]));
  const edges = inside.map(({ from, to }) => ({ from: ref(from), to: ref(to) }));
  return { ids: [...renamed.values()], edit: { do: 'paste', nodes: Object.fromEntries(nodes), edges } };
}

function offsetTo({ nodes }: Clip, at: Point): Point {
  const places = Object.values(nodes).map((node) => node.at ?? [0, 0]);
  return [at[0] - Math.min(...places.map(([x = 0]) => x)), at[1] - Math.min(...places.map(([, y = 0]) => y))];
}
