import { z } from 'zod';
import { tiers } from '#nodes/price.ts';
import { usdText } from './money.ts';

export const portView = z.strictObject({
  kind: z.string(),
  count: z.enum(['one', 'many', 'maybe']),
  title: z.string(),
  optional: z.boolean().optional(),
});
export const nodeTypeView = z.strictObject({
  type: z.string(),
  version: z.int(),
  title: z.string(),
  group: z.string(),
  icon: z.string(),
  docs: z.string(),
  inputs: z.record(z.string(), portView),
  outputs: z.record(z.string(), portView),
  /** JSON Schema of the parameters. */
  params: z.record(z.string(), z.unknown()),
});
export const nodeTypesAnswer = z.strictObject({ nodeTypes: z.array(nodeTypeView) });

export const modelView = z.strictObject({
  id: z.string(),
  title: z.string(),
  provider: z.string(),
  kinds: z.array(z.string()),
  tier: z.enum(tiers),
  available: z.boolean(),
  price: z.strictObject({ per: z.string(), usd: usdText }),
  takes: z.array(z.string()),
  maxSeconds: z.number().optional(),
  /** It is not chosen by itself for now. */
  failing: z.strictObject({ since: z.iso.datetime(), until: z.iso.datetime(), message: z.string() }).optional(),
});
export type ModelView = z.infer<typeof modelView>;
/** `rows` are the catalogue rows themselves, so that a browser computes with the same numbers as the server. */
export const modelsAnswer = z.strictObject({ models: z.array(modelView), rows: z.array(z.record(z.string(), z.unknown())) });

export const healthAnswer = z.strictObject({
  ok: z.boolean(),
  version: z.string(),
  mode: z.enum(['embedded', 'fleet']),
  checks: z.record(z.string(), z.strictObject({ ok: z.boolean(), message: z.string() })),
  limits: z.record(z.string(), z.number()),
});
export type Health = z.infer<typeof healthAnswer>;
