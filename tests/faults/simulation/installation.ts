import type { AssetFiles } from '#executors/assets.ts';
import { StepError } from '#executors/errors.ts';
import type { Provider } from '#executors/providers/contract.ts';
import type { StepJob } from '#executors/run-step.ts';
import type { Input } from '#graphs/run.ts';
import type { Result } from '#nodes/items.ts';
import type { Bus, BusMessage } from '#server/bus/contract.ts';
import type { Queue } from '#server/queue/contract.ts';
import { openMemoryQueue } from '#server/queue/memory-queue.ts';
import { carryOut } from '#server/runs/carry-out.ts';
import { Durations } from '#server/runs/durations.ts';
import { orphanCalls } from '#server/runs/orphan-calls.ts';
import { RunTable } from '#server/runs/run-table.ts';
import { Worker } from '#server/runs/worker.ts';
import type { Store } from '#server/store/contract.ts';
import { imagine } from '#tests/server/runs/imagined-steps.ts';
import { digestOf } from './audit.ts';
import { copy } from './copy.ts';
import { idempotencies } from './films.ts';
import type { Services } from './provider.ts';
import { Database } from './stores.ts';
import type { Process, World } from './world.ts';

export type Server = { readonly process: Process; readonly table: RunTable; readonly store: Store };
const sweepCallsEveryMs = 15_000;

/** Servers and workers over one database, one queue and one bus, all of which may lose what is only a hint. */
export class Installation {
  readonly database: Database;
  readonly servers: Server[] = [];
  readonly workers: Process[] = [];
  /** How often a hint is lost: a task on its way into the queue, a message of the bus. */
  loss = 0;
  private readonly world: World;
  private readonly services: Services;
  readonly fleet: boolean;
  private queue: Queue;
  private readonly ears: { owner: Process; runId: string; hear(message: BusMessage): void }[] = [];
  private readonly bells: { owner: Process; lanes: readonly string[]; ring(): void }[] = [];
  private readonly infrastructure: Process = { name: 'infrastructure', alive: true, frozenUntilMs: 0 };
  private count = 0;
  private readonly log = {
    info() {},
    warn: (about: object, text: string) => this.hear(about, text),
    error: (about: object, text: string) => this.hear(about, text),
  };

  constructor(world: World, services: Services, fleet: boolean) {
    this.world = world;
    this.services = services;
    this.fleet = fleet;
    this.database = new Database(world);
    this.queue = this.newQueue();
  }

  private hear(about: object, text: string): void {
    const { err } = about as { err?: { message?: string } };
    this.world.note(`${this.world.current.name}: ${text}: ${err?.message ?? ''}`);
  }

  /** Everything in the queue is forgotten. */
  flush(): void {
    this.queue = this.newQueue();
    for (const { owner, lanes, ring } of this.bells) if (owner.alive) this.queue.onWork(lanes, ring);
  }

  async tasksLeft(): Promise<number> {
    return (await this.queue.load()).reduce((sum, { waiting, running }) => sum + waiting + running, 0);
  }

  /** After a while, in the process that nothing happens to. */
  later(delayMs: number, act: () => void): void {
    this.world.park(this.infrastructure, 'later', delayMs, act);
  }

  openServer(): Server {
    const process = this.newProcess('server');
    const bus = this.busFor(process);
    let table: RunTable | undefined;
    // In a fleet a driver that was closed may still be writing when the run is taken up again: whose memory it is cannot be told.
    const digest = (runId: string): string | undefined => {
      const live = this.fleet ? undefined : table?.driven(runId);
      return live && digestOf(live.run);
    };
    const store = this.database.storesFor(process, digest) as unknown as Store;
    const fleet = { holder: process.name, drivers: this.database.driversFor(process), inbox: this.database.inboxFor(process) };
    if (!this.fleet) this.flush();
    const queue = this.queueFor(process);
    const common = { store, queue, bus, log: this.log, now: this.world.now, durations: new Durations() };
    table = new RunTable({ ...common, ...(this.fleet ? { fleet } : {}) });
    const server = { process, table, store };
    this.world.current = process;
    void table.open().catch(() => undefined);
    const opened = table;
    const sweep = async (): Promise<void> => {
      const tasks = await orphanCalls(store, opened);
      if (tasks.length > 0) await queue.put(tasks);
    };
    if (this.world.chance.happens(0.5)) void sweep().catch(() => undefined);
    setInterval(() => void sweep().catch(() => undefined), sweepCallsEveryMs);
    this.servers.push(server);
    if (!this.fleet)
      this.startWorker(
        process,
        (runId, input, keep) => opened.report(runId, input, keep),
        async () => undefined,
      );
    return server;
  }

  openWorker(): void {
    const process = this.newProcess('worker');
    const inbox = this.database.inboxFor(process);
    const bus = this.busFor(process);
    const { results } = this.database.storesFor(process, () => undefined);
    const report = async (runId: string, input: Input): Promise<void> => {
      await inbox.add(runId, [input]);
      bus.publish({ type: 'inbox-filled', runId });
    };
    this.world.current = process;
    this.startWorker(process, report, ({ workspaceId, fingerprint, result, replace }) =>
      results.keep(workspaceId, fingerprint, result, { replace, at: this.world.now() }),
    );
    this.workers.push(process);
  }

