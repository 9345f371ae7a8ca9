import { checkGraph, hasErrors } from '#graphs/problems.ts';
import { readGraph } from '#graphs/read-graph.ts';
import { ApiError } from '#server/api-error.ts';
import type { App, AppParts } from '#server/app-parts.ts';
import { validateAnswer, validateRequest } from '#server/contract/estimates.ts';
import { callerOf } from '#server/plugins/admission.ts';
import { refusals } from '#server/plugins/openapi.ts';
import { assetsOf } from '#server/runs/assets-of.ts';

/**
 * Answers 200 for any JSON object within the byte limit. So this route alone takes names such as `__proto__` as plain
 * data, for the checker to name as problems, and its schema is for the reader, not for refusing.
 */
export async function addValidateRoute(app: App, { store }: AppParts): Promise<void> {
  await app.register(async (scope: App) => {
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => parse(body, done));
    scope.setValidatorCompiler(() => (value: unknown) => ({ value }));
    const schema = {
      tags: ['graphs'],
      summary: 'Every problem of a graph',
      body: validateRequest,
      response: { 200: validateAnswer, ...refusals },
    };
    scope.post('/graphs/validate', { schema }, async (request) => {
      const graph = graphOf(request.body);
      const assets = await assetsOf(store.assets, callerOf(request).workspaceId, readGraph(graph).graph);
      const { problems } = checkGraph(graph, { assets });
      return { valid: !hasErrors(problems), problems };
    });
  });
}

function parse(body: string | Buffer, done: (error: Error | null, value?: unknown) => void): void {
  try {
    done(null, JSON.parse(String(body)));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    done(new ApiError(400, 'JSON_INVALID', `The body is not valid JSON: ${reason}.`, { cause }));
  }
}

function graphOf(body: unknown): unknown {
  if (typeof body === 'object' && body !== null && Object.hasOwn(body, 'graph')) return (body as { graph: unknown }).graph;
  throw new ApiError(422, 'REQUEST_INVALID', 'Send the graph as { "graph": … }.');
}
