import { setImmediate as nextTurn } from 'node:timers/promises';
import { evolve } from '#graphs/evolve.ts';
import { pending } from '#graphs/pending.ts';
import { type Change, type Effect, endedPhases, type Input, type Run } from '#graphs/run.ts';
import { transition } from '#graphs/transition.ts';
import type { Result } from '#nodes/items.ts';
import type { Keep, LogEntry } from '#server/store/contract.ts';

/** What one turn of a driver commits together. */
export type Commit = {
  readonly entries: readonly LogEntry[];
  /** Results that came with reports. */
  readonly keeps: readonly Keep[];
  /** Inbox entries whose inputs were taken. */
  readonly taken: readonly number[];
};

export type StepAttempt = { readonly stepId: string; readonly attempt: number };

/** What a driver needs of the world outside. */
export type DriverPorts = {
  readonly now: () => string;
  /** Writes to the log of the run; throws where somebody else wrote the same sequence number. */
  commit(commit: Commit, run: Run): Promise<void>;
  find(fingerprints: readonly string[]): Promise<Map<string, Result>>;
  /** After the commit: the present attempts of these steps are to be carried out. */
  start(steps: readonly string[]): void;
  stop(steps: readonly StepAttempt[]): void;
  withdraw(steps: readonly StepAttempt[]): void;
  /** After the commit, before anything is started. */
  changed(entries: readonly LogEntry[]): void;
  /** The log could not be written: the run in memory is ahead of the truth and must be dropped. */
  broken(error: unknown): void;
};

/** An input on its way to the core, with what is committed beside it. */
export type Letter = { readonly input: Input; readonly keep?: Keep | undefined; readonly inboxId?: number | undefined };
type Waiting = Letter & { readonly done: () => void; readonly failed: (error: unknown) => void };

/**
 * Drives one run: takes inputs one turn at a time, commits what changed, then does what follows. All inputs that wait
 * share one transaction, and so do the stored results that were looked up for them.
 */
export class Driver {
  readonly run: Run;
  seq: number;
  private readonly ports: DriverPorts;
  private readonly waiting: Waiting[] = [];
  private readonly lookers: (() => void)[] = [];
  private turning = false;
  private closed = false;

  constructor(run: Run, seq: number, ports: DriverPorts) {
    this.run = run;
    this.seq = seq;
    this.ports = ports;
  }

  /** Resolves when what the input changed is committed. */
  send(input: Input, more: Omit<Letter, 'input'> = {}): Promise<void> {
    if (this.closed) return Promise.reject(new ClosedError());
    return new Promise((done, failed) => {
      this.waiting.push({ input, ...more, done, failed });
      if (this.turning) return;
      this.turning = true;
      void this.turn();
    });
  }

  /** Asks again for everything that follows from the state: after a restart, or where something may have been lost. */
  async recover(): Promise<void> {
    // Whoever stored its first entries died before it began.
    if (this.run.phase === 'queued') return this.send({ type: 'start' });
    const effects = pending(this.run);
    this.startAll(effects);
    const asked = effects.flatMap((effect) => (effect.type === 'find' ? [effect] : []));
    if (asked.length === 0) return;
    const found = await this.ports.find(asked.map(({ fingerprint }) => fingerprint));
    await Promise.all(
      asked.map(({ step, fingerprint }) => this.send({ type: 'found', step, fingerprint, result: found.get(fingerprint) ?? null })),
    );
  }

  /** Reads the run as it is committed: what a turn under way changes is seen when it is safe. */
  look<T>(read: (run: Run, seq: number) => T): Promise<T> {
    if (!this.turning) return Promise.resolve(read(this.run, this.seq));
    return new Promise((resolve, reject) => {
      this.lookers.push(() => {
        try {
          resolve(read(this.run, this.seq));
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  get ended(): boolean {
    return endedPhases.has(this.run.phase) && !this.turning && this.waiting.length === 0;
  }

  /** Takes no more inputs; what is committed stays to be picked up. */
  close(): void {
    this.closed = true;
    for (const { failed } of this.waiting.splice(0)) failed(new ClosedError());
  }

  private async turn(): Promise<void> {
    while (this.waiting.length > 0 && !this.closed) {
      // Whatever else is said in this turn of the event loop is committed with it.
      await nextTurn();
      const letters = this.waiting.splice(0);
      try {
        const effects = await this.commit(letters);
        for (const { done } of letters) done();
        this.letLook();
        this.startAll(effects);
        this.stopAll(effects, 'stop');
        this.stopAll(effects, 'withdraw');
      } catch (error) {
        this.closed = true;
        for (const { failed } of [...letters, ...this.waiting.splice(0)]) failed(error);
        this.ports.broken(error);
      }
    }
    this.turning = false;
    this.letLook();
  }

  private letLook(): void {
    for (const look of this.lookers.splice(0)) look();
  }

  private async commit(letters: readonly Letter[]): Promise<Effect[]> {
    const at = this.ports.now();
    const { changes, effects } = await this.advance(
      letters.map(({ input }) => input),
      at,
    );
    const entries = changes.map((change, index): LogEntry => ({ seq: this.seq + index + 1, at, change }));
    const keeps = letters.flatMap(({ keep }) => keep ?? []);
    const taken = letters.flatMap(({ inboxId }) => inboxId ?? []);
    if (entries.length === 0 && keeps.length === 0 && taken.length === 0) return effects;
    await this.ports.commit({ entries, keeps, taken }, this.run);
    this.seq += entries.length;
    if (entries.length > 0) this.ports.changed(entries);
    return effects;
  }

  /** Lets the inputs happen, and whatever follows from stored results, until nothing is left to be looked up. */
  private async advance(inputs: readonly Input[], at: string): Promise<{ changes: Change[]; effects: Effect[] }> {
    const changes: Change[] = [];
    const effects: Effect[] = [];
    for (let next = inputs; next.length > 0; ) {
      const asked: Extract<Effect, { type: 'find' }>[] = [];
      for (const input of next) {
        const outcome = transition(this.run, input, at);
        changes.push(...outcome.changes);
        for (const effect of outcome.effects) {
          if (effect.type === 'find') asked.push(effect);
          else effects.push(effect);
        }
      }
      const found = asked.length > 0 ? await this.ports.find(asked.map(({ fingerprint }) => fingerprint)) : new Map<string, Result>();
      next = asked.map(({ step, fingerprint }) => ({ type: 'found', step, fingerprint, result: found.get(fingerprint) ?? null }));
    }
    return { changes, effects };
  }

  private startAll(effects: readonly Effect[]): void {
    const steps = effects.flatMap((effect) => (effect.type === 'start' ? [effect.step] : []));
    if (steps.length > 0) this.ports.start(steps);
  }

  private stopAll(effects: readonly Effect[], how: 'stop' | 'withdraw'): void {
    const steps = effects.flatMap((effect) => (effect.type === how ? [{ stepId: effect.step, attempt: effect.attempt }] : []));
    if (steps.length > 0) this.ports[how](steps);
  }
}

/** The driver takes no more inputs; whoever drives the run next has to be told. */
export class ClosedError extends Error {
  constructor() {
    super('This process does not drive the run any more. Try again in a moment.');
    this.name = 'ClosedError';
  }
}

/** Replays a log into a run. */
export function replay(run: Run, entries: readonly LogEntry[]): Run {
  for (const { change, at } of entries) evolve(run, change as Change, at);
  return run;
}
