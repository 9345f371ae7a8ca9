import type { Facts } from '#nodes/facts.ts';
import type { Item } from '#nodes/items.ts';
import type { Row } from '#nodes/price.ts';
import type { StepKind } from '#nodes/steps.ts';

/** Steps that compete for the same resource: `cpu`, `provider:<id>` or `agent:<row id>`. */
export type Lane = string;

/** What has to be done: plain data, so that another process can do it. */
export type TaskJob = {
  readonly kind: StepKind;
  readonly params: Readonly<Record<string, unknown>>;
  readonly take: number;
  readonly reads: Readonly<Record<string, Item | readonly Item[]>>;
  readonly fingerprint: string;
  /** Replaces a stored result of the same fingerprint. */
  readonly fresh: boolean;
  /** The catalogue row that carries it out; absent for local kinds. */
  readonly row?: Row;
  /** Predicted facts of the first output: what it is priced by. */
  readonly gives?: Facts;
  /** How often its words were changed after a refusal by the provider's moderation. */
  readonly rewordings: number;
  /** Name of the run, for the files it makes. */
  readonly name: string;
};

/** A step that is ready to be done. (runId, stepId, attempt) is its identity; the attempt is the fencing token of the run. */
export type Task = {
  readonly runId: string;
  readonly stepId: string;
  readonly attempt: number;
  readonly workspaceId: string;
  readonly userId: string;
  readonly lane: Lane;
  /** Of the run; higher goes first, before fairness. 0 is usual. */
  readonly priority: number;
  /** Upward rank inside the run, in seconds; higher goes first. */
  readonly rank: number;
  /** Film order; breaks ties, lower goes first. */
  readonly place: number;
  /** Expected seconds of work: what fairness between users counts. */
  readonly seconds: number;
  /** Not before this time, milliseconds since 1970. */
  readonly notBeforeMs: number;
  /** Nobody waits for the result, but a provider is paid for it already. */
  readonly orphan?: boolean;
  readonly job: TaskJob;
};

/**
 * A task that `holder` has until its lease ends. `fence` grows with every claim of the task; `claims` is how often somebody took
 * it and neither ended nor gave it back, this time included.
 */
export type Claim = { readonly task: Task; readonly holder: string; readonly fence: number; readonly claims: number };

/** How many tasks of a lane run at a time over the whole fleet, and how many may start in a minute. */
export type LaneLimit = { readonly concurrent?: number; readonly perMinute?: number };

export type LaneLoad = { readonly lane: Lane; readonly waiting: number; readonly running: number; readonly pausedUntilMs?: number };

/**
 * Tasks that wait, and who has them. What is put in can always be put in again from the state of its run, so a queue may
 * lose everything. Order of claims: priority, then the user that has had the least weighted seconds in this lane, then rank,
 * then place. Times come from the queue's own clock (the database's in a fleet).
 */
export type Queue = {
  /** Puts tasks in; one that is there already, waiting or claimed, is left as it is. */
  put(tasks: readonly Task[]): Promise<void>;
  /** The best task of these lanes that may start now, or nothing. */
  claim(holder: string, lanes: readonly Lane[]): Promise<Claim | undefined>;
  /** Proves that the holder lives. `stop`: nobody wants the result any more · `lost`: the lease ended, or the task is gone. */
  renew(claim: Claim): Promise<'held' | 'stop' | 'lost'>;
  /** Ends a task. False where the claim was lost: whatever this holder made must not be reported. */
  finish(claim: Claim): Promise<boolean>;
  /** Gives a task back to be claimed again at once (a worker that drains) or after a time. False where the claim was lost. */
  release(claim: Claim, notBeforeMs?: number): Promise<boolean>;
  /** Nobody wants these any more: those that wait are dropped, holders of the others hear `stop`. */
  stop(runId: string, steps: readonly { readonly stepId: string; readonly attempt: number }[]): Promise<void>;
  /** Takes back those of these that nobody has; they may be put in again. */
  withdraw(runId: string, steps: readonly { readonly stepId: string; readonly attempt: number }[]): Promise<void>;
  /** Changes the priority of everything of a run that waits. */
  prioritise(runId: string, priority: number): Promise<void>;
  /** Share of a user; 1 is usual. */
  weigh(userId: string, weight: number): Promise<void>;
  limit(lane: Lane, limit: LaneLimit): Promise<void>;
  /** Starts nothing in this lane before this time (Retry-After). */
  pause(lane: Lane, untilMs: number): Promise<void>;
  /** Called when something may be claimable in these lanes: a hint that may be late, doubled or lost. The answer ends it. */
  onWork(lanes: readonly Lane[], listener: () => void): () => void;
  load(): Promise<LaneLoad[]>;
  close(): Promise<void>;
};

/** How long a claim lasts without being renewed; a dead worker is found within this and one renewal. */
export const leaseMs = 10_000;
export const renewEveryMs = 3_000;
