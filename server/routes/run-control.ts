import { z } from 'zod';
import type { App, AppParts } from '#server/app-parts.ts';
import { amendRequest, decideRequest, keepRequest, priorityRequest, retryRequest, runSummary } from '#server/contract/runs.ts';
import { callerOf } from '#server/plugins/admission.ts';
import { refusals } from '#server/plugins/openapi.ts';
import { runParams } from './runs.ts';

const nodeParams = runParams.extend({ node: z.string().max(200) });
const stepParams = runParams.extend({ step: z.string().max(400) });

/** Changing a run that is under way. Step ids have slashes in them, which an address carries as `%2F`. */
export function addRunControlRoutes(app: App, { engine }: AppParts): void {
  const common = { tags: ['runs'], response: { 200: runSummary, ...refusals } };
  const simple = { ...common, params: runParams };
  app.post('/runs/:id/cancel', { schema: { ...simple, summary: 'Stop a run and everything it has started' } }, async (request) =>
    engine.cancel(callerOf(request), request.params.id),
  );
  app.post('/runs/:id/pause', { schema: { ...simple, summary: 'Start nothing new; let running steps finish' } }, async (request) =>
    engine.pause(callerOf(request), request.params.id),
  );
  app.post('/runs/:id/resume', { schema: { ...simple, summary: 'Go on after a pause' } }, async (request) =>
    engine.resume(callerOf(request), request.params.id),
  );
  app.post(
    '/runs/:id/amend',
    { schema: { ...simple, summary: 'Change the graph that a run follows', body: amendRequest } },
    async (request) => engine.amend(callerOf(request), request.params.id, request.body),
  );
  const priority = { ...simple, summary: 'Put a run before or behind others', body: priorityRequest };
  app.put('/runs/:id/priority', { schema: priority }, async (request) =>
    engine.prioritise(callerOf(request), request.params.id, request.body.priority),
  );
  const keep = { ...simple, summary: 'Exempt a run from clean-up, or no longer', body: keepRequest };
  app.put('/runs/:id/keep', { schema: keep }, async (request) => engine.keep(callerOf(request), request.params.id, request.body.keep));
  const retry = { ...common, params: nodeParams, summary: 'Run again what failed', body: retryRequest.nullish() };
  app.post('/runs/:id/nodes/:node/retry', { schema: retry }, async (request) =>
    engine.retry(callerOf(request), request.params.id, request.params.node, request.body ?? {}),
  );
  const decide = { ...common, params: stepParams, summary: 'Answer a review or a money question', body: decideRequest };
  app.post('/runs/:id/steps/:step/decide', { schema: decide }, async (request) =>
    engine.decide(callerOf(request), request.params.id, request.params.step, request.body),
  );
}
