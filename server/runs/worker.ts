import type { Input } from '#graphs/run.ts';
import type { Bus } from '#server/bus/contract.ts';
import { type Claim, type Lane, type Queue, renewEveryMs, type Task } from '#server/queue/contract.ts';
import type { Keep } from '#server/store/contract.ts';
import type { InHand } from './carry-out.ts';
import type { Logger } from './logger.ts';
import { failedOutcome, type Outcome } from './outcome.ts';

/** Lanes that share slots: whichever has the best task is served. */
export type Bench = { readonly lanes: readonly Lane[]; readonly slots: number };

export type WorkerPorts = {
  readonly queue: Queue;
  readonly holder: string;
  readonly benches: readonly Bench[];
  readonly log: Logger;
  carryOut(hand: InHand): Promise<Outcome>;
  /** Stores a result before the task is ended, where reports go to another process. */
  keep(keep: Keep): Promise<void>;
  /** Tells the driver of the run, and has it store the result where `keep` did not. */
  report(runId: string, input: Input, keep?: Keep): Promise<void>;
  readonly bus: Bus;
  random(): number;
};

type Held = { readonly claim: Claim; readonly lost: AbortController; readonly unwanted: AbortController; done: Promise<void> };

/** Steps of a bench that have ended and whose reports are not taken yet: so many are done again at most when the process dies. */
const mostUntaken = 64;

/** A step that ends sooner is told of as begun and ended at once. */
const beganAfterMs = 25;

/** Takes tasks from the queue as far as it has slots, proves that it lives, carries them out and reports. */
export class Worker {
  private readonly ports: WorkerPorts;
  private readonly held = new Map<Bench, Set<Held>>();
  private readonly untaken = new Map<Bench, Set<Promise<void>>>();
  private readonly claiming = new Set<Bench>();
  private readonly again = new Set<Bench>();
  private readonly unlisten: (() => void)[] = [];
  private readonly listening: Promise<() => void>;
  private readonly renewal: NodeJS.Timeout;
  private draining = false;

  constructor(ports: WorkerPorts) {
    this.ports = ports;
    for (const bench of ports.benches) {
      this.held.set(bench, new Set());
      this.untaken.set(bench, new Set());
      this.unlisten.push(ports.queue.onWork(bench.lanes, () => void this.fill(bench)));
      void this.fill(bench);
    }
    this.listening = ports.bus.listen('*', (message) => {
      if (message.type === 'stop-wanted') void this.renewAll(message.runId);
    });
    this.listening.catch((err: unknown) => ports.log.warn({ err }, 'the bus cannot be heard'));
    this.renewal = setInterval(() => void this.renewAll(), renewEveryMs);
    this.renewal.unref();
  }

  /** Steps in hand now. */
  get running(): number {
    let count = 0;
    for (const held of this.held.values()) count += held.size;
    return count;
  }

  /** Takes nothing more. With `wait` what is in hand is finished, else it is let go and given back. */
  async close({ wait = false }: { wait?: boolean } = {}): Promise<void> {
    this.draining = true;
    for (const end of this.unlisten) end();
    this.listening.then((end) => end()).catch(() => undefined);
    const all = [...this.held.values()].flatMap((held) => [...held]);
    if (!wait) for (const { lost } of all) lost.abort();
    await Promise.all(all.map(({ done }) => done));
    await Promise.all([...this.untaken.values()].flatMap((reports) => [...reports]));
    clearInterval(this.renewal);
  }

  /** Takes tasks until the slots are full or nothing is left. A hint that comes meanwhile is not forgotten. */
  private async fill(bench: Bench): Promise<void> {
    if (this.claiming.has(bench)) return void this.again.add(bench);
    this.claiming.add(bench);
    try {
      do {
        this.again.delete(bench);
        for (let most = 1; await this.claimSome(bench, most); most *= 2);
      } while (this.again.has(bench) && !this.draining);
    } catch (err) {
      this.ports.log.warn({ err }, 'no task could be claimed');
    } finally {
      this.claiming.delete(bench);
    }
  }

  /** Claims as far as there is room, so many at once. False where nothing more can be had for now. */
  private async claimSome(bench: Bench, most: number): Promise<boolean> {
    const room = Math.min(most, bench.slots - this.heldOf(bench).size, mostUntaken - (this.untaken.get(bench)?.size ?? 0));
    if (this.draining || room <= 0) return false;
    const { queue, holder } = this.ports;
    const answers = await Promise.allSettled(Array.from({ length: room }, () => queue.claim(holder, bench.lanes)));
    const claims = answers.flatMap((one) => (one.status === 'fulfilled' && one.value ? [one.value] : []));
    for (const claim of claims) this.take(bench, claim);
    const refused = answers.find((one) => one.status === 'rejected');
    if (refused) throw refused.reason;
    return claims.length === room;
  }

