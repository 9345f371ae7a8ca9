import { z } from 'zod';
import { valueKinds } from '#nodes/ports.ts';
import { tiers } from '#nodes/price.ts';
import { estimateAnswer, graphInput, inputsInput } from './estimates.ts';
import { usdInput, usdRange, usdText } from './money.ts';

export const runStates = ['queued', 'running', 'paused', 'awaiting-person', 'done', 'failed', 'cancelled'] as const;
export const stepStates = [
  'waiting',
  'ready',
  'queued',
  'running',
  'awaiting-person',
  'done',
  'cached',
  'failed',
  'skipped',
  'cancelled',
] as const;
export type RunState = (typeof runStates)[number];
export type StepState = (typeof stepStates)[number];

/** Starts a run from exactly one of `graph`, `graphId`, `templateId` or `quoteId`. */
export const runRequest = z.strictObject({
  graph: graphInput.optional(),
  graphId: z.string().optional(),
  templateId: z.string().optional(),
  quoteId: z.string().optional(),
  inputs: inputsInput.optional(),
  tier: z.enum(tiers).optional(),
  budgetUsd: usdInput.optional(),
  /** Run only what these nodes need. */
  only: z.array(z.string()).optional(),
  label: z.string().max(200).optional(),
});

/** A value made by a step. Files are read from `url`; everything else carries its `value`. */
export const outputItem = z.strictObject({
  kind: z.enum(valueKinds),
  key: z.string(),
  facts: z.record(z.string(), z.union([z.number(), z.boolean()])),
  asset: z.string().optional(),
  media: z.string().optional(),
  bytes: z.number().optional(),
  url: z.string().optional(),
  value: z.unknown().optional(),
});
export type OutputItem = z.infer<typeof outputItem>;

export const stepView = z.strictObject({
  id: z.string(),
  node: z.string(),
  element: z.string(),
  kind: z.string(),
  title: z.string(),
  state: z.enum(stepStates),
  attempt: z.int(),
  model: z.string().optional(),
  error: z.strictObject({ code: z.string(), message: z.string() }).optional(),
  warnings: z.array(z.strictObject({ code: z.string(), message: z.string() })).optional(),
  /** A question for a person, while `awaiting-person`. */
  question: z.string().optional(),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  /** By output of the step. */
  gives: z.record(z.string(), z.array(outputItem)).optional(),
});
export type StepView = z.infer<typeof stepView>;

export const nodeView = z.strictObject({
  state: z.enum(stepStates),
  /** How many steps are in which state. */
  steps: z.partialRecord(z.enum(stepStates), z.int()),
  /** What exists at each output port so far, in order; `key` names the element. */
  outputs: z.record(z.string(), z.array(outputItem)),
});
export type NodeView = z.infer<typeof nodeView>;

export const runSummary = z.strictObject({
  id: z.string(),
  state: z.enum(runStates),
  label: z.string().optional(),
  graphId: z.string().optional(),
  name: z.string(),
  tier: z.enum(tiers),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  usd: z.strictObject({ estimate: usdRange, actual: usdText }),
  steps: z.partialRecord(z.enum(stepStates), z.int()),
  /** Sequence number of the last event. */
  seq: z.int(),
});
export type RunSummary = z.infer<typeof runSummary>;

/** Everything about a run at one moment; events after `seq` continue it. */
export const runView = runSummary.extend({
  graph: graphInput,
  estimate: estimateAnswer,
  nodes: z.record(z.string(), nodeView),
  steps: z.partialRecord(z.enum(stepStates), z.int()),
  stepList: z.array(stepView),
});
export type RunView = z.infer<typeof runView>;

/** One output of a finished run, ready for download. */
export const runOutput = z
  .strictObject({
    node: z.string(),
    port: z.string(),
    title: z.string(),
    fileName: z.string(),
    /** The file as a person keeps it: films and pictures carry the graph that made them, captions come as SRT. */
    downloadUrl: z.string(),
  })
  .extend(outputItem.shape);
export type RunOutput = z.infer<typeof runOutput>;
export const outputsAnswer = z.strictObject({ outputs: z.array(runOutput) });

export const amendRequest = z.strictObject({ graph: graphInput, quoteId: z.string().optional() });
export const retryRequest = z.strictObject({ elements: z.array(z.string()).optional(), fresh: z.boolean().optional() });
export const decideRequest = z.strictObject({ choice: z.enum(['approve', 'reject']), note: z.string().max(2000).optional() });

export const runsQuery = z.object({
  state: z.enum(runStates).optional(),
  graphId: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().optional(),
});
export const runsAnswer = z.strictObject({ runs: z.array(runSummary), next: z.string().optional() });
