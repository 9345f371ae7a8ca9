import { evolve } from '#graphs/evolve.ts';
import { pending } from '#graphs/pending.ts';
import { type Change, type Effect, endedPhases, type Input, type Run } from '#graphs/run.ts';
import { transition } from '#graphs/transition.ts';
import type { Result } from '#nodes/items.ts';
import type { LogEntry } from '#server/store/contract.ts';
import type { Logger } from './logger.ts';

/** What a driver needs of the world outside. */
export type DriverPorts = {
  readonly now: () => string;
  readonly log: Logger;
  /** Adds entries to the log of the run; throws where somebody else wrote the same sequence number. */
  append(entries: readonly LogEntry[], run: Run): Promise<void>;
  find(fingerprints: readonly string[]): Promise<Map<string, Result>>;
  start(effect: Extract<Effect, { type: 'start' }>): void;
  stop(effect: Extract<Effect, { type: 'stop' }>): void;
  /** Called after the entries are safe. */
  changed(entries: readonly LogEntry[]): void;
  /** The log could not be written: the run in memory is ahead of the truth and must be dropped. */
  broken(error: unknown): void;
};

/**
 * Drives one run: takes inputs one turn at a time, commits what changed, then does what follows. All inputs that wait
 * share one transaction.
 */
export class Driver {
  readonly run: Run;
  seq: number;
  private readonly ports: DriverPorts;
  private readonly inbox: { input: Input; done: () => void; failed: (error: unknown) => void }[] = [];
  private turning = false;
  private closed = false;

  constructor(run: Run, seq: number, ports: DriverPorts) {
    this.run = run;
    this.seq = seq;
    this.ports = ports;
  }

  /** Resolves when what the input changed is committed. */
  send(input: Input): Promise<void> {
    if (this.closed) return Promise.resolve();
    return new Promise((done, failed) => {
      this.inbox.push({ input, done, failed });
      if (this.turning) return;
      this.turning = true;
      queueMicrotask(() => void this.turn());
    });
  }

  /** Asks again for everything that follows from the state: after a restart. */
  async recover(): Promise<void> {
    await this.carryOut(pending(this.run));
  }

  get ended(): boolean {
    return endedPhases.has(this.run.phase) && !this.turning && this.inbox.length === 0;
  }

  /** Takes no more inputs; what is committed stays to be picked up. */
  close(): void {
    this.closed = true;
    for (const { done } of this.inbox.splice(0)) done();
  }

  private async turn(): Promise<void> {
    while (this.inbox.length > 0 && !this.closed) {
      const batch = this.inbox.splice(0);
      try {
        const effects = await this.commit(batch.map(({ input }) => input));
        for (const { done } of batch) done();
        await this.carryOut(effects);
      } catch (error) {
        this.closed = true;
        for (const { failed } of batch) failed(error);
        for (const { failed } of this.inbox.splice(0)) failed(error);
        this.ports.broken(error);
      }
    }
    this.turning = false;
  }

  private async commit(inputs: readonly Input[]): Promise<Effect[]> {
    const at = this.ports.now();
    const changes: Change[] = [];
    const effects: Effect[] = [];
    for (const input of inputs) {
      const outcome = transition(this.run, input, at);
      changes.push(...outcome.changes);
      effects.push(...outcome.effects);
    }
    if (changes.length === 0) return effects;
    const entries = changes.map((change, index): LogEntry => ({ seq: this.seq + index + 1, at, change }));
    await this.ports.append(entries, this.run);
    this.seq += entries.length;
    this.ports.changed(entries);
    return effects;
  }

  private async carryOut(effects: readonly Effect[]): Promise<void> {
    const finds = effects.filter((effect) => effect.type === 'find');
    for (const effect of effects) {
      if (effect.type === 'start') this.ports.start(effect);
      else if (effect.type === 'stop') this.ports.stop(effect);
    }
    if (finds.length === 0) return;
    const found = await this.ports.find(finds.map(({ fingerprint }) => fingerprint));
    for (const { step, fingerprint } of finds) {
      void this.send({ type: 'found', step, fingerprint, result: found.get(fingerprint) ?? null }).catch(() => undefined);
    }
  }
}

/** Replays a log into a run. */
export function replay(run: Run, entries: readonly LogEntry[]): Run {
  for (const { change, at } of entries) evolve(run, change as Change, at);
  return run;
}
