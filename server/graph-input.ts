import { randomBytes } from 'node:crypto';
import { readGraph } from '#graphs/read-graph.ts';
import { ApiError } from './api-error.ts';

/** What is stored of a graph beside its text. */
export type GraphLabel = { readonly name: string; readonly description: string; readonly nodes: number };

/** Reads a graph that is to be saved. Drafts with problems are welcome; what cannot be opened again is refused with 422. */
export function labelOf(json: unknown): GraphLabel {
  const { graph, problems } = readGraph(json);
  if (!graph) throw new ApiError(422, 'GRAPH_UNREADABLE', problems[0]?.message ?? 'This is not a Filmloom graph.', { problems });
  return { name: graph.name?.trim() || 'Untitled', description: graph.description ?? '', nodes: Object.keys(graph.nodes).length };
}

/** An id that nobody can guess, such as `graph-8fQ2…`. */
export function newId(kind: 'graph' | 'template'): string {
  return `${kind}-${randomBytes(12).toString('base64url')}`;
}
