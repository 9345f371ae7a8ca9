import { z } from 'zod';
import { nodeChange, nodeView, runStates, runView, stepStates, stepView } from './runs.ts';

const base = { runId: z.string(), seq: z.int(), at: z.iso.datetime() };

/**
 * What happened in a run, in order: `seq` has no gaps. `step-…` events carry the step as it is now and what that
 * changes of its node; `steps-laid` carries whole nodes. A client replaces what it holds.
 */
export const runEvent = z.discriminatedUnion('type', [
  z.strictObject({ ...base, type: z.literal('run-started'), state: z.enum(runStates) }),
  z.strictObject({ ...base, type: z.literal('run-paused'), state: z.enum(runStates) }),
  z.strictObject({ ...base, type: z.literal('run-resumed'), state: z.enum(runStates) }),
  z.strictObject({ ...base, type: z.literal('run-waiting'), state: z.enum(runStates) }),
  z.strictObject({ ...base, type: z.literal('run-done'), state: z.enum(runStates) }),
  z.strictObject({ ...base, type: z.literal('run-failed'), state: z.enum(runStates) }),
  z.strictObject({ ...base, type: z.literal('run-cancelled'), state: z.enum(runStates) }),
  /** The graph that the run follows was changed. */
  z.strictObject({ ...base, type: z.literal('graph-amended'), graph: z.record(z.string(), z.unknown()) }),
  /** Another model stands in for one that cannot serve now. */
  z.strictObject({ ...base, type: z.literal('model-changed'), node: z.string(), model: z.string(), from: z.string(), why: z.string() }),
  /** Steps were added, replaced or dropped. */
  z.strictObject({
    ...base,
    type: z.literal('steps-laid'),
    put: z.array(stepView),
    drop: z.array(z.string()),
    nodes: z.record(z.string(), nodeView),
  }),
  ...(
    [
      'step-ready',
      'step-queued',
      'step-started',
      'step-done',
      'step-cached',
      'step-failed',
      'step-skipped',
      'step-cancelled',
      'step-waiting',
      'step-reset',
    ] as const
  ).map((type) => z.strictObject({ ...base, type: z.literal(type), step: stepView, node: nodeChange })),
]);
export type RunEvent = z.infer<typeof runEvent>;

/** Coalesced progress of running steps (at most 10 a second a run); not stored, no sequence number. */
export const progressMessage = z.strictObject({
  runId: z.string(),
  steps: z.array(
    z.strictObject({
      id: z.string(),
      node: z.string(),
      element: z.string(),
      state: z.enum(stepStates),
      fraction: z.number(),
      note: z.string().optional(),
    }),
  ),
});
export type ProgressMessage = z.infer<typeof progressMessage>;

/** Namespace `/runs`: ask with the last sequence number seen; the answer is a snapshot, then events after it follow. */
export const subscribeRequest = z.strictObject({ runId: z.string(), after: z.int().min(0).optional() });
export const subscribeAnswer = z.union([
  z.strictObject({ snapshot: runView, seq: z.int() }),
  z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) }),
]);
export type SubscribeAnswer = z.infer<typeof subscribeAnswer>;

export type ServerToClient = { event(event: RunEvent): void; progress(message: ProgressMessage): void };
export type ClientToServer = {
  subscribe(request: z.infer<typeof subscribeRequest>, answer: (answer: SubscribeAnswer) => void): void;
  unsubscribe(request: { runId: string }): void;
};
