import type { AssetFiles } from '#executors/assets.ts';
import { StepError } from '#executors/errors.ts';
import type { runStep } from '#executors/run-step.ts';
import { upwardRanks } from '#graphs/rank.ts';
import { itemOf } from '#graphs/refs.ts';
import { choiceKey } from '#graphs/route.ts';
import { type Change, type Effect, type Run, resultsOf, type StepRun } from '#graphs/run.ts';
import { secondsOf } from '#graphs/time.ts';
import type { Facts } from '#nodes/facts.ts';
import type { Item, Result } from '#nodes/items.ts';
import { kindOf } from '#nodes/steps.ts';
import type { ProgressMessage } from '#server/contract/events.ts';
import type { LogEntry, RunRow, Store } from '#server/store/contract.ts';
import { Driver } from './driver.ts';
import type { Listener } from './engine-contract.ts';
import { eventViews } from './event-view.ts';
import type { LocalLane } from './local-lane.ts';
import type { Logger } from './logger.ts';

/** Carries out one step on this machine; a seam, so that the engine can be measured with steps that do nothing. */
export type StepRunner = typeof runStep;

export type LiveRunPorts = {
  readonly store: Store;
  readonly files: (row: RunRow) => AssetFiles;
  readonly lane: LocalLane;
  readonly now: () => string;
  readonly log: Logger;
  readonly runStep: StepRunner;
  /** The run in memory cannot be trusted any more: open it again from its log. */
  broken(runId: string): void;
};

const progressEveryMs = 100;

/** A run that is under way in this process: its driver, its work and whoever listens. */
export class LiveRun {
  readonly driver: Driver;
  readonly listeners = new Set<Listener>();
  readonly row: RunRow;
  private readonly ports: LiveRunPorts;
  private readonly fractions = new Map<string, { fraction: number; note: string | undefined }>();
  private flushing: NodeJS.Timeout | undefined;
  private ranks: Map<string, number> | undefined;
  private place = 0;

  constructor(row: RunRow, run: Run, seq: number, ports: LiveRunPorts) {
    this.row = row;
    this.ports = ports;
    this.driver = new Driver(run, seq, {
      now: ports.now,
      log: ports.log,
      append: (entries, state) => this.append(entries, state),
      find: (keys) => ports.store.results.findMany(row.workspaceId, keys),
      start: (effect) => this.start(effect),
      stop: (effect) => ports.lane.stop(this.jobId(effect.step, effect.attempt)),
      changed: (entries) => this.changed(entries),
      broken: (error) => {
        ports.log.error({ err: error, run: row.id }, 'the log of a run could not be written');
        ports.broken(row.id);
      },
    });
  }

  get run(): Run {
    return this.driver.run;
  }

  close(): void {
    this.driver.close();
    clearTimeout(this.flushing);
  }

  /** Closes, and stops the work under way: whoever opens the run again starts it anew. */
  abandon(): void {
    this.close();
    for (const [id, { state, attempt }] of this.run.steps) {
      if (state === 'queued' || state === 'running') this.ports.lane.stop(this.jobId(id, attempt));
    }
  }

  private jobId(step: string, attempt: number): string {
    return `${this.row.id}|${step}|${attempt}`;
  }

  private async append(entries: readonly LogEntry[], run: Run): Promise<void> {
    const moved = entries
      .flatMap(({ change, at }) => ((change as Change).type === 'run-moved' ? [{ phase: (change as { phase: string }).phase, at }] : []))
      .at(-1);
    if (entries.some(({ change }) => (change as Change).type === 'steps-laid')) this.ranks = undefined;
    if (!moved) return this.ports.store.runs.append(this.row.id, entries);
    const ended = moved.phase === 'done' || moved.phase === 'failed' || moved.phase === 'cancelled';
    const seq = entries.at(-1)?.seq ?? 0;
    await this.ports.store.runs.append(this.row.id, entries, {
      state: run.phase,
      endedAt: ended ? moved.at : null,
      seq,
      tally: Object.fromEntries(run.tally),
    });
  }

