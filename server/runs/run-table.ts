import { setTimeout as wait } from 'node:timers/promises';
import { expand } from '#graphs/expand.ts';
import { type Change, endedPhases, type Input, newRun, type Phase, type Run, resultsOf } from '#graphs/run.ts';
import { ApiError } from '#server/api-error.ts';
import type { Keep, LogEntry, RunRow, Store } from '#server/store/contract.ts';
import type { DriverStore, InboxStore } from '#server/store/fleet-contract.ts';
import { assetsOf } from './assets-of.ts';
import { replay } from './driver.ts';
import type { Listener } from './engine-contract.ts';
import { Follower } from './follower.ts';
import { LiveRun, type LiveRunPorts } from './live-run.ts';

/** Where other processes may drive runs too. Without it this process drives every run. */
export type Fleet = { readonly holder: string; readonly drivers: DriverStore; readonly inbox: InboxStore };
export type RunTablePorts = Omit<LiveRunPorts, 'broken' | 'changed'> & { readonly store: Store; readonly fleet?: Fleet };

const reopenAfterMs = 1_000;
/** A dead server’s runs go on at another one within lease and look; one that only stood still is fenced off by then. */
const driverLeaseMs = 4_000;
/** Reading a long log must not cost the lease, or two servers would take a large run from each other for ever. */
const openingLeaseMs = 20_000;
const renewEveryMs = 1_000;
const takeUpEveryMs = 500;
const sweepEveryMs = 2_500;
const handOverWithinMs = 15_000;
/** A run younger than this that has not begun is just being begun by the server that took it in. */
const begunWithinMs = 10_000;

/** The runs that this process drives, and copies of those that somebody watches here. */
export class RunTable {
  private readonly live = new Map<string, LiveRun>();
  private readonly opening = new Map<string, Promise<LiveRun | undefined>>();
  private readonly followers = new Map<string, Promise<Follower>>();
  /** Inbox entries on their way through a driver. */
  private readonly inHand = new Set<number>();
  private readonly ports: RunTablePorts;
  private readonly livePorts: LiveRunPorts;
  private readonly timers: NodeJS.Timeout[] = [];
  private unlisten: (() => void) | undefined;
  private closed = false;

  constructor(ports: RunTablePorts) {
    this.ports = ports;
    this.livePorts = {
      ...ports,
      holder: ports.fleet?.holder,
      changed: (runId, entries) => this.changed(runId, entries),
      broken: (runId) => {
        this.live.get(runId)?.close();
        this.live.delete(runId);
        this.reopenLater(runId);
      },
    };
  }

  /** Takes up what nobody drives, and goes on doing so. */
  async open(): Promise<void> {
    const { fleet, bus } = this.ports;
    if (fleet) {
      this.unlisten = await bus.listen('*', (message) => {
        if (message.type === 'inbox-filled' && this.live.has(message.runId)) this.quietly(this.drain(message.runId));
      });
      this.every(renewEveryMs, () => this.renew(fleet));
      this.every(takeUpEveryMs, () => this.takeUpOrphans());
      this.every(sweepEveryMs, () => this.sweep(fleet));
    }
    await this.takeUpOrphans();
  }

  /** The run as this process drives it. */
  driven(runId: string): LiveRun | undefined {
    return this.live.get(runId);
  }

  prioritise(runId: string, priority: number): void {
    const live = this.live.get(runId);
    if (live) live.row = { ...live.row, priority };
  }

  keep(runId: string, keep: boolean): void {
    const live = this.live.get(runId);
    if (live) live.row = { ...live.row, keep };
  }

  /** Reads a run as it is committed: as far as those were told who watch it here, else the one driven here or a replay that is not kept. */
  async look<T>(row: RunRow, read: (run: Run, seq: number) => T): Promise<T> {
    const follower = await this.followers.get(row.id);
    if (follower) return follower.look(read);
    const found = this.live.get(row.id);
    if (found) return found.driver.look(read);
    const { run, seq } = await this.replayed(row);
    return read(run, seq);
  }

  /** Begins a run whose first entries are stored. */
  async begin(row: RunRow, run: Run, seq: number): Promise<void> {
    // Where this takes very long, somebody else has taken the run up, and begins it.
    if (!(await this.lease(row.id, driverLeaseMs))) return;
    const live = new LiveRun(row, run, seq, this.livePorts);
    this.live.set(row.id, live);
    await live.driver.send({ type: 'start' });
    this.forgetEnded();
  }

