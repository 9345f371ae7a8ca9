/** Does something again and again, never twice at a time, with some chance in the waits so that processes do not march in step. */
export class PollTimer {
  private readonly everyMs: number;
  private readonly work: () => Promise<void>;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isAgain = false;
  private isClosed = false;

  /** An error of `work` ends this turn only: whoever is asked next says what is wrong. */
  constructor(everyMs: number, work: () => Promise<void>) {
    this.everyMs = everyMs;
    this.work = work;
    this.plan();
  }

  /** Does it now, or once more where it is under way. */
  soon(): void {
    if (this.isClosed) return;
    if (this.running) this.isAgain = true;
    else this.turn();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private plan(): void {
    if (this.isClosed) return;
    this.timer = setTimeout(() => this.turn(), this.everyMs * (0.8 + 0.4 * Math.random()));
    this.timer.unref();
  }

  private turn(): void {
    clearTimeout(this.timer);
    this.running = this.work()
      .catch(() => undefined)
      .then(() => {
        this.running = undefined;
        if (!this.isAgain) return this.plan();
        this.isAgain = false;
        this.soon();
      });
  }
}
