import type { Lane, Queue } from './queue/contract.ts';
import { PollTimer } from './queue/poll-timer.ts';

export type LaneWatch = {
  /** Lanes in which steps wait and nobody has taken one for too long. */
  idle(): Lane[];
  close(): Promise<void>;
};

const lookEveryMs = 5_000;
const idleMs = 30_000;
/** A provider may take so many requests a minute, and then none until the minute is over. */
const idleAtProviderMs = 75_000;

/** Looks again and again whether somebody works on what waits. */
export function watchLanes(queue: Pick<Queue, 'load'>, clock: () => Date, everyMs = lookEveryMs): LaneWatch {
  const since = new Map<Lane, number>();
  const look = async (): Promise<void> => {
    const now = clock().getTime();
    for (const { lane, waiting, running, pausedUntilMs } of await queue.load()) {
      if (waiting === 0 || running > 0 || pausedUntilMs !== undefined) since.delete(lane);
      else if (!since.has(lane)) since.set(lane, now);
    }
  };
  const timer = new PollTimer(everyMs, look);
  return {
    idle() {
      const now = clock().getTime();
      return [...since].flatMap(([lane, at]) => (now - at > (lane.startsWith('provider:') ? idleAtProviderMs : idleMs) ? [lane] : []));
    },
    close: () => timer.close(),
  };
}

export type DatabaseWatch = {
  readonly ping: () => Promise<void>;
  readonly lost: () => void;
  readonly everyMs?: number;
  readonly patienceMs?: number;
};

/** Calls `lost` once where the database has not answered for a minute. The answer ends the watch. */
export function watchDatabase({ ping, lost, everyMs = lookEveryMs, patienceMs = 60_000 }: DatabaseWatch): () => void {
  let answeredAt = performance.now();
  let isOver = false;
  const timer = setInterval(() => {
    ping().then(
      () => {
        answeredAt = performance.now();
      },
      () => {
        if (isOver || performance.now() - answeredAt < patienceMs) return;
        end();
        lost();
      },
    );
  }, everyMs);
  const end = (): void => {
    isOver = true;
    clearInterval(timer);
  };
  return end;
}
