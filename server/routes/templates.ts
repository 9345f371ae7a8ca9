import { z } from 'zod';
import { ApiError } from '#server/api-error.ts';
import type { App, AppParts } from '#server/app-parts.ts';
import { saveGraphRequest, type TemplateSummary, templatesAnswer, templateView } from '#server/contract/library.ts';
import { labelOf, newId } from '#server/graph-input.ts';
import { callerOf } from '#server/plugins/admission.ts';
import { refusals } from '#server/plugins/openapi.ts';
import { builtInTemplates } from '#server/templates/built-in.ts';
import { findTemplate } from '#server/templates/find-template.ts';

const params = z.object({ id: z.string().max(200) });

/** Templates are graphs: those that come with Filmloom, then those that people have saved. */
export function addTemplateRoutes(app: App, { store, clock }: AppParts): void {
  const tags = ['graphs'];
  app.get(
    '/templates',
    { schema: { tags, summary: 'All templates', response: { 200: templatesAnswer, ...refusals } } },
    async (request) => {
      const builtIn = (await builtInTemplates()).map(({ graph: _, ...summary }) => summary);
      const saved = await store.templates.list(callerOf(request).workspaceId);
      return {
        templates: [
          ...builtIn,
          ...saved.map(({ id, name, description, nodes }): TemplateSummary => ({ id, name, description, nodes, builtIn: false })),
        ],
      };
    },
  );
  app.get(
    '/templates/:id',
    { schema: { tags, summary: 'A template', params, response: { 200: templateView, ...refusals } } },
    async (request) => findTemplate(store, callerOf(request).workspaceId, request.params.id),
  );
  const create = { tags, summary: 'Save a graph as a template', body: saveGraphRequest, response: { 201: templateView, ...refusals } };
  app.post('/templates', { schema: create }, async (request, reply) => {
    const { graph } = request.body;
    const label = labelOf(graph);
    const id = newId('template');
    await store.templates.insert({ ...callerOf(request), id, ...label, graph, createdAt: clock().toISOString() });
    reply.code(201).header('location', `/api/v1/templates/${id}`);
    return { id, ...label, builtIn: false, graph };
  });
  app.delete(
    '/templates/:id',
    { schema: { tags, summary: 'Remove a saved template', params, response: { 204: z.null(), ...refusals } } },
    async (request, reply) => {
      const template = await findTemplate(store, callerOf(request).workspaceId, request.params.id);
      if (template.builtIn) throw new ApiError(409, 'TEMPLATE_BUILT_IN', 'This template comes with Filmloom and cannot be removed.');
      await store.templates.remove(callerOf(request).workspaceId, template.id);
      return reply.code(204).send(null);
    },
  );
}
