import type { Tier } from '#nodes/price.ts';
import type { Estimate, Quote } from '#server/contract/estimates.ts';
import type { ProgressMessage, RunEvent } from '#server/contract/events.ts';
import type { RunOutput, RunSummary, RunView } from '#server/contract/runs.ts';

/** Who asks, and whose rows may be seen. */
export type Caller = { readonly workspaceId: string; readonly userId: string };

export type EstimateInput = { readonly graph: unknown; readonly inputs?: Readonly<Record<string, unknown>>; readonly tier?: Tier };
export type StartInput = EstimateInput & {
  readonly quoteId?: string;
  readonly graphId?: string;
  readonly budgetUsd?: number | string;
  readonly only?: readonly string[];
  readonly label?: string;
  /** The same key in the same workspace gives the same run. */
  readonly idempotencyKey?: string;
};
export type Listener = { event(event: RunEvent): void; progress(message: ProgressMessage): void };

/**
 * Everything that can be done with runs: the one entry point of every generation. Failures are thrown as `ApiError`
 * (`server/api-error.ts`) with a status, a code and, for graphs, problems.
 */
export type Engine = {
  /** Picks up every run that a stopped process left unfinished. */
  recover(): Promise<void>;
  estimate(caller: Caller, input: EstimateInput): Promise<Estimate>;
  quote(caller: Caller, input: EstimateInput): Promise<Quote>;
  /** 422 invalid graph · 402 even the least is over the budget · 409 stale quote. */
  start(caller: Caller, input: StartInput): Promise<RunSummary>;
  list(
    caller: Caller,
    filter: { state?: string; graphId?: string; limit: number; cursor?: string },
  ): Promise<{ runs: RunSummary[]; next?: string }>;
  view(caller: Caller, runId: string): Promise<RunView>;
  outputs(caller: Caller, runId: string): Promise<RunOutput[]>;
  /** Stored events after a sequence number, in order. */
  eventsAfter(caller: Caller, runId: string, after: number): Promise<RunEvent[]>;
  /** Calls the listener for everything that happens once this resolves. The answer stops it. */
  listen(caller: Caller, runId: string, listener: Listener): Promise<() => void>;
  cancel(caller: Caller, runId: string): Promise<RunSummary>;
  pause(caller: Caller, runId: string): Promise<RunSummary>;
  resume(caller: Caller, runId: string): Promise<RunSummary>;
  /** Higher goes first, before fairness between users; 0 is usual. */
  prioritise(caller: Caller, runId: string, priority: number): Promise<RunSummary>;
  /** Exempts a run, with everything it has made, from clean-up. */
  keep(caller: Caller, runId: string, keep: boolean): Promise<RunSummary>;
  amend(caller: Caller, runId: string, input: { graph: unknown; quoteId?: string }): Promise<RunSummary>;
  retry(caller: Caller, runId: string, node: string, input: { elements?: readonly string[]; fresh?: boolean }): Promise<RunSummary>;
  decide(caller: Caller, runId: string, step: string, input: { choice: string; note?: string }): Promise<RunSummary>;
  /** Stops starting work, ends what runs and leaves everything to be picked up by `recover`. */
  close(): Promise<void>;
};
