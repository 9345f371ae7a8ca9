import type { BusMessage } from './contract.ts';

type Progress = Extract<BusMessage, { type: 'progress' }>;
type Waiting = { readonly latest: Map<string, Progress>; timer: NodeJS.Timeout };

/**
 * Lets progress of a run through at most every so often: at once after a quiet time, else the latest word of each step together.
 */
export class ProgressGate {
  private readonly everyMs: number;
  private readonly send: (runId: string, messages: readonly Progress[]) => void;
  private readonly runs = new Map<string, Waiting>();

  constructor(everyMs: number, send: (runId: string, messages: readonly Progress[]) => void) {
    this.everyMs = everyMs;
    this.send = send;
  }

  add(message: Progress): void {
    const { runId, step } = message;
    const waiting = this.runs.get(runId);
    if (waiting) return void waiting.latest.set(step, message);
    this.send(runId, [message]);
    this.runs.set(runId, { latest: new Map(), timer: this.plan(runId) });
  }

  /** Sends what is held back of a run, so that it does not come after what is sent next. */
  flush(runId: string): void {
    const waiting = this.runs.get(runId);
    if (!waiting || waiting.latest.size === 0) return;
    this.send(runId, [...waiting.latest.values()]);
    waiting.latest.clear();
  }

  close(): void {
    for (const { timer } of this.runs.values()) clearTimeout(timer);
    this.runs.clear();
  }

  private plan(runId: string): NodeJS.Timeout {
    const timer = setTimeout(() => this.open(runId), this.everyMs);
    timer.unref();
    return timer;
  }

  private open(runId: string): void {
    const waiting = this.runs.get(runId);
    if (!waiting) return;
    if (waiting.latest.size === 0) return void this.runs.delete(runId);
    this.flush(runId);
    waiting.timer = this.plan(runId);
  }
}
