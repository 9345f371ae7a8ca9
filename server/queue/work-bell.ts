import type { Lane } from './contract.ts';

/** Calls `work` after so many milliseconds; the answer takes it back. */
export type SetTimer = (work: () => void, delayMs: number) => () => void;

type Listener = { readonly lanes: readonly Lane[]; readonly call: () => void };

/** Longer waits are cut up: timers of Node end at once beyond 2^31 ms. */
const longestMs = 3_600_000;

/** A timer of Node that does not keep the process alive. */
export const setNodeTimer: SetTimer = (work, delayMs) => {
  const timer = setTimeout(work, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
};

/** Tells those who listen to a lane that there may be work, once for everything of a microtask. */
export class WorkBell {
  private readonly listeners = new Map<Lane, Set<Listener>>();
  private readonly rung = new Set<Listener>();

  listen(lanes: readonly Lane[], call: () => void): () => void {
    const listener = { lanes, call };
    for (const lane of lanes) {
      const those = this.listeners.get(lane);
      if (those) those.add(listener);
      else this.listeners.set(lane, new Set([listener]));
    }
    return () => this.unlisten(listener);
  }

  ring(lane: Lane): void {
    const those = this.listeners.get(lane);
    if (!those) return;
    if (this.rung.size === 0) queueMicrotask(() => this.call());
    for (const listener of those) this.rung.add(listener);
  }

  clear(): void {
    this.listeners.clear();
    this.rung.clear();
  }

  private call(): void {
    const those = [...this.rung];
    this.rung.clear();
    for (const { call } of those) call();
  }

  private unlisten(listener: Listener): void {
    this.rung.delete(listener);
    for (const lane of listener.lanes) {
      const those = this.listeners.get(lane);
      those?.delete(listener);
      if (those?.size === 0) this.listeners.delete(lane);
    }
  }
}

/** One timer for the next moment at which something happens by itself. */
export class NextMoment {
  private readonly setTimer: SetTimer;
  private readonly work: () => void;
  private atMs = Infinity;
  private cancel: (() => void) | undefined;

  constructor(setTimer: SetTimer, work: () => void) {
    this.setTimer = setTimer;
    this.work = work;
  }

  /** Makes sure that `work` is called at that time, or before. */
  by(timeMs: number, now: number): void {
    if (timeMs >= this.atMs) return;
    this.clear();
    this.atMs = timeMs;
    const delayMs = Math.max(0, Math.ceil(timeMs - now));
    this.cancel = this.setTimer(() => this.fire(), Math.min(delayMs, longestMs));
  }

  clear(): void {
    this.cancel?.();
    this.cancel = undefined;
    this.atMs = Infinity;
  }

  private fire(): void {
    this.cancel = undefined;
    this.atMs = Infinity;
    this.work();
  }
}
