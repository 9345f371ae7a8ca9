import { z } from 'zod';
import { valueKinds } from '#nodes/ports.ts';
import { graphInput } from './estimates.ts';

const facts = z.record(z.string(), z.union([z.number(), z.boolean()]));

/** A file of the library. `id` is its content hash. */
export const assetView = z.strictObject({
  id: z.string(),
  kind: z.enum(valueKinds),
  name: z.string(),
  bytes: z.number(),
  media: z.string(),
  sha256: z.string(),
  facts,
  createdAt: z.iso.datetime(),
  /** Captions carry their cues. */
  value: z.unknown().optional(),
});
export type AssetView = z.infer<typeof assetView>;
export const assetsQuery = z.object({
  q: z.string().max(200).optional(),
  tag: z.string().max(100).optional(),
  kind: z.enum(valueKinds).optional(),
  minSeconds: z.coerce.number().min(0).optional(),
  maxSeconds: z.coerce.number().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().optional(),
});
export const assetsAnswer = z.strictObject({ assets: z.array(assetView), next: z.string().optional() });

/** A saved graph. `revision` goes up with every save; send it back as `If-Match`. */
export const graphSummary = z.strictObject({
  id: z.string(),
  name: z.string(),
  revision: z.int(),
  nodes: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** An image to show in lists, from its last run. */
  thumbnailUrl: z.string().optional(),
});
export type GraphSummary = z.infer<typeof graphSummary>;
export const graphView = graphSummary.extend({ graph: graphInput });
export type GraphView = z.infer<typeof graphView>;
export const saveGraphRequest = z.strictObject({ graph: graphInput });
export const graphsAnswer = z.strictObject({ graphs: z.array(graphSummary) });
/** The graph that made a film or picture, from its metadata. */
export const embeddedGraphAnswer = z.strictObject({ graph: graphInput });
export const versionsAnswer = z.strictObject({
  versions: z.array(z.strictObject({ revision: z.int(), name: z.string(), savedAt: z.iso.datetime() })),
});

export const templateSummary = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  nodes: z.int(),
  builtIn: z.boolean(),
});
export type TemplateSummary = z.infer<typeof templateSummary>;
export const templateView = templateSummary.extend({ graph: graphInput });
export type TemplateView = z.infer<typeof templateView>;
export const templatesAnswer = z.strictObject({ templates: z.array(templateSummary) });
