import type { LaneLimit } from './contract.ts';

const minuteMs = 60_000;

/** Whether a lane lets another task start: how many run, how many began in the last minute, and until when it is paused. */
export class LaneGate {
  running = 0;
  pausedUntilMs = 0;
  private limit: LaneLimit = {};
  /** When the last tasks began, oldest first, as many as may begin in a minute; only kept where that is limited. */
  private begun: number[] = [];
  private oldest = 0;

  /** Throws RangeError for a limit that is not a whole number from 0. */
  setLimit(limit: LaneLimit): void {
    for (const [name, value] of Object.entries(limit))
      if (value !== undefined && (!Number.isInteger(value) || value < 0))
        throw new RangeError(`The limit “${name}” of a lane is a whole number from 0; ${value} is not. Leave it out for no limit.`);
    const begun = [...this.begun.slice(this.oldest), ...this.begun.slice(0, this.oldest)];
    this.begun = limit.perMinute ? begun.slice(-limit.perMinute) : [];
    this.oldest = 0;
    this.limit = limit;
  }

  /** When the next task may start: `now` where at once, Infinity where only the end of another one lets it. */
  opensAt(now: number): number {
    const { concurrent = Infinity, perMinute } = this.limit;
    if (this.running >= concurrent || perMinute === 0) return Infinity;
    const isFull = perMinute !== undefined && this.begun.length >= perMinute;
    const rateMs = isFull ? (this.begun[this.oldest] as number) + minuteMs : 0;
    return Math.max(now, this.pausedUntilMs, rateMs);
  }

  begin(now: number): void {
    this.running += 1;
    const { perMinute } = this.limit;
    if (!perMinute) return;
    if (this.begun.length < perMinute) this.begun.push(now);
    else {
      this.begun[this.oldest] = now;
      this.oldest = (this.oldest + 1) % perMinute;
    }
  }

  end(): void {
    this.running -= 1;
  }
}
