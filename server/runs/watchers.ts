import type { Run } from '#graphs/run.ts';
import type { BusMessage } from '#server/bus/contract.ts';
import type { ProgressMessage } from '#server/contract/events.ts';
import type { LogEntry } from '#server/store/contract.ts';
import type { Listener } from './engine-contract.ts';
import { eventViews } from './event-view.ts';
import { NodeBook } from './node-book.ts';

const progressEveryMs = 100;

/** Whoever watches one run in this process: events as they are committed, progress at most ten times a second. */
export class Watchers {
  private readonly listeners = new Set<Listener>();
  private readonly fractions = new Map<string, { fraction: number; note: string | undefined }>();
  private readonly touched = new Set<string>();
  private flushing: NodeJS.Timeout | undefined;
  private flushedMs = 0;
  private readonly run: Run;
  private readonly runId: string;
  private readonly book: NodeBook;

  constructor(runId: string, run: Run) {
    this.runId = runId;
    this.run = run;
    this.book = new NodeBook(run);
  }

  get size(): number {
    return this.listeners.size;
  }

  add(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  close(): void {
    clearTimeout(this.flushing);
  }

  /** Tells what was committed; the run is in the state after it. */
  changed(entries: readonly LogEntry[]): void {
    const events = eventViews(this.runId, this.run, entries, this.book);
    for (const listener of this.listeners) for (const event of events) listener.event(event);
  }

  progressed({ step, fraction, note }: Extract<BusMessage, { type: 'progress' }>): void {
    if (this.listeners.size === 0) return;
    this.fractions.set(step, { fraction: Math.min(1, Math.max(0, fraction)), note });
    this.touched.add(step);
    this.flushing ??= setTimeout(() => this.flush(), Math.max(0, this.flushedMs + progressEveryMs - performance.now()));
  }

  private flush(): void {
    this.flushing = undefined;
    this.flushedMs = performance.now();
    const steps: ProgressMessage['steps'] = [];
    for (const id of this.touched) {
      const entry = this.run.steps.get(id);
      const known = this.fractions.get(id);
      if (entry?.state !== 'running' || !known) {
        this.fractions.delete(id);
        continue;
      }
      const { fraction, note } = known;
      const { node, element } = entry.step;
      steps.push({ id, node, element, state: entry.state, fraction, ...(note === undefined ? {} : { note }) });
    }
    this.touched.clear();
    if (steps.length > 0) for (const listener of this.listeners) listener.progress({ runId: this.runId, steps });
  }
}
