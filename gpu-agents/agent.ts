import { randomUUID } from 'node:crypto';
import type { AgentConfig } from './config.ts';
import { Connection } from './connection.ts';
import { deliver } from './delivery.ts';
import { discoverGpus, type FoundGpu } from './gpu-discovery.ts';
import { Journal } from './journal.ts';
import { carryOut } from './one-job.ts';
import { type AgentOutcome, type Hello, type IdleReason, type Lease, spoken, type Welcome } from './protocol.ts';
import { RunnerRest } from './rest.ts';
import { animaticRunner } from './runners/animatic.ts';
import { commandRunner } from './runners/command.ts';
import type { Runner } from './runners/contract.ts';
import { type Slot, SlotPool } from './slots.ts';
import type { StateFolder } from './state-folder.ts';
import { killStrays } from './stray-processes.ts';

export type AgentOptions = {
  readonly config: AgentConfig;
  readonly server: string;
  readonly token: string | undefined;
  readonly version: string;
  readonly state: StateFolder;
  readonly gpus: readonly FoundGpu[];
  log(line: string): void;
  /** The server will not have this agent: the process ends. */
  refused(code: string, message: string): void;
};

type Job = { readonly lease: Lease; readonly abort: AbortController; readonly done: Promise<void>; isLost: boolean };

/** Work that has already ended this agent twice is not begun a third time. */
const mostStarts = 2;
const lookAgainMs = 5_000;

/** The process on a GPU box: takes leases as far as it has slots, does them, and brings back what became of them. */
export class Agent {
  private readonly options: AgentOptions;
  private readonly journal: Journal;
  private readonly pool: SlotPool;
  private readonly runners: readonly Runner[];
  private readonly connection: Connection;
  private readonly jobs = new Map<string, Job>();
  private readonly reports = new Map<string, Promise<void>>();
  private readonly closing = new AbortController();
  private readonly rest = new RunnerRest(() => performance.now());
  private readonly timer: NodeJS.Timeout;
  private draining = false;

  constructor(options: AgentOptions) {
    const { config, state, gpus, server, token } = options;
    this.options = options;
    this.journal = new Journal(state.journalFile);
    this.pool = new SlotPool(gpus, config.cpuSlots);
    this.runners = this.usableRunners();
    this.connection = new Connection(
      { server, token, hello: this.hello() },
      {
        welcome: (welcome) => this.welcomed(welcome),
        refused: (code, message) => options.refused(code, message),
        down: (message) => options.log(`not connected: ${message}`),
        lease: (lease) => this.take(lease),
        ended: (lease, why) => this.end(lease, why),
      },
    );
    this.timer = setInterval(() => void this.lookAgain(), lookAgainMs);
  }

  /** Takes nothing more and finishes what is in hand; what takes longer than allowed is handed back. */
  async drain(): Promise<void> {
    this.draining = true;
    this.want();
    const { drainSeconds } = this.options.config;
    const timer = setTimeout(() => this.handBack(), drainSeconds * 1000);
    while (this.jobs.size > 0 || this.reports.size > 0)
      await Promise.all([...[...this.jobs.values()].map(({ done }) => done), ...this.reports.values()]);
    clearTimeout(timer);
    await this.close();
  }

  /** Stops what is in hand and gives it back to be done elsewhere. */
  handBack(): void {
    for (const job of this.jobs.values()) job.abort.abort('drain');
  }

  private async close(): Promise<void> {
    clearInterval(this.timer);
    this.closing.abort();
    await this.connection.close();
    this.journal.close();
    this.options.state.close();
  }

  private usableRunners(): Runner[] {
    const { config, log } = this.options;
    const all = [...(config.animatic ? [animaticRunner] : []), ...config.commands.map(commandRunner)];
    return all.filter(({ id, allocation }) => {
      const why = this.pool.impossible(allocation);
      if (why) log(`${id} is left out: ${why}`);
      return why === undefined;
    });
  }

  private hello(): Hello {
    const { config, state, gpus, version } = this.options;
    const holds = [...this.journal.open.values()].map(({ lease }) => ({ lease: lease.lease, ticket: lease.ticket }));
    return {
      protocol: spoken,
      agent: state.agent,
      instance: randomUUID(),
      name: config.name,
      version,
      gpus: gpus.map(({ id, name, memoryMib, slice }) => ({ id, name, memoryMib, slice })),
      runners: this.runners.map(({ id }) => id),
      rows: this.runners.flatMap(({ rows }) => rows),
      cpu: this.runners.includes(animaticRunner),
      slots: this.pool.size,
      holds,
    };
  }

  /** Carries on with what is still ours, reports what is done, and lets the rest go. */
  private welcomed({ keep }: Welcome): void {
    this.options.log(`connected to ${this.options.server} as ${this.options.config.name}`);
    for (const { lease, starts, outcome } of [...this.journal.open.values()]) {
      if (outcome) this.report(lease, outcome);
      else if (!keep.includes(lease.lease)) this.end(lease.lease, 'lost');
      else if (!this.jobs.has(lease.lease)) this.resume(lease, starts);
    }
    this.want();
  }

