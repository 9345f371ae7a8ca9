import { upwardRanks } from '#graphs/rank.ts';
import { type Change, endedPhases, type Run, type StepRun } from '#graphs/run.ts';
import type { Result } from '#nodes/items.ts';
import type { Bus } from '#server/bus/contract.ts';
import type { Queue, Task } from '#server/queue/contract.ts';
import type { LogEntry, RunRow, Store } from '#server/store/contract.ts';
import { type Commit, Driver, type StepAttempt } from './driver.ts';
import type { Durations } from './durations.ts';
import type { Logger } from './logger.ts';
import { expectedSeconds, taskOf } from './task-of.ts';

export type LiveRunPorts = {
  readonly store: Pick<Store, 'results' | 'runs'>;
  readonly queue: Queue;
  readonly bus: Bus;
  readonly now: () => string;
  readonly log: Logger;
  /** Who must hold the lease of the run for a commit to count, where several processes may drive it. */
  readonly holder?: string | undefined;
  readonly durations: Durations;
  /** After the commit. */
  changed(runId: string, entries: readonly LogEntry[]): void;
  /** The run in memory cannot be trusted any more: open it again from its log. */
  broken(runId: string): void;
};

/** A run that this process drives: its driver and its tasks. */
export class LiveRun {
  readonly driver: Driver;
  row: RunRow;
  private readonly ports: LiveRunPorts;
  private ranks: Map<string, number> | undefined;
  private place = 0;
  /** Calls of the queue in the order of the commits they follow from. */
  private queued: Promise<void> = Promise.resolve();

  constructor(row: RunRow, run: Run, seq: number, ports: LiveRunPorts) {
    this.row = row;
    this.ports = ports;
    this.driver = new Driver(run, seq, {
      now: ports.now,
      commit: (commit) => this.commit(commit),
      find: (keys) => this.find(keys),
      start: (steps) => this.start(steps),
      stop: (steps) => this.stop(steps),
      withdraw: (steps) => this.enqueue(() => ports.queue.withdraw(row.id, steps)),
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
  }

  /** Every task that should be in the queue: what is there already stays as it is. */
  activeTasks(): Task[] {
    return this.active().flatMap(({ stepId }) => this.taskFor(stepId) ?? []);
  }

  private active(): { stepId: string; attempt: number }[] {
    const isPaused = this.run.phase === 'paused';
    return [...this.run.steps].flatMap(([stepId, { state, attempt }]) =>
      state === 'running' || (state === 'queued' && !isPaused) ? [{ stepId, attempt }] : [],
    );
  }

  private find(keys: readonly string[]): Promise<Map<string, Result>> {
    return this.ports.store.results.findMany(this.row.workspaceId, keys);
  }

  private async commit({ entries, keeps, taken }: Commit): Promise<void> {
    const changes = entries as readonly { change: Change; at: string; seq: number }[];
    if (changes.some(({ change }) => change.type === 'steps-laid')) this.ranks = undefined;
    const { phase, tally } = this.run;
    const moved = changes.findLast(({ change }) => change.type === 'run-moved');
    const update = moved && {
      state: phase,
      endedAt: endedPhases.has(phase) ? moved.at : null,
      seq: entries.at(-1)?.seq ?? 0,
      tally: Object.fromEntries(tally),
    };
    const { holder } = this.ports;
    await this.ports.store.runs.append(this.row.id, entries, update, { keeps, taken, ...(holder ? { holder } : {}) });
    if (update) this.row = { ...this.row, ...update };
  }

  private changed(entries: readonly LogEntry[]): void {
    for (const { change } of entries as readonly { change: Change }[])
      if (change.type === 'step-moved' && change.state === 'done') this.observe(this.run.steps.get(change.id));
    this.ports.changed(this.row.id, entries);
    this.ports.bus.publish({ type: 'log-grown', runId: this.row.id, seq: this.driver.seq });
  }

  private start(steps: readonly string[]): void {
    const tasks = steps.flatMap((id) => this.taskFor(id) ?? []);
    if (tasks.length > 0) this.enqueue(() => this.ports.queue.put(tasks));
  }

  private stop(steps: readonly StepAttempt[]): void {
    this.enqueue(async () => {
      await this.ports.queue.stop(this.row.id, steps);
      this.ports.bus.publish({ type: 'stop-wanted', runId: this.row.id });
    });
  }

  /** The queue may fail or forget: whoever drives the run puts its tasks in again from time to time. */
  private enqueue(call: () => Promise<void>): void {
    this.queued = this.queued
      .then(call)
      .catch((err: unknown) => this.ports.log.warn({ err, run: this.row.id }, 'the queue could not be reached'));
  }

  private taskFor(id: string): Task | undefined {
    const entry = this.run.steps.get(id);
    if (entry?.state !== 'queued' && entry?.state !== 'running') return undefined;
    this.ranks ??= upwardRanks(this.run, (one) => this.expected(one));
    this.place += 1;
    const order = { rank: this.ranks.get(id) ?? 0, place: this.place, seconds: this.expected(id) };
    return taskOf(this.run, this.row, entry, order);
  }

  private expected(id: string): number {
    const entry = this.run.steps.get(id);
    return entry ? expectedSeconds(this.run, entry) * this.ports.durations.factor(entry.step.kind, entry.row) : 0;
  }

  private observe(entry: StepRun | undefined): void {
    if (!entry?.startedAt || !entry.endedAt) return;
    const seconds = (Date.parse(entry.endedAt) - Date.parse(entry.startedAt)) / 1000;
    this.ports.durations.observe(entry.step.kind, entry.row, expectedSeconds(this.run, entry), seconds);
  }
}
