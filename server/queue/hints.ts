import { type JobsOptions, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { Lane, Task } from './contract.ts';
import { HintEar } from './hint-ear.ts';
import { type HintsLog, RedisOutage } from './redis-outage.ts';
import { WorkBell } from './work-bell.ts';

export type { HintsLog } from './redis-outage.ts';
export type HintsOptions = { readonly redisUrl: string; readonly log: HintsLog; readonly prefix: string };

/** Hints of a lane that may lie in Redis, and of one put that wait for their time: enough to wake everybody, and never more. */
const mostHints = 64;
const answerMs = 4000;
const kept: JobsOptions = { removeOnComplete: true, removeOnFail: true };

/** Tells idle processes through BullMQ that there is work. Hints carry ids only; each goes to one process that wants it. */
export class Hints {
  private readonly options: HintsOptions;
  private readonly outage: RedisOutage;
  private readonly redis: Redis;
  private readonly bell = new WorkBell();
  private readonly queues = new Map<Lane, Queue>();
  private readonly ears = new Map<Lane, { readonly ear: HintEar; listeners: number }>();
  private readonly ending = new Set<Promise<void>>();
  private isClosed = false;
  private count = Math.floor(Math.random() * mostHints);

  constructor(options: HintsOptions) {
    this.options = options;
    this.outage = new RedisOutage(options.log, 'idle workers find new work by looking every two seconds');
    this.redis = new Redis(options.redisUrl, {
      maxRetriesPerRequest: null,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      socketTimeout: answerMs,
      connectTimeout: 5000,
      keepAlive: 10_000,
    });
    this.redis.on('error', (error: unknown) => this.outage.begins(error));
    this.redis.on('close', () => this.isClosed || this.outage.begins(new Error('The connection was closed.')));
    this.redis.on('ready', () => this.outage.ends());
  }

  /** Sends a hint for each of these tasks, without waiting. What cannot be sent is told to the listeners of this process. */
  send(tasks: readonly Task[]): void {
    for (const [lane, those] of byLane(tasks)) {
      if (this.redis.status !== 'ready') this.bell.ring(lane);
      else void this.add(lane, those).catch(() => this.bell.ring(lane));
    }
  }

  /** Lanes that somebody in this process listens to. */
  lanes(): Lane[] {
    return [...this.ears.keys()];
  }

  listen(lanes: readonly Lane[], listener: () => void): () => void {
    const unique = [...new Set(lanes)];
    const end = this.bell.listen(unique, listener);
    for (const lane of unique) this.open(lane);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      end();
      for (const lane of unique) this.leave(lane);
    };
  }

  /** Whether this process has found nothing to do in these lanes, and so wants to be told. */
  wanted(lanes: readonly Lane[], hungry: boolean): void {
    for (const lane of lanes) {
      const heard = this.ears.get(lane);
      if (heard) heard.ear.hungry = hungry;
    }
  }

  ring(lane: Lane): void {
    this.bell.ring(lane);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.bell.clear();
    const ears = [...this.ears.values()].map(({ ear }) => ear.close());
    this.ears.clear();
    await Promise.all([...ears, ...this.ending]);
    await Promise.all([...this.queues.values()].map((queue) => queue.close().catch(() => undefined)));
    this.redis.disconnect();
  }

  private async add(lane: Lane, tasks: readonly Task[]): Promise<void> {
    const now = Date.now();
    const jobs = tasks.map(({ runId, stepId, attempt, notBeforeMs }) => {
      const delay = Math.max(0, Math.ceil(notBeforeMs - now));
      this.count = (this.count + 1) % mostHints;
      // At most so many ids exist, so hints that nobody takes cannot pile up.
      const opts = delay > 0 ? { ...kept, delay } : { ...kept, jobId: `now-${this.count}` };
      return { name: 'work', data: { runId, stepId, attempt }, opts };
    });
    await this.queue(lane).addBulk(jobs);
  }

  private queue(lane: Lane): Queue {
    let queue = this.queues.get(lane);
    if (!queue) {
      queue = new Queue(queueName(lane), { connection: this.redis, prefix: this.options.prefix });
      queue.on('error', (error) => this.failed(error));
      this.queues.set(lane, queue);
    }
    return queue;
  }

  /** Whether Redis is away is read off one connection: the others notice its end and its return at other moments. */
  private failed(error: unknown): void {
    if (this.redis.status !== 'ready') this.outage.begins(error);
  }

  private open(lane: Lane): void {
    const known = this.ears.get(lane);
    if (known) {
      known.listeners += 1;
      known.ear.hungry = true;
      return;
    }
    const { redisUrl, prefix } = this.options;
    const ring = () => this.bell.ring(lane);
    const ear = new HintEar({ queueName: queueName(lane), redisUrl, prefix, ring, failed: (error) => this.failed(error) });
    this.ears.set(lane, { ear, listeners: 1 });
  }

  private leave(lane: Lane): void {
    const heard = this.ears.get(lane);
    if (!heard) return;
    heard.listeners -= 1;
    if (heard.listeners > 0) return;
    this.ears.delete(lane);
    const end = heard.ear.close().finally(() => this.ending.delete(end));
    this.ending.add(end);
  }
}

/** A name that BullMQ takes: it refuses colons. */
export function queueName(lane: Lane): string {
  return `lane-${encodeURIComponent(lane)}`;
}

function byLane(tasks: readonly Task[]): Map<Lane, Task[]> {
  const lanes = new Map<Lane, Task[]>();
  for (const task of tasks) {
    const those = lanes.get(task.lane);
    if (!those) lanes.set(task.lane, [task]);
    else if (those.length < mostHints) those.push(task);
  }
  return lanes;
}
