import { Worker } from 'node:worker_threads';
import type { FromLink, LinkData, ToLink } from './link-messages.ts';
import type { AgentToServer, Lease, Welcome } from './protocol.ts';

export type ConnectionListener = {
  welcome(welcome: Welcome): void;
  /** The server will not take this agent; trying again does not help. */
  refused(code: string, message: string): void;
  down(message: string): void;
  lease(lease: Lease): boolean;
  ended(lease: string, why: 'stop' | 'lost'): void;
};

type Requests = 'inputs' | 'uploads' | 'report';
type AnswerOf<E extends Requests> = Exclude<Parameters<Parameters<AgentToServer[E]>[1]>[0], { failure: string }>;

/** The agent's connection to its server, kept by a thread of its own; it connects again by itself. */
export class Connection {
  private readonly worker: Worker;
  private readonly listener: ConnectionListener;
  private readonly waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  private readonly beat: NodeJS.Timeout;
  private requests = 0;

  constructor(data: LinkData, listener: ConnectionListener) {
    this.listener = listener;
    this.worker = new Worker(new URL('./link-thread.ts', import.meta.url), { workerData: data });
    this.worker.on('message', (message: FromLink) => this.take(message));
    this.worker.on('error', (error) => listener.refused('INTERNAL', `The connection failed: ${error.message}. Start the agent again.`));
    this.beat = setInterval(() => this.post({ type: 'beat' }), 1_000);
  }

  /** Asks the server. Rejects where it cannot be reached or cannot answer now. */
  request<E extends Requests>(event: E, message: Parameters<AgentToServer[E]>[0]): Promise<AnswerOf<E>> {
    this.requests += 1;
    const id = this.requests;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject });
      this.post({ type: 'request', id, event, message });
    });
  }

  send<E extends 'want' | 'progress'>(event: E, message: Parameters<AgentToServer[E]>[0]): void {
    this.post({ type: 'send', event, message });
  }

  /** Renews a lease until it is dropped. */
  hold({ lease, ticket }: Pick<Lease, 'lease' | 'ticket'>): void {
    this.post({ type: 'hold', lease, ticket });
  }

  drop(lease: string): void {
    this.post({ type: 'drop', lease });
  }

  async close(): Promise<void> {
    clearInterval(this.beat);
    const closed = new Promise<void>((resolve) => {
      this.worker.once('exit', () => resolve());
    });
    this.post({ type: 'close' });
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 2_000).unref())]);
    await this.worker.terminate();
  }

  private post(message: ToLink): void {
    this.worker.postMessage(message);
  }

  private take(message: FromLink): void {
    const { listener } = this;
    switch (message.type) {
      case 'welcome':
        return listener.welcome(message.welcome);
      case 'refused':
        return listener.refused(message.code, message.message);
      case 'replaced':
        return listener.refused('REPLACED', 'Another process speaks for this agent now. Give each agent a state folder of its own.');
      case 'down':
        return listener.down(message.message);
      case 'lease':
        return this.post({ type: 'lease-answer', id: message.id, taken: listener.lease(message.lease) });
      case 'ended':
        return listener.ended(message.lease, message.why);
      case 'answer': {
        const waiting = this.waiting.get(message.id);
        this.waiting.delete(message.id);
        if (message.failure === undefined) waiting?.resolve(message.answer);
        else waiting?.reject(new Error(message.failure));
        return;
      }
      case 'closed':
        for (const { reject } of this.waiting.values()) reject(new Error('The connection was closed.'));
        this.waiting.clear();
    }
  }
}
