import { availableParallelism } from 'node:os';
import { catalogue } from '#executors/catalogue/index.ts';
import { createEngine } from './runs/engine.ts';
import type { EngineMaker } from './start-server.ts';

/**
 * The engine that carries out every step on this machine, as many at a time as it has processors. What steps need is
 * large, so it is loaded with the first of them.
 */
export const createLocalEngine: EngineMaker = ({ store, storage, log, clock }) =>
  createEngine({
    store,
    storage,
    rows: catalogue,
    log,
    now: clock,
    slots: availableParallelism(),
    runStep: async (job, files) => (await import('#executors/run-step.ts')).runStep(job, files),
  });
