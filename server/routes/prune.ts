import type { App } from '#server/app-parts.ts';
import { pruned, pruneRequest } from '#server/contract/pruned.ts';
import { refusals } from '#server/plugins/openapi.ts';
import type { Pruner } from '#server/retention/pruner.ts';

/** Cleaning up at once, which otherwise happens every hour. */
export function addPruneRoute(app: App, pruner: Pruner): void {
  const summary = 'Take away what is no longer kept, or say what that would be';
  const schema = { tags: ['server'], summary, body: pruneRequest.nullish(), response: { 200: pruned, ...refusals } };
  app.post('/prune', { schema }, async (request) => pruner.prune(request.body?.dryRun ?? false));
}
