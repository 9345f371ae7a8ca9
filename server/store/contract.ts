import type { Facts } from '#nodes/facts.ts';
import type { Result } from '#nodes/items.ts';
import type { ValueKind } from '#nodes/ports.ts';
import type { CredentialStore } from './credential-contract.ts';
import type { DriverStore, InboxStore } from './fleet-contract.ts';
import type { CallStore, CapStore, LedgerStore } from './money-contract.ts';
import type { RetentionStore } from './retention-contract.ts';

/** A run as stored beside its log. `quote` is the frozen quote as JSON; `micros` are millionths of a dollar. */
export type RunRow = {
  readonly id: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly graphId: string | null;
  readonly name: string;
  readonly label: string | null;
  readonly tier: string;
  readonly state: string;
  /** Higher goes first; 0 is usual. */
  readonly priority: number;
  /** Exempt from clean-up. */
  readonly keep?: boolean;
  /** Last sequence number and steps by state, as of the last change of `state`. */
  readonly seq: number;
  readonly tally: Readonly<Record<string, number>>;
  readonly quote: unknown;
  readonly estimate: unknown;
  readonly budgetMicros: number;
  readonly idempotencyKey: string | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
};

/** One entry of a run's log. (run, seq) is the primary key and so the guard against two drivers. */
export type LogEntry = { readonly seq: number; readonly at: string; readonly change: unknown };

/**
 * What is committed together with entries of a log: results of its steps, and inbox entries that were taken. With `holder` nothing
 * is committed unless that process has the lease of the run; `SeqTakenError` otherwise.
 */
export type CommittedBeside = { readonly keeps?: readonly Keep[]; readonly taken?: readonly number[]; readonly holder?: string };

/** Runs and their logs. Every call is scoped to a workspace but `unfinished` and those by id alone, which the engine uses. */
export type RunStore = {
  insert(run: RunRow, entries: readonly LogEntry[]): Promise<void>;
  find(workspaceId: string, id: string): Promise<RunRow | undefined>;
  findByIdempotencyKey(workspaceId: string, key: string): Promise<RunRow | undefined>;
  list(
    workspaceId: string,
    filter: { state?: string; graphId?: string; limit: number; before?: { createdAt: string; id: string } },
  ): Promise<RunRow[]>;
  /** Runs that are queued, running, paused or wait for a person. */
  unfinished(): Promise<RunRow[]>;
  byId(id: string): Promise<RunRow | undefined>;
  setPriority(id: string, priority: number): Promise<void>;
  /** Exempts a run from clean-up, or no longer. */
  setKeep(id: string, keep: boolean): Promise<void>;
  /** Makes the budget at least this large. */
  raiseBudget(id: string, toMicros: number): Promise<void>;
  /** Adds entries and the fields of the run that they change, in one transaction. Throws `SeqTakenError` where a `seq` is taken. */
  append(
    runId: string,
    entries: readonly LogEntry[],
    update?: Partial<Pick<RunRow, 'state' | 'seq' | 'tally' | 'startedAt' | 'endedAt' | 'quote' | 'estimate' | 'budgetMicros'>>,
    beside?: CommittedBeside,
  ): Promise<void>;
  log(runId: string, after?: number): Promise<LogEntry[]>;
};

/** A result to be stored under its fingerprint. `replace`: in place of one that is stored. */
export type Keep = { readonly workspaceId: string; readonly fingerprint: string; readonly result: Result; readonly replace: boolean };

/** Results by fingerprint, each in its workspace. */
export type ResultStore = {
  find(workspaceId: string, fingerprint: string): Promise<Result | undefined>;
  findMany(workspaceId: string, fingerprints: readonly string[]): Promise<Map<string, Result>>;
  /** Keeps the first result of a fingerprint unless `replace` (a fresh take of the same request) is asked for. */
  keep(workspaceId: string, fingerprint: string, result: Result, more: { replace: boolean; at: string }): Promise<void>;
  /** Takes away exactly this result, which cannot be used any more. */
  forget(workspaceId: string, fingerprint: string, result: Result): Promise<void>;
};