  private changed(entries: readonly LogEntry[]): void {
    for (const { change } of entries as readonly { change: Change }[]) {
      if (change.type === 'step-moved' && change.state !== 'running') this.fractions.delete(change.id);
    }
    if (this.listeners.size === 0) return;
    const events = eventViews(this.row.id, this.run, entries);
    for (const listener of this.listeners) for (const event of events) listener.event(event);
  }

  private start({ step: id, attempt, fingerprint }: Extract<Effect, { type: 'start' }>): void {
    const entry = this.run.steps.get(id);
    if (!entry || kindOf(entry.step.kind).lane === 'person') return;
    this.ranks ??= upwardRanks(this.run, (one) => this.expected(one));
    this.place += 1;
    this.ports.lane.submit({
      id: this.jobId(id, attempt),
      rank: this.ranks.get(id) ?? 0,
      place: this.place,
      work: (signal) => this.work(entry, attempt, fingerprint, signal),
    });
  }

  private expected(id: string): number {
    const { run } = this;
    const entry = run.steps.get(id);
    if (!entry) return 0;
    const row = run.quote.rows.find((one) => one.id === run.quote.choices[choiceKey(entry.step)]);
    return secondsOf(entry.step, row, this.predicted(entry));
  }

  private predicted({ step }: StepRun): Facts | undefined {
    for (const [name, port] of Object.entries(kindOf(step.kind).gives))
      if (port.count !== 'many') return this.run.layout?.facts.get(`${step.id}:${name}`);
    return undefined;
  }

  private async work(entry: StepRun, attempt: number, fingerprint: string, signal: AbortSignal): Promise<void> {
    const { step } = entry;
    const reads = this.readsOf(entry);
    await this.driver.send({ type: 'running', step: step.id, attempt });
    try {
      const { kind, params, take } = step;
      const progress = (fraction: number, note?: string): void => this.progressed(step.id, fraction, note);
      const result = await this.ports.runStep({ kind, params, take, reads, signal, progress }, this.ports.files(this.row));
      await this.keep(fingerprint, result, entry.fresh === true);
      await this.driver.send({ type: 'succeeded', step: step.id, attempt, result });
    } catch (thrown) {
      await this.workFailed(step.id, attempt, thrown, signal);
    }
  }

  private async workFailed(step: string, attempt: number, thrown: unknown, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const error =
      thrown instanceof StepError
        ? thrown
        : new StepError('INTERNAL', 'The result could not be stored. See the log, then retry.', { cause: thrown });
    this.ports.log.warn({ err: error, detail: error.detail, run: this.row.id, step }, 'a step failed');
    await this.driver.send({ type: 'failed', step, attempt, error: { code: error.code, message: error.message } }).catch(() => undefined);
  }

  /** A result is stored under its fingerprint before the core is told: it is kept even when nobody wants it any more. */
  async keep(fingerprint: string, result: Result, replace: boolean): Promise<void> {
    await this.ports.store.results.keep(this.row.workspaceId, fingerprint, result, { replace, at: this.ports.now() });
  }

  readsOf({ step }: StepRun): Record<string, Item | Item[]> {
    const { run } = this;
    const results = resultsOf(run);
    const item = (ref: string): Item => itemOf(ref, run.literals, results) as Item;
    const reads: Record<string, Item | Item[]> = {};
    for (const [name, read] of Object.entries(step.reads)) reads[name] = typeof read === 'string' ? item(read) : read.map(item);
    return reads;
  }

  private progressed(step: string, fraction: number, note: string | undefined): void {
    this.fractions.set(step, { fraction: Math.min(1, Math.max(0, fraction)), note });
    if (this.listeners.size === 0 || this.flushing) return;
    this.flushing = setTimeout(() => {
      this.flushing = undefined;
      const message = this.progressMessage();
      if (message.steps.length > 0) for (const listener of this.listeners) listener.progress(message);
    }, progressEveryMs);
  }

  private progressMessage(): ProgressMessage {
    const steps = [...this.fractions].flatMap(([id, { fraction, note }]) => {
      const entry = this.run.steps.get(id);
      if (entry?.state !== 'running') return [];
      return [
        { id, node: entry.step.node, element: entry.step.element, state: entry.state, fraction, ...(note === undefined ? {} : { note }) },
      ];
    });
    return { runId: this.row.id, steps };
  }
}
