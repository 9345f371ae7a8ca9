import type { SetTimer } from '#server/queue/work-bell.ts';

type Alarm = { readonly atMs: number; readonly work: () => void };

/** A clock that stands still until it is moved on, with the timers that hang on it. */
export class VirtualTime {
  private readonly alarms = new Set<Alarm>();
  private timeMs = Date.UTC(2026, 0, 1);

  readonly now = (): number => this.timeMs;

  readonly setTimer: SetTimer = (work, delayMs) => {
    const alarm = { atMs: this.timeMs + delayMs, work };
    this.alarms.add(alarm);
    return () => void this.alarms.delete(alarm);
  };

  /** Timers that are set. */
  get waiting(): number {
    return this.alarms.size;
  }

  /** When the next timer fires, or Infinity. */
  get nextMs(): number {
    return Math.min(Infinity, ...[...this.alarms].map(({ atMs }) => atMs));
  }

  /** Moves on to a time, firing each timer on the way at its own time. */
  async moveTo(timeMs: number): Promise<void> {
    for (let next = this.nextMs; next <= timeMs; next = this.nextMs) {
      this.timeMs = Math.max(this.timeMs, next);
      const due = [...this.alarms].filter(({ atMs }) => atMs <= this.timeMs);
      for (const alarm of due) this.alarms.delete(alarm);
      for (const { work } of due) work();
      await Promise.resolve();
    }
    this.timeMs = Math.max(this.timeMs, timeMs);
  }

  advance(ms: number): Promise<void> {
    return this.moveTo(this.timeMs + ms);
  }
}
