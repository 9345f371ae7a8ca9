import { z } from 'zod';
import { tiers } from '#nodes/price.ts';
import { numberRange, usdRange, usdText } from './money.ts';
import { problemSchema } from './problems.ts';

/** A graph as clients send it: any JSON object; what is wrong with it comes back as problems. */
export const graphInput = z.record(z.string(), z.unknown());
/** Values for the named inputs of a graph. */
export const inputsInput = z.record(z.string(), z.unknown());

export const estimateRequest = z.strictObject({ graph: graphInput, inputs: inputsInput.optional(), tier: z.enum(tiers).optional() });

export const modelChoice = z.strictObject({
  kind: z.string(),
  model: z.string(),
  why: z.string(),
  runnersUp: z.array(z.strictObject({ model: z.string(), usd: usdText })),
});

export const nodeEstimate = z.strictObject({
  steps: numberRange,
  usd: usdRange,
  seconds: numberRange,
  models: z.array(modelChoice),
  /** Steps whose result is stored already; they cost nothing. */
  cached: z.int(),
  /** What makes up the price, in words. */
  drivers: z.array(z.string()),
});

export const estimateAnswer = z.strictObject({
  usd: usdRange,
  /** Expected wall time of the run, seconds. */
  seconds: numberRange,
  nodes: z.record(z.string(), nodeEstimate),
  problems: z.array(problemSchema),
});
export type Estimate = z.infer<typeof estimateAnswer>;

export const quoteAnswer = estimateAnswer.extend({ id: z.string(), graphHash: z.string(), expiresAt: z.iso.datetime() });
export type Quote = z.infer<typeof quoteAnswer>;

export const validateRequest = z.strictObject({ graph: graphInput });
export const validateAnswer = z.strictObject({ valid: z.boolean(), problems: z.array(problemSchema) });
