import { randomUUID } from 'node:crypto';
import type { Pruned } from '#server/contract/pruned.ts';
import type { Logger } from '#server/runs/logger.ts';
import { type PruneParts, prune } from './prune.ts';

export type Pruner = {
  /** Cleans up now; one after the other where several ask. */
  prune(dryRun: boolean): Promise<Pruned>;
  /** Ends the timer, and waits for a clean-up under way. */
  close(): Promise<void>;
};

const everyMs = 3_600_000;
const firstAfterMs = 60_000;

/** Cleans up every hour, on one server of a fleet. */
export function startPruner(parts: PruneParts & { readonly log: Logger }): Pruner {
  const { store, now, log } = parts;
  const kept = { ...parts, memory: parts.memory ?? new Map() };
  const holder = randomUUID();
  let last: Promise<unknown> = Promise.resolve();
  const doPrune = (dryRun: boolean): Promise<Pruned> => {
    const mine = last.then(() => prune(kept, dryRun));
    last = mine.catch(() => undefined);
    return mine;
  };
  const tick = async (): Promise<void> => {
    // Shorter than the interval, so that the same server may go again.
    if (!(await store.takeChore('prune', holder, now().getTime(), everyMs * 0.9))) return;
    const gone = await doPrune(false);
    if (gone.runs + gone.results + gone.files.now > 0) log.info({ ...gone }, 'cleaned up');
  };
  const quietly = (): void => void tick().catch((err: unknown) => log.warn({ err }, 'could not clean up; it is tried again in an hour'));
  const first = setTimeout(quietly, firstAfterMs).unref();
  const timer = setInterval(quietly, everyMs).unref();
  return {
    prune: doPrune,
    async close() {
      clearTimeout(first);
      clearInterval(timer);
      await last;
    },
  };
}
