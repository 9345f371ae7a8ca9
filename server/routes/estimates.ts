import type { App, AppParts } from '#server/app-parts.ts';
import { estimateAnswer, estimateRequest, quoteAnswer } from '#server/contract/estimates.ts';
import { callerOf } from '#server/plugins/admission.ts';
import { refusals } from '#server/plugins/openapi.ts';

export function addEstimateRoutes(app: App, { engine }: AppParts): void {
  const tags = ['prices'];
  const estimate = { tags, summary: 'What a graph would cost and how long it would take', body: estimateRequest };
  app.post('/estimate', { schema: { ...estimate, response: { 200: estimateAnswer, ...refusals } } }, async (request) =>
    engine.estimate(callerOf(request), request.body),
  );
  const quote = { tags, summary: 'An estimate that is held until it expires', body: estimateRequest };
  app.post('/quotes', { schema: { ...quote, response: { 201: quoteAnswer, ...refusals } } }, async (request, reply) =>
    reply.code(201).send(await engine.quote(callerOf(request), request.body)),
  );
}
