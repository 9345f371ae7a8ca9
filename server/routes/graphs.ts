import { z } from 'zod';
import { ApiError } from '#server/api-error.ts';
import type { App, AppParts } from '#server/app-parts.ts';
import { readGraphIn } from '#server/assets/read-graph-in.ts';
import {
  embeddedGraphAnswer,
  type GraphSummary,
  type GraphView,
  graphsAnswer,
  graphView,
  saveGraphRequest,
} from '#server/contract/library.ts';
import { labelOf, newId } from '#server/graph-input.ts';
import { callerOf } from '#server/plugins/admission.ts';
import { refusals } from '#server/plugins/openapi.ts';
import type { GraphRow, Store } from '#server/store/contract.ts';
import { goneSignal } from './gone-signal.ts';
import { entityTag, expectedRevision } from './if-match.ts';

export const graphParams = z.object({ id: z.string().max(200) });
const headers = z.object({ 'if-match': z.string().max(100).optional() });
const tags = ['graphs'];

export function addGraphRoutes(app: App, parts: AppParts): void {
  const { store } = parts;
  app.get(
    '/graphs',
    { schema: { tags, summary: 'Saved graphs, last changed first', response: { 200: graphsAnswer, ...refusals } } },
    async (request) => {
      const { workspaceId } = callerOf(request);
      const rows = await store.graphs.list(workspaceId);
      return { graphs: await Promise.all(rows.map((row) => withThumbnail(store, workspaceId, row))) };
    },
  );
  const create = { tags, summary: 'Save a new graph', body: saveGraphRequest, response: { 201: graphView, ...refusals } };
  app.post('/graphs', { schema: create }, async (request, reply) => {
    const row = await insertGraph(parts, request, request.body.graph);
    return reply.code(201).header('location', `/api/v1/graphs/${row.id}`).header('etag', entityTag(row.revision)).send(viewOf(row));
  });
  app.get(
    '/graphs/:id',
    { schema: { tags, summary: 'A saved graph', params: graphParams, response: { 200: graphView, ...refusals } } },
    async (request, reply) => {
      const row = await findGraph(store, callerOf(request).workspaceId, request.params.id);
      return reply.header('etag', entityTag(row.revision)).send(viewOf(row));
    },
  );
  addEmbeddedRoute(app, parts);
  addChangeRoutes(app, parts);
}

function addEmbeddedRoute(app: App, { storage }: AppParts): void {
  const schema = {
    tags,
    summary: 'The graph that made a film or picture, sent as multipart/form-data in the field “file”; the file is not kept',
    consumes: ['multipart/form-data'],
    response: { 200: embeddedGraphAnswer, ...refusals },
  };
  app.post('/graphs/embedded', { schema }, async (request, reply) => {
    const file = await request.file();
    if (file?.fieldname !== 'file') throw new ApiError(422, 'FILE_MISSING', 'Send one file in the field “file”.');
    return { graph: await readGraphIn(storage, { filename: file.filename, stream: file.file }, goneSignal(reply)) };
  });
}

function addChangeRoutes(app: App, { store, clock }: AppParts): void {
  const save = { tags, summary: 'Save over the revision named by If-Match', params: graphParams, headers, body: saveGraphRequest };
  app.put('/graphs/:id', { schema: { ...save, response: { 200: graphView, ...refusals } } }, async (request, reply) => {
    const { workspaceId } = callerOf(request);
    const { graph } = request.body;
    const before = await findGraph(store, workspaceId, request.params.id);
    const expected = expectedRevision(request.headers['if-match'], before.revision);
    if (expected === undefined)
      throw new ApiError(428, 'IF_MATCH_MISSING', 'Send the revision you have read as If-Match, so that nobody else’s changes are lost.');
    const label = labelOf(graph);
    const saved = await store.graphs.save(workspaceId, before.id, expected, { ...label, graph, at: clock().toISOString() });
    if (!saved) throw await conflict(store, workspaceId, before.id);
    const row = await findGraph(store, workspaceId, before.id);
    return reply.header('etag', entityTag(row.revision)).send(viewOf(row));
  });
  const remove = {
    tags,
    summary: 'Remove a graph; POST …/restore brings it back',
    params: graphParams,
    headers,
    response: { 204: z.null(), ...refusals },
  };
  app.delete('/graphs/:id', { schema: remove }, async (request, reply) => {
    const { workspaceId } = callerOf(request);
    const before = await findGraph(store, workspaceId, request.params.id);
    const expected = expectedRevision(request.headers['if-match'], before.revision) ?? before.revision;
    if (expected !== before.revision) throw await conflict(store, workspaceId, before.id);
    await store.graphs.remove(workspaceId, before.id, clock().toISOString());
    return reply.code(204).send(null);
  });
}

/** Throws 404 for a graph that does not exist, was removed or belongs to somebody else. */
export async function findGraph({ graphs }: Pick<Store, 'graphs'>, workspaceId: string, id: string): Promise<GraphRow> {
  const row = await graphs.find(workspaceId, id);
  if (!row) throw new ApiError(404, 'GRAPH_UNKNOWN', 'There is no such graph. It may have been deleted.');
  return row;
}

export async function insertGraph(
  { store, clock }: AppParts,
  request: Parameters<typeof callerOf>[0],
  graph: Record<string, unknown>,
): Promise<GraphRow> {
  const { name, nodes } = labelOf(graph);
  const at = clock().toISOString();
  const row: GraphRow = { ...callerOf(request), id: newId('graph'), name, revision: 1, graph, nodes, createdAt: at, updatedAt: at };
  await store.graphs.insert(row);
  return row;
}

export function viewOf(row: GraphRow): GraphView {
  return { ...summaryOf(row), graph: row.graph as GraphView['graph'] };
}

function summaryOf({ id, name, revision, nodes, createdAt, updatedAt }: Omit<GraphRow, 'graph'>): GraphSummary {
  return { id, name, revision, nodes, createdAt, updatedAt };
}

async function withThumbnail({ runs }: Store, workspaceId: string, row: Omit<GraphRow, 'graph'>): Promise<GraphSummary> {
  const [last] = await runs.list(workspaceId, { graphId: row.id, state: 'done', limit: 1 });
  return { ...summaryOf(row), ...(last && { thumbnailUrl: `/api/v1/graphs/${row.id}/thumbnail?run=${last.id}` }) };
}

async function conflict({ graphs }: Store, workspaceId: string, id: string): Promise<ApiError> {
  const now = await graphs.find(workspaceId, id);
  const detail = now
    ? `The graph was saved elsewhere in the meantime and is now at revision ${now.revision}. Read it again, then save.`
    : 'The graph was deleted in the meantime. Restore it, or save yours as a new one.';
  return new ApiError(412, 'REVISION_CONFLICT', detail);
}
