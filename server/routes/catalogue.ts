import { z } from 'zod';
import { graphSchema } from '#graphs/document.ts';
import { failingWords } from '#graphs/route.ts';
import type { NodeDef } from '#nodes/define.ts';
import { fields } from '#nodes/fields.ts';
import { nodeTypes } from '#nodes/index.ts';
import type { Port } from '#nodes/ports.ts';
import type { Row } from '#nodes/price.ts';
import type { App, AppParts } from '#server/app-parts.ts';
import { agentsAnswer } from '#server/contract/agents.ts';
import { type ModelView, modelsAnswer, nodeTypesAnswer } from '#server/contract/catalogue.ts';
import { usdFromMicros } from '#server/contract/money.ts';
import { version } from '#server/installation.ts';
import { callerOf } from '#server/plugins/admission.ts';

/** What can be used now: node types, models, agents, and the format of graphs. */
export function addCatalogueRoutes(app: App, { rows, agents }: AppParts): void {
  const tags = ['server'];
  const views = [...nodeTypes.values()].map(nodeTypeView);
  const document = { $id: `https://filmloom/graph/${version}`, title: 'Filmloom graph', ...z.toJSONSchema(graphSchema, { io: 'input' }) };
  app.get(
    '/node-types',
    { schema: { tags, summary: 'Every node type with its ports and parameters', response: { 200: nodeTypesAnswer } } },
    async () => ({
      nodeTypes: views,
    }),
  );
  app.get('/models', { schema: { tags, summary: 'Every model with its price', response: { 200: modelsAnswer } } }, async (request) => {
    const known = await rows(callerOf(request).workspaceId);
    return { models: known.map(modelView), rows: known.map((row) => ({ ...row })) };
  });
  app.get('/agents', { schema: { tags, summary: 'GPU agents that are connected', response: { 200: agentsAnswer } } }, async () => ({
    agents: agents?.views() ?? [],
  }));
  app.get('/graph.schema.json', { schema: { tags, summary: 'JSON Schema of the graph document' } }, async (_request, reply) =>
    reply.type('application/schema+json').send(JSON.stringify(document)),
  );
}

function nodeTypeView({ type, version: typeVersion, title, group, icon, docs, inputs, outputs, params }: NodeDef) {
  return {
    type,
    version: typeVersion,
    title,
    group,
    icon,
    docs,
    inputs: portViews(inputs),
    outputs: portViews(outputs),
    params: z.toJSONSchema(params, { io: 'input', metadata: fields }) as Record<string, unknown>,
  };
}

function portViews(ports: Readonly<Record<string, Port>>) {
  const views = Object.entries(ports).map(([name, { kind, count, title, optional }]) => [
    name,
    { kind, count, title, ...(optional && { optional }) },
  ]);
  return Object.fromEntries(views) as Record<string, Port>;
}

function modelView(row: Row): ModelView {
  const { id, title, provider, kinds, tier, available, price, takes, maxSeconds, failing } = row;
  return {
    id,
    title,
    provider,
    kinds: [...kinds],
    tier,
    available,
    price: { per: price.per, usd: usdFromMicros(price.micros) },
    takes: [...takes],
    ...(maxSeconds !== undefined && { maxSeconds }),
    ...(failing && { failing: { since: failing.since, until: failing.until, message: `${failingWords(failing)}.` } }),
  };
}
