import { z } from 'zod';
import { ApiError } from '#server/api-error.ts';
import type { App, AppParts } from '#server/app-parts.ts';
import { graphInput } from '#server/contract/estimates.ts';
import { graphView, versionsAnswer } from '#server/contract/library.ts';
import { callerOf } from '#server/plugins/admission.ts';
import { refusals } from '#server/plugins/openapi.ts';
import type { Caller, Engine } from '#server/runs/engine-contract.ts';
import { findGraph, graphParams, insertGraph, viewOf } from './graphs.ts';
import { entityTag } from './if-match.ts';

const tags = ['graphs'];
const versionParams = graphParams.extend({ revision: z.coerce.number().int().min(1) });
const versionAnswer = z.strictObject({ revision: z.int(), graph: graphInput });
const duplicateRequest = z.strictObject({ name: z.string().max(200).optional() }).nullish();

/** What a home page does with a graph beside saving it. */
export function addGraphVersionRoutes(app: App, parts: AppParts): void {
  const { store } = parts;
  app.get(
    '/graphs/:id/versions',
    { schema: { tags, summary: 'Every saved revision', params: graphParams, response: { 200: versionsAnswer, ...refusals } } },
    async (request) => {
      const { workspaceId } = callerOf(request);
      await findGraph(store, workspaceId, request.params.id);
      return { versions: await store.graphs.versions(workspaceId, request.params.id) };
    },
  );
  app.get(
    '/graphs/:id/versions/:revision',
    { schema: { tags, summary: 'A graph as it was', params: versionParams, response: { 200: versionAnswer, ...refusals } } },
    async (request) => {
      const { id, revision } = request.params;
      const graph = await store.graphs.version(callerOf(request).workspaceId, id, revision);
      if (graph === undefined) throw new ApiError(404, 'VERSION_UNKNOWN', `This graph has no revision ${revision}.`);
      return { revision, graph: graph as z.infer<typeof graphInput> };
    },
  );
  addCopyRoutes(app, parts);
  addThumbnailRoute(app, parts);
}

function addCopyRoutes(app: App, parts: AppParts): void {
  const { store } = parts;
  const duplicate = {
    tags,
    summary: 'Copy a graph',
    params: graphParams,
    body: duplicateRequest,
    response: { 201: graphView, ...refusals },
  };
  app.post('/graphs/:id/duplicate', { schema: duplicate }, async (request, reply) => {
    const original = await findGraph(store, callerOf(request).workspaceId, request.params.id);
    const name = request.body?.name ?? `${original.name.slice(0, 190)} copy`;
    const copy = await insertGraph(parts, request, { ...(original.graph as Record<string, unknown>), name });
    return reply.code(201).header('location', `/api/v1/graphs/${copy.id}`).header('etag', entityTag(copy.revision)).send(viewOf(copy));
  });
  const restore = { tags, summary: 'Bring back a removed graph', params: graphParams, response: { 200: graphView, ...refusals } };
  app.post('/graphs/:id/restore', { schema: restore }, async (request, reply) => {
    const { workspaceId } = callerOf(request);
    await store.graphs.restore(workspaceId, request.params.id);
    const row = await findGraph(store, workspaceId, request.params.id);
    return reply.header('etag', entityTag(row.revision)).send(viewOf(row));
  });
}

/** The first picture that a run of the graph has made; the run is in the address, so the answer never changes. */
function addThumbnailRoute(app: App, { engine }: AppParts): void {
  const schema = {
    tags,
    summary: 'A picture of the graph’s last run',
    params: graphParams,
    querystring: z.object({ run: z.string().max(200) }),
    response: refusals,
  };
  app.get('/graphs/:id/thumbnail', { schema }, async (request, reply) => {
    const url = await pictureOf(engine, callerOf(request), request.query.run);
    if (!url) throw new ApiError(404, 'NO_PICTURE', 'The last run of this graph has made no picture.');
    return reply.header('cache-control', 'private, max-age=86400').redirect(url, 302);
  });
}

async function pictureOf(engine: Engine, caller: Caller, runId: string): Promise<string | undefined> {
  const { nodes } = await engine.view(caller, runId);
  const items = Object.values(nodes).flatMap(({ outputs }) => Object.values(outputs).flat());
  return items.find(({ kind, url }) => kind === 'image' && url !== undefined)?.url;
}
