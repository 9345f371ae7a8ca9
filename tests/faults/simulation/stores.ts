import { type Change, endedPhases, type Phase } from '#graphs/run.ts';
import { canonical } from '#nodes/canonical.ts';
import type { Result } from '#nodes/items.ts';
import type { AssetStore, Keep, LogEntry, ResultStore, RunRow, RunStore, Store } from '#server/store/contract.ts';
import { SeqTakenError } from '#server/store/database-errors.ts';
import type { DriverStore, InboxEntry, InboxStore } from '#server/store/fleet-contract.ts';
import type { CallRow, CallState, CallStore, LedgerStore } from '#server/store/money-contract.ts';
import { LogAudit } from './audit.ts';
import { copy } from './copy.ts';
import type { Process, World } from './world.ts';

type Write<T> = { -readonly [K in keyof T]: T[K] };
export type Booked = { readonly call: CallRow; readonly from: CallState; readonly micros: number };

/** The database of the simulated installation: every act is atomic, and what is written survives every process. */
export class Database {
  readonly rows = new Map<string, Write<RunRow>>();
  readonly logs = new Map<string, LogEntry[]>();
  readonly audits = new Map<string, LogAudit>();
  readonly results = new Map<string, Result>();
  readonly calls = new Map<string, Write<CallRow>>();
  readonly booked: Booked[] = [];
  readonly inbox: InboxEntry[] = [];
  readonly leases = new Map<string, { holder: string; untilMs: number }>();
  private inboxIds = 0;
  readonly world: World;
  /** How often a write is refused as if the disk were full. */
  refusals = 0;

  constructor(world: World) {
    this.world = world;
  }

  /** The stores as one process sees them. `digest` tells what the process believes of a run that it drives. */
  storesFor(
    owner: Process,
    digest: (runId: string) => string | undefined,
  ): Pick<Store, 'runs' | 'results' | 'calls' | 'ledger' | 'assets'> {
    return {
      runs: this.runsFor(owner, digest),
      results: this.resultsFor(owner),
      calls: this.callsFor(owner),
      ledger: this.ledgerFor(owner),
      assets: noAssets,
    };
  }

  insert(row: RunRow, first: LogEntry): void {
    this.rows.set(row.id, { ...row });
    this.logs.set(row.id, [first]);
    const audit = new LogAudit(row, first.change as Extract<Change, { type: 'graph-set' }>, this.results);
    audit.commit([first], undefined);
    this.audits.set(row.id, audit);
  }

  private refuse(): void {
    if (this.world.chance.happens(this.refusals)) throw new Error('the disk is full');
  }

  private runsFor(owner: Process, digest: (runId: string) => string | undefined): RunStore {
    const io = <T>(label: string, act: () => T): Promise<T> => this.world.io(owner, label, act);
    return {
      insert: never,
      find: (_, id) => io('find run', () => this.rows.get(id)),
      findByIdempotencyKey: never,
      list: never,
      unfinished: () =>
        io('unfinished', () => [...this.rows.values()].filter(({ state }) => !endedPhases.has(state as Phase)).map((row) => ({ ...row }))),
      byId: (id) => io('run', () => this.rows.get(id)),
      setKeep: async () => {},
      setPriority: never,
      raiseBudget: (id, to) =>
        io('raise', () => {
          const row = this.rows.get(id);
          if (row) row.budgetMicros = Math.max(row.budgetMicros, to);
        }),
      append: (runId, entries, update, beside) => {
        const text = JSON.stringify(entries);
        const claimed = digest(runId);
        return io('append', () => {
          this.refuse();
          this.append(runId, JSON.parse(text), update, beside, claimed);
        });
      },
      log: (runId, after = 0) => io('log', () => copy((this.logs.get(runId) ?? []).filter(({ seq }) => seq > after))),
    };
  }