/** Files known to a workspace, by content hash. `value` is the parsed content of captions. */
export type AssetRow = {
  readonly id: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly kind: ValueKind;
  readonly name: string;
  readonly bytes: number;
  readonly media: string;
  readonly facts: Facts;
  readonly value: unknown;
  /** `upload`: brought by a person · `result`: made by a step. */
  readonly origin: 'upload' | 'result';
  readonly createdAt: string;
};
export type AssetStore = {
  insert(asset: AssetRow): Promise<void>;
  find(workspaceId: string, id: string): Promise<AssetRow | undefined>;
  findMany(workspaceId: string, ids: readonly string[]): Promise<Map<string, AssetRow>>;
  list(
    workspaceId: string,
    filter: {
      q?: string;
      kind?: string;
      minSeconds?: number;
      maxSeconds?: number;
      origin?: 'upload' | 'result';
      limit: number;
      before?: { createdAt: string; id: string };
    },
  ): Promise<AssetRow[]>;
  /** Takes an upload out of the library; what a step has made stays as its result. */
  remove(workspaceId: string, id: string): Promise<boolean>;
  /** Whether any workspace still knows these bytes. */
  isHeld(id: string): Promise<boolean>;
};

export type GraphRow = {
  readonly id: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly name: string;
  readonly revision: number;
  readonly graph: unknown;
  readonly nodes: number;
  readonly createdAt: string;
  readonly updatedAt: string;
};
/** Saved graphs; every save is kept as a version. */
export type GraphStore = {
  insert(graph: GraphRow): Promise<void>;
  find(workspaceId: string, id: string): Promise<GraphRow | undefined>;
  list(workspaceId: string): Promise<Omit<GraphRow, 'graph'>[]>;
  /** Whether the workspace has, or ever had, a graph; removed ones count. */
  heldAny(workspaceId: string): Promise<boolean>;
  /** Saves over exactly this revision; false where somebody else saved before. */
  save(
    workspaceId: string,
    id: string,
    expected: number,
    next: { name: string; graph: unknown; nodes: number; at: string },
  ): Promise<boolean>;
  remove(workspaceId: string, id: string, at: string): Promise<boolean>;
  /** Brings back a removed graph. */
  restore(workspaceId: string, id: string): Promise<boolean>;
  versions(workspaceId: string, id: string): Promise<{ revision: number; name: string; savedAt: string }[]>;
  version(workspaceId: string, id: string, revision: number): Promise<unknown>;
};

/** Quotes that are held, and the row choices of a graph's last run at a tier. */
export type QuoteStore = {
  insert(quote: { id: string; workspaceId: string; graphHash: string; body: unknown; expiresAt: string }): Promise<void>;
  find(workspaceId: string, id: string): Promise<{ id: string; graphHash: string; body: unknown; expiresAt: string } | undefined>;
  choices(workspaceId: string, graphKey: string, tier: string): Promise<Record<string, string>>;
  keepChoices(workspaceId: string, graphKey: string, tier: string, choices: Record<string, string>): Promise<void>;
};

/** Graphs that people have saved as templates. */
export type TemplateRow = {
  readonly id: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly name: string;
  readonly description: string;
  readonly graph: unknown;
  readonly nodes: number;
  readonly createdAt: string;
};
export type TemplateStore = {
  insert(template: TemplateRow): Promise<void>;
  find(workspaceId: string, id: string): Promise<TemplateRow | undefined>;
  list(workspaceId: string): Promise<Omit<TemplateRow, 'graph'>[]>;
  remove(workspaceId: string, id: string): Promise<boolean>;
};

/** Who owns rows. */
export type AccountStore = {
  /** Makes the workspace and its user where they do not exist. */
  ensure(workspaceId: string, userId: string, at: string): Promise<void>;
  hasUser(workspaceId: string, userId: string): Promise<boolean>;
};

export type Store = {
  readonly runs: RunStore;
  readonly results: ResultStore;
  readonly assets: AssetStore;
  readonly graphs: GraphStore;
  readonly quotes: QuoteStore;
  readonly templates: TemplateStore;
  readonly accounts: AccountStore;
  /** Resolves where the database answers, and fails within seconds where it does not. */
  ping(): Promise<void>;
  readonly calls: CallStore;
  readonly ledger: LedgerStore;
  readonly caps: CapStore;
  readonly credentials: CredentialStore;
  readonly drivers: DriverStore;
  readonly inbox: InboxStore;
  readonly retention: RetentionStore;
  close(): Promise<void>;
};