  private startWorker(
    process: Process,
    report: ConstructorParameters<typeof Worker>[0]['report'],
    keep: ConstructorParameters<typeof Worker>[0]['keep'],
  ): void {
    const { world } = this;
    const { calls, results } = this.database.storesFor(process, () => undefined);
    const providers = new Map<string, Provider>(idempotencies.map((id) => [id, this.services.reachFrom(process, id)]));
    const ports = {
      calls,
      results,
      now: world.now,
      sleep: (ms: number, signal: AbortSignal) => world.sleep(process, ms, signal),
      at: (point: string) => (world.chance.happens(0.3 * world.unrest) ? world.io(process, `at ${point}`, () => undefined) : undefined),
      runStep: (job: StepJob) => this.imagineStep(process, job),
      files: () => filesOf(world, process),
      reach: ({ provider }: { provider: string }) => ({
        provider: providers.get(provider) as Provider,
        access: { key: 'k', baseUrl: 'http://provider.test' },
      }),
    };
    new Worker({
      queue: this.queueFor(process),
      bus: this.busFor(process),
      holder: process.name,
      log: this.log,
      keep,
      report,
      random: () => world.chance.next(),
      benches: [{ lanes: ['cpu'], slots: 2 }, ...idempotencies.map((id) => ({ lanes: [`provider:${id}`], slots: 3 }))],
      carryOut: (hand) => carryOut(hand, ports),
    });
  }

  private async imagineStep(process: Process, job: StepJob): Promise<Result> {
    const { world } = this;
    await world.sleep(process, world.chance.below(15_000), job.signal);
    if (world.chance.happens(0.02 * this.services.trouble)) throw new StepError('DISK_FULL', 'No space.');
    if (world.chance.happens(0.01 * this.services.trouble)) throw new StepError('FFMPEG_FAILED', 'It broke.');
    return imagine(job);
  }

  private newProcess(kind: string): Process {
    this.count += 1;
    return { name: `${kind}-${this.count}`, alive: true, frozenUntilMs: 0 };
  }

  private newQueue(): Queue {
    return openMemoryQueue({
      now: () => this.world.nowMs,
      setTimer: (work, delayMs) => {
        let live = true;
        this.world.park(this.infrastructure, 'queue timer', delayMs, () => live && work());
        return () => {
          live = false;
        };
      },
    });
  }

  private queueFor(owner: Process): Queue {
    const { world } = this;
    // A queue in the process itself answers at once; another is reached over the network.
    const io = <T>(label: string, act: (queue: Queue) => Promise<T>): Promise<T> =>
      this.fleet ? this.reach(owner, label, act) : act(this.queue);
    return {
      put: (tasks) => io('put', async (queue) => (world.chance.happens(this.loss) ? undefined : queue.put(copy(tasks)))),
      claim: (holder, lanes) => io('claim', (queue) => queue.claim(holder, lanes)),
      renew: (claim) => io('renew', (queue) => queue.renew(claim)),
      finish: (claim) => io('finish', (queue) => queue.finish(claim)),
      release: (claim, notBeforeMs) => io('release', (queue) => queue.release(claim, notBeforeMs)),
      stop: (runId, steps) => io('stop', (queue) => queue.stop(runId, steps)),
      withdraw: (runId, steps) => io('withdraw', (queue) => queue.withdraw(runId, steps)),
      prioritise: (runId, priority) => io('prioritise', (queue) => queue.prioritise(runId, priority)),
      weigh: async () => undefined,
      limit: async () => undefined,
      pause: async () => undefined,
      onWork: (lanes, listener) => {
        const ring = (): void => world.park(owner, 'bell', 0, listener);
        this.bells.push({ owner, lanes, ring });
        this.queue.onWork(lanes, ring);
        // A hint may be lost: whoever works looks from time to time.
        if (this.fleet) setInterval(ring, 5_000);
        return () => undefined;
      },
      load: () => this.queue.load(),
      close: async () => undefined,
    };
  }

  private async reach<T>(owner: Process, label: string, act: (queue: Queue) => Promise<T>): Promise<T> {
    return this.world.io(owner, label, () => act(this.queue));
  }

  private busFor(owner: Process): Bus {
    return {
      publish: (message) => {
        for (const ear of this.ears) {
          const lost = this.fleet && this.world.chance.happens(this.loss);
          if (!lost && (ear.runId === '*' || ear.runId === message.runId) && message.type !== 'progress')
            this.world.park(ear.owner, 'hear', 0, () => ear.hear(message));
        }
      },
      listen: async (runId, hear) => {
        this.ears.push({ owner, runId, hear });
        return () => undefined;
      },
      ping: async () => undefined,
      close: async () => undefined,
    };
  }
}

/** No file is touched; making the folder is where a process may die in the middle of a download. */
function filesOf(world: World, owner: Process): AssetFiles {
  const never = (): never => {
    throw new Error('simulated steps have no files');
  };
  return { path: never, keep: never, workFolder: () => world.io(owner, 'folder', () => 'folder'), dropWorkFolder: async () => undefined };
}
