import { type ReadGraph, readGraph } from '../stores/graph-json.ts';
import { api } from './api.ts';
import { ApiError } from './api-error.ts';

/** Whether a file may be a film that carries its graph. */
export function mayCarryGraph({ name, type }: File): boolean {
  return type === 'video/mp4' || name.toLowerCase().endsWith('.mp4');
}

/** The graph inside a film, or why it cannot be read. Throws OfflineError where nothing answers. */
export async function graphInside(file: File): Promise<ReadGraph> {
  try {
    return readGraph((await api.embeddedGraph(file)).graph);
  } catch (error) {
    if (error instanceof ApiError && error.status === 422) return { reason: error.message };
    throw error;
  }
}
