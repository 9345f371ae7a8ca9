import { StepError } from '#executors/errors.ts';

/** A piece of work that waits for a slot of this machine. Higher `rank` goes first; equal ranks in order of `place`. */
export type LaneJob = {
  readonly id: string;
  readonly rank: number;
  readonly place: number;
  work(signal: AbortSignal): Promise<void>;
};

/** Steps that compete for the processors of this machine. */
export type LocalLane = {
  submit(job: LaneJob): void;
  /** Takes a waiting job out, or aborts one that runs. */
  stop(id: string): void;
  /** Aborts everything and resolves when nothing runs any more. */
  close(): Promise<void>;
  readonly waiting: number;
  readonly running: number;
};

export function createLocalLane(slots: number): LocalLane {
  const waiting: LaneJob[] = [];
  const running = new Map<string, { abort: AbortController; done: Promise<void> }>();
  let closed = false;

  const next = (): void => {
    while (!closed && running.size < slots && waiting.length > 0) {
      let best = 0;
      for (let index = 1; index < waiting.length; index += 1) if (before(waiting[index] as LaneJob, waiting[best] as LaneJob)) best = index;
      const [job] = waiting.splice(best, 1);
      if (job) begin(job);
    }
  };
  const begin = (job: LaneJob): void => {
    const abort = new AbortController();
    const done = job
      .work(abort.signal)
      .catch(() => undefined)
      .finally(() => {
        running.delete(job.id);
        next();
      });
    running.set(job.id, { abort, done });
  };
  return {
    submit(job) {
      waiting.push(job);
      // A whole turn submits together: start after it, so that the best of them goes first.
      queueMicrotask(next);
    },
    stop(id) {
      const index = waiting.findIndex((job) => job.id === id);
      if (index >= 0) waiting.splice(index, 1);
      running.get(id)?.abort.abort(new StepError('CANCELLED', 'Stopped.'));
    },
    async close() {
      closed = true;
      waiting.length = 0;
      for (const { abort } of running.values()) abort.abort(new StepError('CANCELLED', 'Stopped.'));
      await Promise.all([...running.values()].map(({ done }) => done));
    },
    get waiting() {
      return waiting.length;
    },
    get running() {
      return running.size;
    },
  };
}

function before(a: LaneJob, b: LaneJob): boolean {
  return a.rank > b.rank || (a.rank === b.rank && a.place < b.place);
}