  /** Has whoever drives the run take an input; resolves when what it changed is committed. */
  async send(row: RunRow, input: Input): Promise<void> {
    const live = await this.drive(row);
    if (live) return live.driver.send(input);
    await this.handOver(row.id, input);
  }

  /** A report from a worker of this process. */
  async report(runId: string, input: Input, keep?: Keep): Promise<void> {
    const live = this.live.get(runId) ?? (await this.unfinished(runId));
    if (live) return live.driver.send(input, keep ? { keep } : {});
    if (keep)
      await this.ports.store.results.keep(keep.workspaceId, keep.fingerprint, keep.result, { replace: keep.replace, at: this.ports.now() });
  }

  async listen(row: RunRow, listener: Listener): Promise<() => void> {
    const follower = await this.follow(row);
    const stop = follower.watchers.add(listener);
    return () => {
      stop();
      if (follower.watchers.size > 0) return;
      follower.close();
      this.followers.delete(row.id);
    };
  }

  /** Runs that ended and that nobody asks for are read from their log again when they are. */
  forgetEnded(): void {
    for (const [id, run] of this.live) {
      if (!endedPhases.has(run.run.phase) || !run.driver.ended) continue;
      run.close();
      this.live.delete(id);
      this.quietly(this.ports.fleet?.drivers.drop([id], this.ports.fleet.holder) ?? Promise.resolve());
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.timers) clearInterval(timer);
    this.unlisten?.();
    for (const run of this.live.values()) run.close();
    for (const follower of this.followers.values()) (await follower.catch(() => undefined))?.close();
    const { fleet } = this.ports;
    if (fleet && this.live.size > 0) await fleet.drivers.drop([...this.live.keys()], fleet.holder).catch(() => undefined);
  }

  private changed(runId: string, entries: readonly LogEntry[]): void {
    this.quietly(this.followers.get(runId)?.then((follower) => follower.advance(entries)) ?? Promise.resolve());
  }

  /** The run driven here, taken up where nobody else drives it. */
  private drive(row: RunRow): Promise<LiveRun | undefined> {
    const found = this.live.get(row.id);
    if (found) return Promise.resolve(found);
    const under = this.opening.get(row.id);
    if (under) return under;
    const promise = this.takeUp(row);
    this.opening.set(row.id, promise);
    return promise.finally(() => this.opening.delete(row.id));
  }

  private async takeUp(row: RunRow): Promise<LiveRun | undefined> {
    if (this.closed || !(await this.lease(row.id, openingLeaseMs))) return undefined;
    const { run, seq } = await this.replayed(row);
    // What is not state: prices and ranks are read from the layout.
    if (!endedPhases.has(run.phase)) run.layout = expand(run.graph, { results: resultsOf(run), assets: run.assets });
    const live = new LiveRun(row, run, seq, this.livePorts);
    this.live.set(row.id, live);
    await live.driver.recover();
    if (this.ports.fleet) await this.drain(row.id);
    return live;
  }

  private async lease(runId: string, leaseMs: number): Promise<boolean> {
    const { fleet } = this.ports;
    return !fleet || fleet.drivers.take(runId, fleet.holder, leaseMs);
  }

  private async replayed(row: RunRow): Promise<{ run: Run; seq: number }> {
    const entries = await this.ports.store.runs.log(row.id);
    const [first] = entries as readonly { change: Extract<Change, { type: 'graph-set' }> }[];
    if (!first) throw new ApiError(500, 'RUN_DAMAGED', `The log of run ${row.id} is empty.`);
    const run = replay(newRun(first.change.graph, first.change.quote, new Map()), entries);
    run.assets = await assetsOf(this.ports.store.assets, row.workspaceId, run.graph);
    return { run, seq: entries.at(-1)?.seq ?? 0 };
  }

  private follow(row: RunRow): Promise<Follower> {
    const found = this.followers.get(row.id);
    if (found) return found;
    const { bus, store, log } = this.ports;
    const made = this.replayed(row).then(async ({ run, seq }) => {
      const follower = new Follower(row.id, run, seq, {
        bus,
        log: (after) => store.runs.log(row.id, after),
        failed: (err) => log.warn({ err, run: row.id }, 'the log of a run could not be read'),
      });
      await follower.open(row.id);
      return follower;
    });
    this.followers.set(row.id, made);
    made.catch(() => this.followers.delete(row.id));
    return made;
  }

