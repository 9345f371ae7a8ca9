import type { Item, Result } from '#nodes/items.ts';
import type { Row, Tier } from '#nodes/price.ts';
import type { Step } from '#nodes/steps.ts';
import type { Graph } from './document.ts';
import type { Assets, Expansion, Value } from './expansion.ts';

export type StepState =
  | 'waiting'
  | 'ready'
  | 'queued'
  | 'running'
  | 'awaiting-person'
  | 'done'
  | 'cached'
  | 'failed'
  | 'skipped'
  | 'cancelled';
export type Phase = 'queued' | 'running' | 'paused' | 'awaiting-person' | 'done' | 'failed' | 'cancelled';
export type StepFailure = { readonly code: string; readonly message: string };

/** Why a step waits for a person, and what the person may answer. */
export type Ask = {
  /** `review`: a result to approve · `budget`: more money is needed · `unknown-call`: a paid request that may have arrived. */
  readonly kind: 'review' | 'budget' | 'unknown-call';
  readonly message: string;
  readonly choices: readonly string[];
  /** The price at stake, micro-USD. */
  readonly micros?: number;
};

/** What helps after a failure: the same again after a while, another model, other words. Without one only a person can help. */
export type Remedy = 'transient' | 'outage' | 'moderated';

/** States in which somebody is at work for a step, or its stored result is being looked up. */
export const activeStates: ReadonlySet<StepState> = new Set(['ready', 'queued', 'running', 'awaiting-person']);
export const endedPhases: ReadonlySet<Phase> = new Set(['done', 'failed', 'cancelled']);

/**
 * What a run follows: the tier, the frozen row choices with the rows behind them, and what was asked for. `runnersUp` are the
 * rows that can stand in for a choice that was left to us, cheapest first.
 */
export type RunQuote = {
  readonly tier: Tier;
  readonly choices: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
  readonly runnersUp?: Readonly<Record<string, readonly string[]>>;
  readonly only?: readonly string[];
};

/** A step inside a run. `attempt` is the fencing token: reports of other attempts are refused. */
export type StepRun = {
  readonly step: Step;
  state: StepState;
  attempt: number;
  fingerprint?: string;
  result?: Result;
  error?: StepFailure;
  /** Asked to run again although a result is stored. */
  fresh?: boolean;
  ask?: Ask;
  /** The row of the present fingerprint. */
  row?: string;
  /** Tries that failed and were repeated without a person, and how often the words were changed for it. */
  retries?: number;
  rewordings?: number;
  /** How long the present attempt waits before it may start. */
  waitMs?: number;
  startedAt?: string;
  endedAt?: string;
};

/** One entry of the log. Replaying the log with `evolve` gives the run; nothing else changes it. */
export type Change =
  | { readonly type: 'graph-set'; readonly graph: Graph; readonly quote: RunQuote }
  | {
      readonly type: 'steps-laid';
      readonly put: readonly Step[];
      readonly drop: readonly string[];
      readonly literals: readonly (readonly [string, Item])[];
      readonly outputs: readonly (readonly [string, Value | null])[];
      /** Nodes whose results will let others be laid out. */
      readonly wants: readonly string[];
      /** Adds to what is laid out; otherwise replaces literals, outputs and wants. */
      readonly more: boolean;
    }
  | {
      readonly type: 'step-moved';
      readonly id: string;
      readonly state: StepState;
      readonly attempt?: number;
      readonly fingerprint?: string | null;
      readonly result?: Result | null;
      readonly error?: StepFailure | null;
      readonly fresh?: boolean;
      readonly ask?: Ask;
      readonly row?: string;
      readonly retries?: number;
      readonly rewordings?: number;
      readonly waitMs?: number;
    }
  /** Another row stands in for a choice from now on. */
  | { readonly type: 'rerouted'; readonly choice: string; readonly row: string; readonly from: string; readonly why: string }
  | { readonly type: 'run-moved'; readonly phase: Phase };

/** What happened outside, or what a person asked for. */
export type Input =
  | { readonly type: 'start' }
  | { readonly type: 'found'; readonly step: string; readonly fingerprint: string; readonly result: Result | null }
  | { readonly type: 'running'; readonly step: string; readonly attempt: number }
  | { readonly type: 'succeeded'; readonly step: string; readonly attempt: number; readonly result: Result }
  | {
      readonly type: 'failed';
      readonly step: string;
      readonly attempt: number;
      readonly error: StepFailure;
      readonly remedy?: Remedy;
      /** At least this long to be left alone. */
      readonly retryAfterMs?: number;
      /** A random number from 0 to 1, drawn outside, that spreads repeated tries in time. */
      readonly jitter?: number;
    }
  /** Whoever does the step cannot go on without a person. */
  | { readonly type: 'asked'; readonly step: string; readonly attempt: number; readonly ask: Ask }
  /** The person has answered, or there is nothing to ask any more: the same attempt goes on. */
  | { readonly type: 'resumed'; readonly step: string; readonly attempt: number }
  /** The attempt is given up, and the step is asked for anew. */
  | { readonly type: 'resubmit'; readonly step: string; readonly attempt: number }
  | { readonly type: 'amend'; readonly graph: Graph; readonly quote: RunQuote }
  | { readonly type: 'retry'; readonly node: string; readonly elements?: readonly string[]; readonly fresh?: boolean }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'cancel' };

/**
 * What the shell must do. `find`: look up a stored result · `start`: have the present attempt of the step carried out · `stop`:
 * nobody wants it · `withdraw`: take it back unless somebody has begun with it.
 */
export type Effect =
  | { readonly type: 'find'; readonly step: string; readonly fingerprint: string }
  | { readonly type: 'start'; readonly step: string }
  | { readonly type: 'stop' | 'withdraw'; readonly step: string; readonly attempt: number };

/** A run in memory. Only `evolve` writes to it; the maps behind `steps` are indexes that it keeps. */
export type Run = {
  graph: Graph;
  quote: RunQuote;
  phase: Phase;
  readonly steps: Map<string, StepRun>;
  readonly literals: Map<string, Item>;
  readonly outputs: Map<string, Value | null>;
  readonly wants: Set<string>;
  /** The last attempt of steps that were dropped: one that comes back goes on counting, so that no attempt is used twice. */
  readonly dropped: Map<string, number>;
  /** Who reads a step, and how often. */
  readonly readers: Map<string, Map<string, number>>;
  /** How many reads of a step do not exist yet. */
  readonly missing: Map<string, number>;
  readonly tally: Map<StepState, number>;
  /** Steps at work, and steps waiting for the same request, by fingerprint. */
  readonly busy: Map<string, Set<string>>;
  readonly twins: Map<string, Set<string>>;
  /** Not state: derived from graph and results, laid out again after a restart. */
  layout?: Expansion;
  /** Not state: what the library knows of the files in the graph. */
  assets: Assets;
};

export function newRun(graph: Graph, quote: RunQuote, assets: Assets): Run {
  return {
    graph,
    quote,
    assets,
    phase: 'queued',
    steps: new Map(),
    literals: new Map(),
    outputs: new Map(),
    wants: new Set(),
    dropped: new Map(),
    readers: new Map(),
    missing: new Map(),
    tally: new Map(),
    busy: new Map(),
    twins: new Map(),
  };
}

/** The results of a run by step id, as layouts read them. */
export function resultsOf(run: Run): { get(step: string): Result | undefined } {
  return { get: (id) => run.steps.get(id)?.result };
}

export function readersOf(run: Run, id: string): string[] {
  return [...(run.readers.get(id)?.keys() ?? [])];
}
