import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { type HintsLog, RedisOutage } from '../queue/redis-outage.ts';
import { ProgressGate } from './coalesce.ts';
import type { Bus, BusMessage } from './contract.ts';
import { type Listener, Listeners } from './listeners.ts';

export type RedisBusOptions = {
  readonly redisUrl: string;
  readonly log: HintsLog;
  /** Prefix of the channels; fleets that share a Redis have different ones. */
  readonly prefix?: string;
};

const progressEveryMs = 100;
const answerMs = 3000;
const heartbeatMs = 5000;

/**
 * The bus of a fleet, over publish and subscribe of Redis. While Redis is away messages are lost and `listen` waits; when it is
 * back everything is heard again. A connection that stands open but carries nothing is found by a heartbeat and replaced.
 */
export function openRedisBus(options: RedisBusOptions): Bus {
  return new RedisBus(options);
}

class RedisBus implements Bus {
  private readonly prefix: string;
  private readonly outage: RedisOutage;
  private readonly sender: Redis;
  private readonly receiver: Redis;
  private readonly listeners = new Listeners();
  private readonly progress: ProgressGate;
  private readonly echoChannel: string;
  private readonly echoes = new Map<string, () => void>();
  private readonly heartbeat: NodeJS.Timeout;
  private isClosed = false;

  constructor({ redisUrl, log, prefix = 'filmloom' }: RedisBusOptions) {
    this.prefix = `${prefix}:run:`;
    this.echoChannel = `${prefix}:echo:${randomUUID()}`;
    this.outage = new RedisOutage(log, 'other processes hear of changes later, when they look for themselves');
    const usual = { maxRetriesPerRequest: null, connectTimeout: 5000, keepAlive: 10_000 };
    this.sender = this.watch(new Redis(redisUrl, { ...usual, enableOfflineQueue: false, socketTimeout: answerMs }));
    this.receiver = this.watch(new Redis(redisUrl, usual));
    this.receiver.on('message', (channel: string, text: string) => this.hear(channel, text));
    this.receiver.on('pmessage', (_pattern: string, channel: string, text: string) => this.hearAny(channel, text));
    void this.receiver.subscribe(this.echoChannel).catch(() => undefined);
    this.progress = new ProgressGate(progressEveryMs, (runId, messages) => this.send(runId, messages));
    this.heartbeat = setInterval(() => void this.beat(), heartbeatMs);
    this.heartbeat.unref();
  }

  publish(message: BusMessage): void {
    if (message.type === 'progress') return this.progress.add(message);
    this.progress.flush(message.runId);
    this.send(message.runId, [message]);
  }

  async listen(runId: string, listener: Listener): Promise<() => void> {
    const end = this.listeners.add(runId, listener);
    const stop = (): void => {
      if (end()) void this.unsubscribe(runId).catch(() => undefined);
    };
    try {
      if (runId === '*') await this.receiver.psubscribe(`${this.prefix}*`);
      else await this.receiver.subscribe(this.prefix + runId);
    } catch (error) {
      stop();
      throw error;
    }
    return stop;
  }

  async ping(): Promise<void> {
    const word = randomUUID();
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        timer = setTimeout(() => reject(new Error('Redis does not carry messages.')), answerMs);
        this.echoes.set(word, resolve);
        this.sender.publish(this.echoChannel, word).catch(reject);
      });
    } finally {
      clearTimeout(timer);
      this.echoes.delete(word);
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.heartbeat);
    this.progress.close();
    this.listeners.clear();
    this.sender.disconnect();
    this.receiver.disconnect();
  }

  private watch(redis: Redis): Redis {
    redis.on('error', (error: unknown) => this.outage.begins(error));
    redis.on('close', () => this.isClosed || this.outage.begins(new Error('The connection was closed.')));
    return redis;
  }

  /** A message that cannot be sent is lost: nothing depends on it. */
  private send(runId: string, messages: readonly BusMessage[]): void {
    this.sender.publish(this.prefix + runId, JSON.stringify(messages)).catch(() => undefined);
  }

  private hear(channel: string, text: string): void {
    if (channel === this.echoChannel) return this.echoes.get(text)?.();
    for (const message of messagesOf(text)) this.listeners.tell(channel.slice(this.prefix.length), message);
  }

  private hearAny(_channel: string, text: string): void {
    for (const message of messagesOf(text)) this.listeners.tell('*', message);
  }

  private async unsubscribe(runId: string): Promise<void> {
    if (runId === '*') await this.receiver.punsubscribe(`${this.prefix}*`);
    else await this.receiver.unsubscribe(this.prefix + runId);
  }

  /** Both connections are made anew where a message does not come back. */
  private async beat(): Promise<void> {
    try {
      await this.ping();
      this.outage.ends();
    } catch (error) {
      this.outage.begins(error);
      for (const redis of [this.sender, this.receiver]) if (redis.status === 'ready') redis.disconnect(true);
    }
  }
}

/** What another version sends that cannot be read is no message. */
function messagesOf(text: string): BusMessage[] {
  const read: unknown = JSON.parse(text);
  return Array.isArray(read) ? (read as BusMessage[]) : [];
}
