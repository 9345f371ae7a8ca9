import { z } from 'zod';
import { ApiError } from '#server/api-error.ts';
import type { App, AppParts } from '#server/app-parts.ts';
import { runRequest, runSummary, runsAnswer, runsQuery, runView } from '#server/contract/runs.ts';
import { callerOf } from '#server/plugins/admission.ts';
import { refusals } from '#server/plugins/openapi.ts';
import type { Caller, StartInput } from '#server/runs/engine-contract.ts';
import { findTemplate } from '#server/templates/find-template.ts';

export const runParams = z.object({ id: z.string().max(200) });
const startHeaders = z.object({ 'idempotency-key': z.string().min(1).max(200).optional() });

export function addRunRoutes(app: App, parts: AppParts): void {
  const { engine } = parts;
  const tags = ['runs'];
  const start = { tags, summary: 'Start a run', headers: startHeaders, body: runRequest, response: { 201: runSummary, ...refusals } };
  app.post('/runs', { schema: start }, async (request, reply) => {
    const caller = callerOf(request);
    const input = await startInput(parts, caller, request.body);
    const run = await engine.start(caller, { ...input, idempotencyKey: request.headers['idempotency-key'] });
    return reply.code(201).header('location', `/api/v1/runs/${run.id}`).send(run);
  });
  app.get(
    '/runs',
    { schema: { tags, summary: 'Runs, newest first', querystring: runsQuery, response: { 200: runsAnswer, ...refusals } } },
    async (request) => {
      const { limit = 50, ...filter } = request.query;
      return engine.list(callerOf(request), { ...filter, limit });
    },
  );
  app.get(
    '/runs/:id',
    { schema: { tags, summary: 'A run with its nodes and steps', params: runParams, response: { 200: runView, ...refusals } } },
    async (request) => engine.view(callerOf(request), request.params.id),
  );
}

type RunRequest = z.infer<typeof runRequest>;

/** Finds the graph that a run is asked for. A `graphId` beside a graph or a quote only says to which saved graph the run belongs. */
async function startInput(parts: AppParts, caller: Caller, body: RunRequest): Promise<StartInput> {
  const { graph, graphId, templateId, quoteId, ...more } = body;
  const whole = [graph, templateId, quoteId].filter((source) => source !== undefined).length;
  if (whole > 1 || (whole === 0 && graphId === undefined) || (templateId !== undefined && graphId !== undefined)) {
    throw new ApiError(422, 'REQUEST_INVALID', 'Name what to run by exactly one of graph, graphId, templateId and quoteId.');
  }
  const { workspaceId } = caller;
  const saved = graphId === undefined ? undefined : await parts.store.graphs.find(workspaceId, graphId);
  if (graphId !== undefined && !saved) throw new ApiError(404, 'GRAPH_UNKNOWN', 'There is no such graph. It may have been deleted.');
  if (quoteId !== undefined) return { ...more, graph: undefined, quoteId, graphId };
  if (templateId !== undefined) return { ...more, graph: (await findTemplate(parts.store, workspaceId, templateId)).graph };
  return { ...more, graph: graph ?? saved?.graph, graphId };
}
