import type { CommittedBeside, LogEntry, RunStore } from './contract.ts';

/** One call of `append`, on its way into a transaction. */
export type Append = {
  readonly runId: string;
  readonly entries: readonly LogEntry[];
  readonly update: Parameters<RunStore['append']>[2];
  readonly beside: CommittedBeside;
};
type Waiting = Append & { readonly done: () => void; readonly failed: (error: unknown) => void };

/** Appends that one transaction takes at most. */
const largestGroup = 200;

/**
 * Lets appends that wait for the database share one transaction, whichever runs they belong to: a commit costs the same for
 * one as for many. Where a group fails each is tried alone, so that nobody fails for another.
 */
export function groupAppends(commit: (appends: readonly Append[]) => Promise<void>): RunStore['append'] {
  const waiting: Waiting[] = [];
  let busy = false;

  async function flush(): Promise<void> {
    busy = true;
    while (waiting.length > 0) {
      const group = waiting.splice(0, largestGroup);
      try {
        await commit(group);
        for (const { done } of group) done();
      } catch (error) {
        if (group.length === 1) group[0]?.failed(error);
        else await alone(group);
      }
    }
    busy = false;
  }

  async function alone(group: readonly Waiting[]): Promise<void> {
    for (const one of group) await commit([one]).then(one.done, one.failed);
  }

  return (runId, entries, update, beside = {}) =>
    new Promise((done, failed) => {
      waiting.push({ runId, entries, update, beside, done, failed });
      if (!busy) {
        busy = true;
        queueMicrotask(() => void flush());
      }
    });
}