  /** A run whose log could not be written (a full disk, say) goes on as soon as that can be read and written again. */
  reopenLater(runId: string): void {
    const timer = setTimeout(() => {
      if (this.closed) return;
      this.reopen(runId).catch((err: unknown) => {
        this.ports.log.error({ err, run: runId }, 'a run could not be taken up again yet');
        this.reopenLater(runId);
      });
    }, reopenAfterMs);
    timer.unref();
  }

  /** A run that is being opened again; one that has ended takes no reports. */
  private async unfinished(runId: string): Promise<LiveRun | undefined> {
    const row = await this.ports.store.runs.byId(runId);
    return row && !endedPhases.has(row.state as Phase) ? this.drive(row) : undefined;
  }

  private async reopen(runId: string): Promise<LiveRun | undefined> {
    const row = await this.ports.store.runs.byId(runId);
    return row && this.drive(row);
  }

  private async takeUpOrphans(): Promise<void> {
    const begun = new Date(Date.parse(this.ports.now()) - begunWithinMs).toISOString();
    for (const row of await this.undriven()) {
      if (this.live.has(row.id) || (this.ports.fleet && row.state === 'queued' && row.createdAt > begun)) continue;
      const live = await this.drive(row).catch((err: unknown) => this.notTakenUp(row.id, err));
      if (live) this.ports.log.info({ run: row.id, steps: live.run.steps.size }, 'took up a run');
    }
  }

  /** In a fleet others wait behind a run that cannot be read, and it is tried again when its lease has ended. */
  private notTakenUp(runId: string, err: unknown): undefined {
    if (!this.ports.fleet) throw err;
    this.ports.log.error({ err, run: runId }, 'a run could not be taken up');
  }

  /** Unfinished runs that no other process drives. */
  private async undriven(): Promise<RunRow[]> {
    const { fleet, store } = this.ports;
    if (!fleet) return store.runs.unfinished();
    const orphans = await fleet.drivers.orphans(1000);
    return orphans.length === 0 ? [] : store.runs.unfinished().then((rows) => rows.filter(({ id }) => orphans.includes(id)));
  }

  /** Gives an input to whoever drives the run, and waits until it was taken. */
  private async handOver(runId: string, input: Input): Promise<void> {
    const { fleet, bus } = this.ports;
    if (!fleet) throw new ApiError(503, 'CLOSING', 'Filmloom is shutting down. Try again in a moment.');
    const ids = await fleet.inbox.add(runId, [input]);
    bus.publish({ type: 'inbox-filled', runId });
    for (let waited = 0; waited < handOverWithinMs; waited += 50) {
      if ((await fleet.inbox.left(ids)).length === 0) return;
      await wait(50);
    }
    throw new ApiError(503, 'RUN_BUSY', 'Nobody has taken this up yet; it will be done as soon as a server is free.');
  }

  private async drain(runId: string): Promise<void> {
    const live = this.live.get(runId);
    const { fleet } = this.ports;
    if (!live || !fleet) return;
    const entries = (await fleet.inbox.list(runId, 500)).filter(({ id }) => !this.inHand.has(id));
    for (const { id } of entries) this.inHand.add(id);
    try {
      await Promise.all(entries.map(({ id, input }) => live.driver.send(input as Input, { inboxId: id })));
    } finally {
      for (const { id } of entries) this.inHand.delete(id);
    }
  }

  private async renew({ drivers, holder }: Fleet): Promise<void> {
    this.forgetEnded();
    const ids = [...this.live.keys()];
    if (ids.length === 0) return;
    const held = new Set(await drivers.renew(ids, holder, driverLeaseMs));
    for (const id of ids) {
      if (held.has(id)) continue;
      this.live.get(id)?.close();
      this.live.delete(id);
    }
  }

  /** Repairs what fell between: inputs without a hint, tasks that the queue has lost. */
  private async sweep(fleet: Fleet): Promise<void> {
    for (const runId of await fleet.inbox.filled()) {
      if (this.live.has(runId)) await this.drain(runId);
      else await this.reopen(runId);
    }
    for (const live of this.live.values()) {
      const tasks = live.activeTasks();
      if (tasks.length > 0) await this.ports.queue.put(tasks);
    }
  }

  private every(ms: number, work: () => Promise<void>): void {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      work()
        .catch((err: unknown) => this.ports.log.warn({ err }, 'the run table could not be swept'))
        .finally(() => {
          busy = false;
        });
    }, ms);
    timer.unref();
    this.timers.push(timer);
  }

  private quietly(work: Promise<unknown>): void {
    work.catch((err: unknown) => this.ports.log.warn({ err }, 'something about a run could not be done'));
  }
}
