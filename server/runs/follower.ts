import { evolve } from '#graphs/evolve.ts';
import type { Change, Run } from '#graphs/run.ts';
import type { Bus, BusMessage } from '#server/bus/contract.ts';
import type { LogEntry } from '#server/store/contract.ts';
import { Watchers } from './watchers.ts';

/** A hint may be lost: the log is looked at this often all the same while somebody watches. */
const lookEveryMs = 2_000;

type FollowerPorts = { readonly bus: Bus; log(after: number): Promise<LogEntry[]>; failed(error: unknown): void };

/** A copy of a run that grows with its log, whichever process drives it, and tells whoever watches here. */
export class Follower {
  readonly watchers: Watchers;
  private readonly run: Run;
  private seq: number;
  private readonly ports: FollowerPorts;
  private reading: Promise<void> | undefined;
  private wanted = 0;
  private readonly timer: NodeJS.Timeout;
  private unlisten: (() => void) | undefined;

  constructor(runId: string, run: Run, seq: number, ports: FollowerPorts) {
    this.run = run;
    this.seq = seq;
    this.ports = ports;
    this.watchers = new Watchers(runId, run);
    this.timer = setInterval(() => this.catchUp(), lookEveryMs);
    this.timer.unref();
  }

  /** Reads the run as its log tells it now. Whoever watches has been told all of that, so what comes next comes after it. */
  async look<T>(read: (run: Run, seq: number) => T): Promise<T> {
    this.apply(await this.ports.log(this.seq));
    return read(this.run, this.seq);
  }

  /** Begins to listen; nothing that is committed from now on is missed. */
  async open(runId: string): Promise<void> {
    this.unlisten = await this.ports.bus.listen(runId, (message) => this.heard(message));
    await this.read();
  }

  close(): void {
    clearInterval(this.timer);
    this.unlisten?.();
    this.watchers.close();
  }

  /** Entries as they were committed in this process: they need not be read again. */
  advance(entries: readonly LogEntry[]): void {
    const [first] = entries;
    if (!first || this.reading || first.seq !== this.seq + 1) return this.catchUp();
    this.apply(entries);
  }

  private heard(message: BusMessage): void {
    if (message.type === 'progress') this.watchers.progressed(message);
    if (message.type === 'log-grown' && message.seq > this.seq) this.catchUp();
  }

  private catchUp(): void {
    this.wanted += 1;
    if (this.reading) return;
    this.reading = this.read()
      .catch((error: unknown) => this.ports.failed(error))
      .finally(() => {
        this.reading = undefined;
      });
  }

  private async read(): Promise<void> {
    do {
      this.wanted = 0;
      this.apply(await this.ports.log(this.seq));
    } while (this.wanted > 0);
  }

  private apply(entries: readonly LogEntry[]): void {
    const fresh = entries.filter(({ seq }) => seq > this.seq);
    const last = fresh.at(-1);
    if (!last) return;
    for (const { change, at } of fresh) evolve(this.run, change as Change, at);
    this.seq = last.seq;
    this.watchers.changed(fresh);
  }
}