  private append(
    runId: string,
    entries: LogEntry[],
    update: object | undefined,
    beside: Parameters<RunStore['append']>[3],
    claimed: string | undefined,
  ): void {
    const log = this.logs.get(runId) as LogEntry[];
    if (beside?.holder && this.leases.get(runId)?.holder !== beside.holder) throw new SeqTakenError(runId, undefined);
    if (entries[0] && log.some(({ seq }) => seq === entries[0]?.seq)) throw new SeqTakenError(runId, undefined);
    log.push(...entries);
    Object.assign(this.rows.get(runId) as object, update ?? {});
    for (const keep of beside?.keeps ?? []) this.keep(keep);
    for (const id of beside?.taken ?? []) {
      const at = this.inbox.findIndex((entry) => entry.id === id);
      if (at >= 0) this.inbox.splice(at, 1);
    }
    this.audits.get(runId)?.commit(entries, claimed);
  }

  private keep({ fingerprint, result, replace }: Omit<Keep, 'workspaceId'>): void {
    if (replace || !this.results.has(fingerprint)) this.results.set(fingerprint, copy(result));
  }

  private resultsFor(owner: Process): ResultStore {
    return {
      find: (_, key) => this.world.io(owner, 'find result', () => this.results.get(key)),
      findMany: (_, keys) =>
        this.world.io(
          owner,
          'find results',
          () => new Map(keys.flatMap((key) => (this.results.has(key) ? [[key, this.results.get(key) as Result]] : []))),
        ),
      keep: (_, fingerprint, result, { replace }) =>
        this.world.io(owner, 'keep', () => {
          this.refuse();
          this.keep({ fingerprint, result, replace });
        }),
      forget: never,
    };
  }

  heldAndSpent(runId: string): { heldMicros: number; spentMicros: number } {
    let [heldMicros, spentMicros] = [0, 0];
    for (const call of this.calls.values()) {
      if (call.runId !== runId) continue;
      if (call.state === 'settled') spentMicros += call.actualMicros ?? 0;
      else heldMicros += call.micros;
    }
    return { heldMicros, spentMicros };
  }

  private callsFor(owner: Process): CallStore {
    const io = <T>(label: string, act: () => T): Promise<T> => this.world.io(owner, label, act);
    const of = (runId: string, stepId: string, attempt: number) =>
      [...this.calls.values()].find((call) => call.runId === runId && call.stepId === stepId && call.attempt === attempt);
    return {
      begin: (call) =>
        io('begin', () => {
          this.refuse();
          const found = of(call.runId, call.stepId, call.attempt);
          if (found) return { call: { ...found } };
          const { heldMicros, spentMicros } = this.heldAndSpent(call.runId);
          const limitMicros = this.rows.get(call.runId)?.budgetMicros ?? 0;
          if (heldMicros + spentMicros + call.micros > limitMicros)
            return { over: { scope: 'run' as const, limitMicros, spentMicros, heldMicros } };
          const made: CallRow = {
            ...copy(call),
            state: 'intent',
            actualMicros: null,
            handle: null,
            outcome: null,
            sentAt: null,
            acceptedAt: null,
            settledAt: null,
          };
          this.calls.set(call.ref, made);
          return { call: { ...made } };
        }),
      find: (runId, stepId, attempt) =>
        io('find call', () => {
          const found = of(runId, stepId, attempt);
          return found && { ...found };
        }),
      byRef: (ref) => io('call', () => this.calls.get(ref)),
      move: (ref, from, to, more) =>
        io(`move ${to}`, () => {
          this.refuse();
          const call = this.calls.get(ref);
          if (!call || !from.includes(call.state) || call.state === 'settled') return false;
          call.state = to;
          if (to === 'sent') call.sentAt = more.at;
          if (to === 'accepted') call.acceptedAt = more.at;
          if (more.handle !== undefined) call.handle = more.handle;
          if (more.outcome !== undefined) call.outcome = more.outcome;
          return true;
        }),
      settle: (ref, micros, at) =>
        io('settle', () => {
          this.refuse();
          return this.settle(ref, micros, at);
        }),
      openFor: (_, fingerprint) =>
        io('open calls', () =>
          [...this.calls.values()]
            .filter((call) => call.state !== 'settled' && call.fingerprint === fingerprint)
            .map((call) => ({ ...call })),
        ),
      open: () => io('open calls', () => [...this.calls.values()].filter(({ state }) => state !== 'settled').map((call) => ({ ...call }))),
      holdsHandle: (provider, handle, except) =>
        io('holds', () =>
          [...this.calls.values()].some(
            (call) => call.provider === provider && call.ref !== except && canonical(call.handle) === canonical(handle),
          ),
        ),
    };
  }

