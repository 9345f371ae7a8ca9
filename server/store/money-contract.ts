import type { Micros } from '#nodes/price.ts';

/**
 * States of a paid call. `intent`: money is held, nothing was sent · `sent`: committed just before the request goes out ·
 * `unknown`: nobody can tell whether it arrived · `accepted`: the provider gave a handle · `done` / `failed`: the provider has
 * ended it · `settled`: the hold is released and the actual price booked.
 */
export const callStates = ['intent', 'sent', 'unknown', 'accepted', 'done', 'failed', 'settled'] as const;
export type CallState = (typeof callStates)[number];

/** One paid call: one attempt of one step. `ref` is our unique reference for it. Json fields are stored as given. */
export type CallRow = {
  readonly ref: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly runId: string;
  readonly stepId: string;
  readonly attempt: number;
  readonly fingerprint: string;
  readonly provider: string;
  readonly rowId: string;
  readonly state: CallState;
  /** What is held for it. */
  readonly micros: Micros;
  /** What it has cost, once it is settled. */
  readonly actualMicros: Micros | null;
  /** The task it belongs to, so that it can be taken up without its run. */
  readonly task: unknown;
  readonly submission: unknown;
  readonly handle: unknown;
  /** How the provider ended it. */
  readonly outcome: unknown;
  readonly intentAt: string;
  readonly sentAt: string | null;
  readonly acceptedAt: string | null;
  readonly settledAt: string | null;
};
export type NewCall = Omit<CallRow, 'state' | 'actualMicros' | 'handle' | 'outcome' | 'sentAt' | 'acceptedAt' | 'settledAt'>;

/** A limit on what may be spent. `month` is `2026-11` in UTC; the run's limit is its budget. */
export type CapScope = 'run' | 'user' | 'workspace';
export type OverCap = { readonly scope: CapScope; readonly limitMicros: Micros; readonly spentMicros: Micros; readonly heldMicros: Micros };
export type MonthlyCap = { readonly scope: 'user' | 'workspace'; readonly subjectId: string; readonly limitMicros: Micros };

/** Paid calls. Every change of a call and of the money behind it is one transaction. */
export type CallStore = {
  /**
   * Writes the intent and holds its money, unless the budget of the run or a cap does not cover it; then nothing is written.
   * A call of the same (run, step, attempt) that exists is given back as it is.
   */
  begin(call: NewCall): Promise<{ readonly call: CallRow } | { readonly over: OverCap }>;
  find(runId: string, stepId: string, attempt: number): Promise<CallRow | undefined>;
  byRef(ref: string): Promise<CallRow | undefined>;
  /** Moves a call on. False where it is in none of the states `from`: somebody else was first. */
  move(
    ref: string,
    from: readonly CallState[],
    to: Exclude<CallState, 'settled'>,
    more: { readonly at: string; readonly handle?: unknown; readonly outcome?: unknown; readonly submission?: unknown },
  ): Promise<boolean>;
  /** Releases the hold and books the actual price, once. False where it was settled before. */
  settle(ref: string, actualMicros: Micros, at: string): Promise<boolean>;
  /** Every call that is not settled, oldest first. */
  open(): Promise<CallRow[]>;
  /** Calls for one fingerprint that are not settled. */
  openFor(workspaceId: string, fingerprint: string): Promise<CallRow[]>;
  /** Whether another call of ours holds this handle (compared as canonical JSON). */
  holdsHandle(provider: string, handle: unknown, exceptRef: string): Promise<boolean>;
};

/** One entry of the ledger; entries are never changed. Amounts are positive. */
export type LedgerEntry = {
  readonly id: number;
  readonly at: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly runId: string;
  readonly stepId: string;
  readonly attempt: number;
  readonly rowId: string;
  readonly provider: string;
  readonly ref: string;
  readonly type: 'hold' | 'release' | 'charge' | 'refund';
  readonly micros: Micros;
  /** What it was expected to cost. */
  readonly estimateMicros: Micros;
};
export type Balance = { readonly heldMicros: Micros; readonly spentMicros: Micros };

/** What has been spent in a month, by the UTC day of each hold (`2026-11-30`). */
export type Spending = { readonly byProvider: ReadonlyMap<string, Micros>; readonly byDay: ReadonlyMap<string, Micros> };

export type LedgerStore = {
  list(workspaceId: string, filter: { runId?: string; userId?: string; limit: number; before?: number }): Promise<LedgerEntry[]>;
  /** Held and spent: always the sum of the entries. */
  ofRun(runId: string): Promise<Balance>;
  /** Of a calendar month in UTC (`2026-11`). */
  ofMonth(scope: 'user' | 'workspace', subjectId: string, month: string): Promise<Balance>;
  /** What steps of a run have cost, by step id. */
  bySteps(runId: string): Promise<Map<string, Micros>>;
  /** Of a calendar month in UTC. Like the caps it counts a call in the month in which its money was held. */
  spending(workspaceId: string, month: string): Promise<Spending>;
  /** Books money back that a provider has returned after the call was settled; throws for more than the call has cost. */
  refund(ref: string, micros: Micros, at: string): Promise<void>;
};

export type CapStore = {
  list(workspaceId: string): Promise<MonthlyCap[]>;
  /** Null takes the cap away. */
  set(workspaceId: string, scope: 'user' | 'workspace', subjectId: string, limitMicros: Micros | null): Promise<void>;
};
