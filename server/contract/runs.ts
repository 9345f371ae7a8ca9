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
  /** What a person is asked, while `awaiting-person`; `choices` are the answers that `decide` takes. */
  ask: z
    .strictObject({
      kind: z.enum(['review', 'budget', 'unknown-call']),
      message: z.string(),
      choices: z.array(z.string()),
      /** The price at stake. */
      usd: usdText.optional(),
    })
    .optional(),
  /** How often it was tried again by itself, and how long the present try waits before it begins. */
  retries: z.int().optional(),
  waitMs: z.int().optional(),
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
  /** What exists at each output port so far, in order; `key` names the element, `at` is its place from 0. */
  outputs: z.record(z.string(), z.array(outputItem.extend({ at: z.int() }))),
});
export type NodeView = z.infer<typeof nodeView>;
export type PlacedItem = NodeView['outputs'][string][number];

/** What one step changes of its node: state and counts as they are now, and the elements that came or went (`item` is null). */
export const nodeChange = nodeView.omit({ outputs: true }).extend({
  changed: z.record(z.string(), z.array(z.strictObject({ at: z.int(), item: outputItem.nullable() }))),
});
export type NodeChange = z.infer<typeof nodeChange>;

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
  /** `actual`: booked so far · `held`: reserved for paid calls under way · `budget`: the most it may spend. */
  usd: z.strictObject({ estimate: usdRange, actual: usdText, held: usdText, budget: usdText }),
  /** Higher goes first; 0 is usual. */
  priority: z.int(),
  /** Exempt from clean-up. */
  keep: z.boolean().optional(),
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
export const decideRequest = z.strictObject({ choice: z.string().max(40), note: z.string().max(2000).optional() });

export const keepRequest = z.strictObject({ keep: z.boolean() });
export const priorityRequest = z.strictObject({ priority: z.int().min(-100).max(100) });

export const runsQuery = z.object({
  state: z.enum(runStates).optional(),
  graphId: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().optional(),
});
export const runsAnswer = z.strictObject({ runs: z.array(runSummary), next: z.string().optional() });