  /** A lease from before this process was started: its work begins again, unless it seems to be what ended the process. */
  private resume(lease: Lease, starts: number): void {
    const runner = this.runnerOf(lease);
    const slot = runner && starts < mostStarts ? this.pool.take(runner.allocation) : undefined;
    if (runner && slot) return this.begin(lease, runner, slot);
    const message = 'The agent was ended by this step, again and again. Look for what is special about its input, then retry.';
    this.finish(
      lease,
      starts < mostStarts ? { type: 'refused', reason: 'The agent has no slot for it.' } : { type: 'failed', code: 'TOOL_FAILED', message },
    );
  }

  private take(lease: Lease): boolean {
    const runner = this.runnerOf(lease);
    if (this.draining || !runner) return false;
    const made = lease.job.fresh ? undefined : this.journal.madeFor(lease.job.fingerprint);
    const slot = made ? undefined : this.pool.take(runner.allocation);
    if (!made && !slot) return false;
    try {
      this.journal.leased(lease);
    } catch (error) {
      this.options.log(`the journal cannot be written: ${(error as Error).message}`);
      if (slot) this.pool.release(slot);
      return false;
    }
    this.connection.hold(lease);
    if (slot) this.begin(lease, runner, slot);
    else if (made) this.finish(lease, made);
    setImmediate(() => this.want());
    return true;
  }

  private runnerOf({ row, job }: Lease): Runner | undefined {
    if (row === undefined) return this.runners.find((runner) => runner === animaticRunner);
    return this.runners.find(({ rows }) => rows.some(({ id, kinds }) => id === row && kinds.includes(job.kind)));
  }

  private begin(lease: Lease, runner: Runner, slot: Slot): void {
    const abort = new AbortController();
    const job: Job = { lease, abort, isLost: false, done: Promise.resolve().then(() => this.work(job, runner, slot)) };
    this.jobs.set(lease.lease, job);
  }

  private async work(job: Job, runner: Runner, slot: Slot): Promise<void> {
    const { lease, abort } = job;
    const { state, server, log } = this.options;
    let outcome: AgentOutcome;
    try {
      this.journal.started(lease.lease);
      log(`began ${lease.job.kind} (${lease.step})`);
      outcome = await carryOut(lease, { runner, state, server, connection: this.connection, gpus: slot.gpus, signal: abort.signal });
    } catch (error) {
      outcome = { type: 'refused', reason: `The agent could not begin: ${(error as Error).message}` };
    }
    await killStrays(new Set([lease.lease])).catch(() => 0);
    this.jobs.delete(lease.lease);
    this.pool.release(slot);
    this.judge(runner, lease, outcome);
    if (job.isLost) this.forget(lease.lease);
    else this.finish(lease, abort.signal.reason === 'drain' ? { type: 'refused', reason: 'The agent is stopping.' } : outcome);
    this.want();
  }

  private judge({ id }: Runner, { job }: Lease, outcome: AgentOutcome): void {
    const { log } = this.options;
    if (outcome.type === 'succeeded') this.rest.succeeded(id);
    if (outcome.type === 'failed' && ['TOOL_FAILED', 'TOOL_MISSING', 'INTERNAL'].includes(outcome.code))
      this.rest.failed(id, job.fingerprint);
    log(outcome.type === 'failed' ? `failed: ${outcome.message}` : `${outcome.type} ${job.kind}`);
  }

  private finish(lease: Lease, outcome: AgentOutcome): void {
    try {
      this.journal.finished(lease.lease, outcome);
    } catch (error) {
      // The report is sent all the same; only a crash before its answer would lose it.
      this.options.log(`the journal cannot be written: ${(error as Error).message}`);
    }
    this.report(lease, outcome);
  }

  private report(lease: Lease, outcome: AgentOutcome): void {
    if (this.reports.has(lease.lease)) return;
    const { state, server, log } = this.options;
    const parts = { connection: this.connection, journal: this.journal, state, server, log };
    const done = deliver(lease, outcome, parts, this.closing.signal).finally(() => this.reports.delete(lease.lease));
    this.reports.set(lease.lease, done);
  }

  private end(lease: string, why: 'stop' | 'lost'): void {
    const job = this.jobs.get(lease);
    if (job) {
      job.isLost ||= why === 'lost';
      job.abort.abort(why);
    } else if (why === 'lost' && !this.journal.open.get(lease)?.outcome) this.forget(lease);
  }

  private forget(lease: string): void {
    this.journal.closed(lease);
    this.connection.drop(lease);
  }

  /** Memory that others hold on the GPUs, and rests, change by themselves. */
  private async lookAgain(): Promise<void> {
    if (this.options.gpus.length > 0) {
      const gpus = await discoverGpus(this.options.state.workFolder()).catch(() => undefined);
      if (gpus) this.pool.refresh(gpus);
    }
    this.want();
  }

  /** Says what could begin now. The last word counts. */
  private want(): void {
    const idle: Partial<Record<IdleReason, number>> = {};
    const add = (reason: IdleReason): void => {
      idle[reason] = (idle[reason] ?? 0) + 1;
    };
    const rows: string[] = [];
    let cpu = false;
    for (const runner of this.runners) {
      const look = this.pool.look(runner.allocation);
      if (this.draining) add('draining');
      else if (this.rest.rests(runner.id)) add('resting');
      else if (look === 'memory') add('no-memory');
      else if (look === 'free') {
        rows.push(...runner.rows.map(({ id }) => id));
        cpu ||= runner === animaticRunner;
      }
    }
    this.connection.send('want', { rows, cpu, busy: this.jobs.size, idle });
  }
}
