import { availableParallelism } from 'node:os';
import type { Row } from '#nodes/price.ts';
import { openInProcessBus } from './bus/in-process-bus.ts';
import { openMemoryQueue } from './queue/memory-queue.ts';
import { createEngine } from './runs/engine.ts';
import type { Engine } from './runs/engine-contract.ts';
import { openWorker, type WorkerParts } from './runs/open-worker.ts';
import type { EngineMaker } from './start-server.ts';

export type LocalParts = Omit<WorkerParts, 'queue' | 'bus' | 'keep' | 'report' | 'holder'> & { rows(): readonly Row[] };

/** An engine with everything in this process: the queue, the bus, and a worker that carries every step out. */
export function openLocalEngine({ rows, ...parts }: LocalParts): Engine {
  const queue = openMemoryQueue();
  const bus = openInProcessBus();
  const { store, log, clock, slots } = parts;
  const engine = createEngine({ store, queue, bus, rows, log, now: clock, slots });
  // Results are stored by the driver, together with the news of them.
  const opened = openWorker({ ...parts, queue, bus, holder: 'here', keep: async () => undefined, report: engine.report });
  return {
    ...engine,
    async close() {
      await (await opened).close();
      await engine.close();
      await queue.close();
      await bus.close();
    },
  };
}

/**
 * The engine that carries out every step on this machine, as many at a time as it has processors. What steps need is
 * large, so it is loaded with the first of them.
 */
export const createLocalEngine: EngineMaker = ({ store, storage, rows, reach, log, clock }) =>
  openLocalEngine({
    store,
    storage,
    log,
    clock,
    rows,
    reach,
    slots: availableParallelism(),
    runStep: async (job, files) => (await import('#executors/run-step.ts')).runStep(job, files),
  });
