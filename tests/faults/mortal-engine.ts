import { catalogue } from '#executors/catalogue/index.ts';
import type { Provider } from '#executors/providers/contract.ts';
import { wavespeed } from '#executors/providers/wavespeed.ts';
import { openInProcessBus } from '#server/bus/in-process-bus.ts';
import { type Data, openData } from '#server/open-data.ts';
import { availableRows } from '#server/provider-access.ts';
import type { Queue } from '#server/queue/contract.ts';
import { openMemoryQueue } from '#server/queue/memory-queue.ts';
import { createEngine } from '#server/runs/engine.ts';
import type { Caller, Engine } from '#server/runs/engine-contract.ts';
import { openWorker } from '#server/runs/open-worker.ts';
import type { CrashPoint } from '#server/runs/paid-call.ts';
import type { Store } from '#server/store/contract.ts';
import { imagine } from '#tests/server/runs/imagined-steps.ts';
import { type Around, intercepted, interceptedStore } from './intercepted.ts';

/** What a process and its provider do to each other, seen from outside. */
export type Surroundings = {
  readonly folder: string;
  readonly access: { readonly key: string; readonly baseUrl: string };
  /** Where the process is; it dies there if this says so. */
  diesAt?(point: CrashPoint): boolean;
  /** Before every paid submit. Its answer is how long the process waits for an answer. */
  submitting?(ref: string): number;
  /** Around every call of the stores and of the storage. */
  around?: Around;
  clock?(): Date;
  /** How long the provider may take for a job, by that clock; 10 minutes where it is not said. */
  readonly patienceMs?: number;
  sleep?(ms: number): Promise<void>;
};

/** An engine, its worker and its data folder as one process that can die between any two calls. */
export type MortalEngine = {
  readonly engine: Engine;
  readonly store: Store;
  readonly owner: Caller;
  readonly isDead: boolean;
  /** What the process does from now on has no effect. */
  die(): void;
  /** Ends it, dead or alive, so that the folder can be opened again. */
  bury(): Promise<void>;
};

class DiedError extends Error {
  constructor() {
    super('This process has died.');
    this.name = 'DiedError';
  }
}

const silent = { info() {}, warn() {}, error() {} };

/** Dead processes neither write, nor send, nor hear what was answered. Whoever is asked has taken it all the same. */
class Life {
  isDead = false;
  private readonly under = new Set<Promise<unknown>>();

  readonly guard = async <T>(call: () => Promise<T>): Promise<T> => {
    this.breathe();
    const made = call();
    this.under.add(made);
    try {
      return await made;
    } finally {
      this.under.delete(made);
      this.breathe();
    }
  };

  breathe(): void {
    if (this.isDead) throw new DiedError();
  }

  async stillness(): Promise<void> {
    while (this.under.size > 0) await Promise.allSettled(this.under);
  }
}

/** Polls seldom and gives up early, so that its minutes are few. */
function mortalProvider(life: Life, { submitting, patienceMs = 600_000 }: Surroundings): Provider {
  const { guard } = life;
  return {
    ...wavespeed,
    pollEveryMs: 20_000,
    patienceMs,
    prepare: (job, access) => guard(() => wavespeed.prepare(job, access)),
    status: (handle, access) => guard(() => wavespeed.status(handle, access)),
    quote: (submission, access) => guard(() => (wavespeed.quote as NonNullable<Provider['quote']>)(submission, access)),
    find: (call, access) => guard(() => (wavespeed.find as NonNullable<Provider['find']>)(call, access)),
    start: (submission, ref, access) =>
      guard(() => {
        const timeoutMs = submitting?.(ref) ?? 30_000;
        return wavespeed.start(submission, ref, { ...access, signal: AbortSignal.timeout(timeoutMs) });
      }),
  };
}

/** Nothing waits before it is tried again, and no minute counts how much was begun in it. */
function eagerQueue(): Queue {
  const queue = openMemoryQueue();
  return new Proxy(queue, {
    get(object, name) {
      if (name === 'limit') return async () => undefined;
      if (name === 'put') return (tasks: Parameters<Queue['put']>[0]) => queue.put(tasks.map((task) => ({ ...task, notBeforeMs: 0 })));
      const member: unknown = Reflect.get(object, name);
      return typeof member === 'function' ? member.bind(object) : member;
    },
  });
}

export async function openMortalEngine(surroundings: Surroundings): Promise<MortalEngine> {
  const { folder, access, diesAt, around, clock = () => new Date(), sleep = async () => undefined } = surroundings;
  const data: Data = await openData(folder, clock);
  const life = new Life();
  const guarded: Around = (name, call) => life.guard(() => (around ? around(name, call) : call()));
  const [store, storage] = [interceptedStore(data.store, guarded), intercepted(data.storage, 'storage', guarded)];
  const provider = mortalProvider(life, surroundings);
  const reach = (row: { provider: string }) => (row.provider === provider.id ? { provider, access } : undefined);
  const [queue, bus] = [eagerQueue(), openInProcessBus()];
  const engine = createEngine({
    store,
    queue,
    bus,
    rows: (workspaceId) => availableRows(catalogue, reach, workspaceId),
    log: silent,
    now: clock,
    slots: 2,
  });
  const worker = await openWorker({
    ...{ store, storage, queue, bus, log: silent, clock, slots: 2, reach, holder: 'here' },
    keep: async () => undefined,
    report: engine.report,
    runStep: async (job) => imagine(job),
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      await sleep(ms);
      await new Promise((done) => setImmediate(done));
      life.breathe();
    },
    at: (point) => {
      life.breathe();
      if (diesAt?.(point)) life.isDead = true;
      life.breathe();
    },
  });
  return {
    engine,
    store: data.store,
    owner: data.owner,
    get isDead() {
      return life.isDead;
    },
    die() {
      life.isDead = true;
    },
    async bury() {
      life.isDead = true;
      await Promise.all([worker.close(), engine.close()]);
      await life.stillness();
      await queue.close();
      await bus.close();
      await data.close();
    },
  };
}
