import { join } from 'node:path';
import { readEmbeddedGraph } from '#executors/ffmpeg/embedded-graph.ts';
import { ApiError } from '#server/api-error.ts';
import { labelOf } from '#server/graph-input.ts';
import type { Storage } from '#server/storage/contract.ts';
import { saveUpload, type Upload } from './take-in.ts';

/** The graph that made a film or picture, read from its metadata. The file itself is not kept. Throws 422 where it holds none. */
export async function readGraphIn(storage: Storage, upload: Upload, signal: AbortSignal): Promise<Record<string, unknown>> {
  const folder = await storage.workFolder();
  try {
    const file = join(folder, 'upload');
    await saveUpload(upload, file);
    const graph = parse(await readEmbeddedGraph(file, folder, signal));
    labelOf(graph);
    return graph;
  } finally {
    await storage.dropWorkFolder(folder);
  }
}

function parse(text: string | undefined): Record<string, unknown> {
  if (text === undefined) throw noGraph();
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  } catch (cause) {
    throw noGraph(cause);
  }
  throw noGraph();
}

function noGraph(cause?: unknown): ApiError {
  const detail = 'There is no graph in this file. Films and pictures saved from a Filmloom run carry theirs.';
  return new ApiError(422, 'NO_EMBEDDED_GRAPH', detail, { cause });
}