  private heldOf(bench: Bench): Set<Held> {
    return this.held.get(bench) as Set<Held>;
  }

  private take(bench: Bench, claim: Claim): void {
    const held: Held = { claim, lost: new AbortController(), unwanted: new AbortController(), done: Promise.resolve() };
    this.heldOf(bench).add(held);
    held.done = this.work(held)
      .then((report) => report && this.tell(bench, claim, report))
      .catch((err: unknown) => this.failed(claim, err))
      .finally(() => {
        this.heldOf(bench).delete(held);
        void this.fill(bench);
      });
  }

  /** The slot is free while the report is on its way. */
  private tell(bench: Bench, claim: Claim, report: () => Promise<void>): void {
    const untaken = this.untaken.get(bench) as Set<Promise<void>>;
    const told = report()
      .catch((err: unknown) => this.failed(claim, err))
      .finally(() => {
        untaken.delete(told);
        void this.fill(bench);
      });
    untaken.add(told);
  }

  /** At the end of the process nobody takes reports any more: the run is picked up from its log. */
  private failed({ task }: Claim, err: unknown): void {
    if (!this.draining) this.ports.log.error({ err, run: task.runId, step: task.stepId }, 'a task was lost');
  }

  /** Carries out a task; the answer tells what came of it to whoever drives the run. */
  private async work({ claim, lost, unwanted }: Held): Promise<(() => Promise<void>) | undefined> {
    const { task, claims } = claim;
    const { runId, stepId: step, attempt } = task;
    const begun = once(() => void this.ports.report(runId, { type: 'running', step, attempt }).catch(() => undefined));
    const timer = setTimeout(begun, beganAfterMs);
    const progress = (fraction: number, note?: string): void =>
      this.ports.bus.publish({ type: 'progress', runId, step, fraction, ...(note === undefined ? {} : { note }) });
    const made = await this.ports.carryOut({ task, claims, lost: lost.signal, unwanted: unwanted.signal, progress });
    clearTimeout(timer);
    if (lost.signal.aborted) {
      await this.ports.queue.release(claim).catch(() => false);
      return undefined;
    }
    const keep = keepOf(task, made);
    const outcome = keep ? await this.ports.keep(keep).then(() => made, failedOutcome) : made;
    // Whoever is not the holder any more must not report: the next holder does.
    if (!(await this.ports.queue.finish(claim))) return undefined;
    const input = this.inputOf(outcome, step, attempt);
    if (outcome.type === 'failed') this.ports.log.warn({ err: outcome.thrown ?? outcome.error, run: runId, step }, 'a step failed');
    if (!input) return undefined;
    return () => {
      // Not awaited: what follows is written together with it.
      begun();
      return this.ports.report(runId, input, outcome.type === 'succeeded' ? keep : undefined);
    };
  }

  private inputOf(outcome: Outcome, step: string, attempt: number): Input | undefined {
    switch (outcome.type) {
      case 'succeeded':
        return { type: 'succeeded', step, attempt, result: outcome.result };
      case 'asked':
        return { type: 'asked', step, attempt, ask: outcome.ask };
      case 'failed': {
        const { error, remedy, retryAfterMs } = outcome;
        const more = { ...(remedy ? { remedy } : {}), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
        return { type: 'failed', step, attempt, error, jitter: this.ports.random(), ...more };
      }
      case 'dropped':
        return undefined;
    }
  }

  private async renewAll(runId?: string): Promise<void> {
    const all = [...this.held.values()].flatMap((held) => [...held]).filter(({ claim }) => !runId || claim.task.runId === runId);
    await Promise.all(
      all.map(async ({ claim, lost, unwanted }) => {
        // A queue that cannot be reached says nothing about the claim: its lease decides.
        const answer = await this.ports.queue.renew(claim).catch(() => 'held' as const);
        if (answer === 'lost') lost.abort();
        if (answer === 'stop') unwanted.abort();
      }),
    );
  }
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}

function keepOf({ workspaceId, job }: Task, made: Outcome): Keep | undefined {
  if (made.type !== 'succeeded') return undefined;
  return { workspaceId, fingerprint: job.fingerprint, result: made.result, replace: job.fresh };
}
