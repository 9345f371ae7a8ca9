import { Chance } from './chance.ts';

/** A process of the simulated installation. What is parked for a dead one never happens. */
export type Process = { readonly name: string; alive: boolean; frozenUntilMs: number };

/** `lands`: what reaches the other side even where the process dies while it waits for the answer. */
type Parked = { readonly owner: Process; readonly label: string; dueMs: number; readonly fire: () => void; readonly lands?: () => void };
type Timer = { cancelled: boolean; unref(): Timer; ref(): Timer };

const originals = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  now: Date.now,
  timeout: AbortSignal.timeout,
};

/** A promise that was broken. It is kept, because the code under test may take it for a fault of a disk. */
export class Violation extends Error {
  static first: Violation | undefined;

  constructor(message: string) {
    super(message);
    Violation.first ??= this;
  }
}

/**
 * Time, and everything that waits in it: one event is fired at a time, chosen by the seed among those that are due, and its
 * consequences run to their end before the next. Timers of the programs under test are events too.
 */
export class World {
  nowMs = Date.UTC(2026, 10, 1);
  fired = 0;
  readonly chance: Chance;
  /** Whose code is running. */
  current: Process = { name: 'nobody', alive: true, frozenUntilMs: 0 };
  /** How often an answer comes late; 0 once the world heals. */
  unrest = 1;
  readonly trace: string[] = [];
  private parked: Parked[] = [];

  constructor(seed: number) {
    this.chance = new Chance(seed, 1);
  }

  now = (): string => new Date(this.nowMs).toISOString();

  note(text: string): void {
    this.trace.push(`${((this.nowMs - Date.UTC(2026, 10, 1)) / 1000).toFixed(1)}s ${text}`);
  }

  park(owner: Process, label: string, delayMs: number, fire: () => void, lands?: () => void): void {
    if (owner.alive) this.parked.push({ owner, label, dueMs: this.nowMs + delayMs, fire, ...(lands ? { lands } : {}) });
  }

  /** Something outside of the process: it happens at a moment of its own, and the answer may come later still, or never. */
  io<T>(owner: Process, label: string, act: () => T, delayMs = 0): Promise<T> {
    return new Promise((resolve, reject) => {
      const fire = (): void => {
        const answer = settled(act, resolve, reject);
        if (this.chance.happens(0.2 * this.unrest)) this.park(owner, `${label}…`, this.chance.happens(0.1) ? 4_000 : 0, answer);
        else answer();
      };
      this.park(owner, label, delayMs, fire, () => settled(act, resolve, reject));
    });
  }

  sleep(owner: Process, ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const wake = (): void => reject(signal.reason);
      signal.addEventListener('abort', wake, { once: true });
      this.park(owner, 'sleep', ms, () => {
        signal.removeEventListener('abort', wake);
        resolve();
      });
    });
  }

  /** Ends a process at once; half of what it had sent out arrives all the same. */
  kill(process: Process): void {
    process.alive = false;
    const theirs = this.parked.filter(({ owner }) => owner === process);
    this.parked = this.parked.filter(({ owner }) => owner !== process);
    for (const { lands } of theirs) if (lands && this.chance.happens(0.5)) lands();
  }

  freeze(process: Process, ms: number): void {
    process.frozenUntilMs = this.nowMs + ms;
  }

  /** Fires one event and lets everything that follows at once happen. */
  async step(): Promise<void> {
    const next = this.choose();
    this.nowMs = Math.max(this.nowMs, next.dueMs, next.owner.frozenUntilMs);
    this.parked.splice(this.parked.indexOf(next), 1);
    this.current = next.owner;
    this.fired += 1;
    next.fire();
    await this.drain();
    if (Violation.first) throw Violation.first;
  }

  /** What waits in the world, for the report of a failure. */
  waiting(): string[] {
    const counts = new Map<string, number>();
    for (const { owner, label } of this.parked) counts.set(`${owner.name} ${label}`, (counts.get(`${owner.name} ${label}`) ?? 0) + 1);
    return [this.now(), ...[...counts].map(([what, times]) => `${times} × ${what}`)];
  }

  drain(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  private choose(): Parked {
    const timeOf = ({ dueMs, owner }: Parked): number => Math.max(dueMs, owner.frozenUntilMs);
    const due = this.parked.filter((one) => timeOf(one) <= this.nowMs);
    if (due.length > 0) return this.chance.pick(due);
    const [first, ...others] = this.parked;
    if (!first) throw new Violation('nothing waits, and the run has not ended');
    return others.reduce((least, one) => (timeOf(one) < timeOf(least) ? one : least), first);
  }

  /** Puts the timers, the clock and the time-outs of this process under the world's time while `work` runs. */
  async rule<T>(work: () => Promise<T>): Promise<T> {
    const timer = (): Timer => {
      const made: Timer = { cancelled: false, unref: () => made, ref: () => made };
      return made;
    };
    const clear = (given?: unknown): void => {
      if (given) (given as Timer).cancelled = true;
    };
    const once = (run: () => void, ms = 0): Timer => {
      const made = timer();
      this.park(this.current, 'timer', ms, () => !made.cancelled && run());
      return made;
    };
    const every = (run: () => void, ms = 0): Timer => {
      const made = timer();
      const owner = this.current;
      const again = (): void =>
        this.park(owner, 'interval', ms, () => {
          if (made.cancelled) return;
          again();
          run();
        });
      again();
      return made;
    };
    Object.assign(globalThis, { setTimeout: once, clearTimeout: clear, setInterval: every, clearInterval: clear });
    Date.now = () => this.nowMs;
    AbortSignal.timeout = () => new AbortController().signal;
    Violation.first = undefined;
    try {
      return await work();
    } finally {
      const { now, timeout, ...timers } = originals;
      Object.assign(globalThis, timers);
      Date.now = now;
      AbortSignal.timeout = timeout;
    }
  }
}

/** Does it now; the answer is given when the result is called. */
function settled<T>(act: () => T, resolve: (value: T) => void, reject: (thrown: unknown) => void): () => void {
  try {
    const value = act();
    return () => resolve(value);
  } catch (thrown) {
    return () => reject(thrown);
  }
}