  private settle(ref: string, micros: number, at: string): boolean {
    const call = this.calls.get(ref);
    if (!call) throw new Error(`no call ${ref}`);
    if (call.state === 'settled') return false;
    this.booked.push({ call: { ...call }, from: call.state, micros });
    call.state = 'settled';
    call.actualMicros = micros;
    call.settledAt = at;
    return true;
  }

  private ledgerFor(owner: Process): LedgerStore {
    const ofRun: LedgerStore['ofRun'] = (id) => this.world.io(owner, 'balance', () => this.heldAndSpent(id));
    return { ofRun, list: never, ofMonth: never, bySteps: never, spending: never, refund: never };
  }

  driversFor(owner: Process): DriverStore {
    const io = <T>(label: string, act: () => T): Promise<T> => this.world.io(owner, label, act);
    const holderOf = (runId: string): string | undefined => {
      const lease = this.leases.get(runId);
      return lease && lease.untilMs > this.world.nowMs ? lease.holder : undefined;
    };
    const extend = (runId: string, holder: string, ms: number): void =>
      void this.leases.set(runId, { holder, untilMs: this.world.nowMs + ms });
    return {
      take: (runId, holder, ms) =>
        io('take lease', () => {
          const present = holderOf(runId);
          if (present !== undefined && present !== holder) return false;
          extend(runId, holder, ms);
          return true;
        }),
      renew: (ids, holder, ms) =>
        io('renew lease', () => {
          const kept = ids.filter((id) => holderOf(id) === holder);
          for (const id of kept) extend(id, holder, ms);
          return kept;
        }),
      drop: (ids, holder) =>
        io('drop lease', () => {
          for (const id of ids) if (this.leases.get(id)?.holder === holder) this.leases.delete(id);
        }),
      orphans: () =>
        io('orphans', () =>
          [...this.rows.values()]
            .filter(({ id, state }) => !endedPhases.has(state as Phase) && holderOf(id) === undefined)
            .map(({ id }) => id),
        ),
      holderOf: (id) => io('holder', () => holderOf(id)),
    };
  }

  inboxFor(owner: Process): InboxStore {
    const io = <T>(label: string, act: () => T): Promise<T> => this.world.io(owner, label, act);
    return {
      add: (runId, inputs) => io('inbox add', () => inputs.map((input) => this.post(runId, input))),
      list: (runId, limit) => io('inbox list', () => copy(this.inbox.filter((entry) => entry.runId === runId).slice(0, limit))),
      filled: (ids) =>
        io('inbox filled', () => [...new Set(this.inbox.map(({ runId }) => runId))].filter((id) => !ids || ids.includes(id))),
      left: (ids) => io('inbox left', () => this.inbox.flatMap(({ id }) => (ids.includes(id) ? [id] : []))),
    };
  }

  post(runId: string, input: unknown): number {
    this.inboxIds += 1;
    this.inbox.push({ id: this.inboxIds, runId, input: copy(input) });
    return this.inboxIds;
  }
}

const noAssets: AssetStore = { insert: never, find: never, findMany: never, list: never, remove: never, isHeld: never };

function never(): never {
  throw new Error('the simulation does not need this');
}
