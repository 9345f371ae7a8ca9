import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, Worker } from 'bullmq';

export type EarOptions = {
  readonly queueName: string;
  readonly redisUrl: string;
  readonly prefix: string;
  ring(): void;
  /** Its connection has failed; it makes a new one. */
  failed(error: unknown): void;
};

/** How long Redis holds a question for the next hint, and after how long an answer is not expected any more. */
const blockSeconds = 5;
const silentMs = 12_000;
const againMs = 500;

/**
 * Takes hints of one lane, but only while this process has nothing to do in it: one that is busy leaves them to the others. A
 * connection that says nothing for too long is given up, and a new one made.
 */
export class HintEar {
  private readonly options: EarOptions;
  private readonly token = randomUUID();
  private readonly closing = new AbortController();
  private worker: Worker | undefined;
  private isHungry = true;
  private wake: (() => void) | undefined;
  private readonly loop: Promise<void>;

  constructor(options: EarOptions) {
    this.options = options;
    this.loop = this.run();
  }

  /** Whether a hint is wanted. */
  set hungry(value: boolean) {
    this.isHungry = value;
    if (value) this.wake?.();
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.wake?.();
    this.drop();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.closing.signal.aborted) {
      if (!this.isHungry) await new Promise<void>((resolve) => this.onWake(resolve));
      else await this.takeOne().catch((error: unknown) => this.fail(error));
    }
  }

  private onWake(resolve: () => void): void {
    this.wake = resolve;
    if (this.isHungry || this.closing.signal.aborted) resolve();
  }

  private async takeOne(): Promise<void> {
    this.worker ??= this.open();
    const job = await this.withinTime(this.worker.getNextJob(this.token) as Promise<Job | undefined>);
    if (!job) return;
    this.isHungry = false;
    this.options.ring();
    await this.withinTime(job.moveToCompleted(null, this.token, false));
  }

  private open(): Worker {
    const { queueName, redisUrl, prefix } = this.options;
    const connection = { url: redisUrl, maxRetriesPerRequest: null, socketTimeout: silentMs, keepAlive: 10_000, connectTimeout: 5000 };
    const worker = new Worker(queueName, null, { connection, prefix, drainDelay: blockSeconds, autorun: false });
    worker.on('error', (error) => this.options.failed(error));
    void worker.startStalledCheckTimer().catch(() => undefined);
    return worker;
  }

  private async withinTime<T>(promise: Promise<T>): Promise<T | undefined> {
    const patience = new AbortController();
    const late = sleep(silentMs, 'late' as const, { signal: AbortSignal.any([patience.signal, this.closing.signal]) }).catch(
      () => undefined,
    );
    try {
      const first = await Promise.race([promise, late]);
      if (first === 'late') throw new Error('Redis has not answered for a while.');
      return first as T | undefined;
    } finally {
      patience.abort();
      promise.catch(() => undefined);
    }
  }

  private async fail(error: unknown): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.options.failed(error);
    this.drop();
    await sleep(againMs, undefined, { signal: this.closing.signal }).catch(() => undefined);
  }

  /** Gives the connection up without waiting for an answer that may never come. */
  private drop(): void {
    void this.worker?.close(true).catch(() => undefined);
    this.worker = undefined;
  }
}
