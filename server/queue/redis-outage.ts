/** The part of a logger that is needed here. */
export type HintsLog = {
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
};

/** Says once that Redis is gone, and once that it is back, however many connections notice. */
export class RedisOutage {
  private readonly log: HintsLog;
  private readonly what: string;
  private isOut = false;

  /** `what` goes on without it, for the message. */
  constructor(log: HintsLog, what: string) {
    this.log = log;
    this.what = what;
  }

  begins(err: unknown): void {
    if (this.isOut) return;
    this.isOut = true;
    this.log.warn({ err }, `Redis cannot be reached; ${this.what}`);
  }

  ends(): void {
    if (!this.isOut) return;
    this.isOut = false;
    this.log.info({}, 'Redis is back');
  }
}
