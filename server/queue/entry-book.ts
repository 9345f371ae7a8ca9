import type { Lane, Task } from './contract.ts';
import type { Ordered } from './fair-order.ts';

/** A task in the queue. It waits for its time (`later`), may start (`ready`), or somebody has it (`held`). */
export type Entry = Ordered & {
  readonly task: Task;
  readonly lane: Lane;
  state: 'later' | 'ready' | 'held';
  notBeforeMs: number;
  fence: number;
  /** How often it was claimed and not given back. */
  claims: number;
  holder: string;
  leaseEndsMs: number;
  /** Nobody wants the result any more. */
  stopped: boolean;
};

/** Every task in the queue by its identity. */
export class EntryBook {
  private readonly runs = new Map<string, Map<string, Entry>>();

  find(runId: string, stepId: string, attempt: number): Entry | undefined {
    return this.runs.get(runId)?.get(keyOf(stepId, attempt));
  }

  ofRun(runId: string): Iterable<Entry> {
    return this.runs.get(runId)?.values() ?? [];
  }

  /** Whether a task of this identity is here. */
  knows({ runId, stepId, attempt }: Task): boolean {
    return this.runs.get(runId)?.has(keyOf(stepId, attempt)) ?? false;
  }

  add(entry: Entry): void {
    const { runId, stepId, attempt } = entry.task;
    const run = this.runs.get(runId);
    if (run) run.set(keyOf(stepId, attempt), entry);
    else this.runs.set(runId, new Map([[keyOf(stepId, attempt), entry]]));
  }

  /** Takes a task out; it may be put in again. */
  drop({ task: { runId, stepId, attempt } }: Entry): void {
    const run = this.runs.get(runId);
    run?.delete(keyOf(stepId, attempt));
    if (run?.size === 0) this.runs.delete(runId);
  }

  clear(): void {
    this.runs.clear();
  }
}

function keyOf(stepId: string, attempt: number): string {
  return `${attempt}/${stepId}`;
}
