import { availableParallelism } from 'node:os';
import { openInProcessBus } from './bus/in-process-bus.ts';
import type { Data } from './open-data.ts';
import { openMemoryQueue } from './queue/memory-queue.ts';
import { createEngine, type EngineOptions } from './runs/engine.ts';
import { openWorker, type WorkerParts } from './runs/open-worker.ts';
import { type EngineNeeds, lazyRunStep, type ServingEngine } from './runs/serving-engine.ts';

export type LocalParts = Omit<WorkerParts, 'queue' | 'bus' | 'keep' | 'report' | 'holder'> & Pick<EngineOptions, 'rows'>;

/** An engine with everything in this process: the queue, the bus, and a worker that carries every step out. */
export function openLocalEngine({ rows, ...parts }: LocalParts): ServingEngine {
  const queue = openMemoryQueue();
  const bus = openInProcessBus();
  const { store, log, clock, slots } = parts;
  const engine = createEngine({ store, queue, bus, rows, log, now: clock, slots });
  // Results are stored by the driver, together with the news of them.
  const worker = openWorker({ ...parts, queue, bus, holder: 'here', keep: async () => undefined, report: engine.report });
  return {
    ...engine,
    queue,
    bus,
    async close() {
      await (await worker).close();
      await engine.close();
      await queue.close();
      await bus.close();
    },
  };
}

/** The engine of one machine: it carries out every step itself, as many at a time as it has processors. */
export function openOwnEngine({ store, storage }: Data, needs: EngineNeeds): ServingEngine {
  return openLocalEngine({ store, storage, ...needs, slots: availableParallelism(), runStep: lazyRunStep });
}
