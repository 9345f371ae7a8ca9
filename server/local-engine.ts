import { availableParallelism } from 'node:os';
import { catalogue } from '#executors/catalogue/index.ts';
import { runStep } from '#executors/run-step.ts';
import { createEngine } from './runs/engine.ts';
import type { EngineMaker } from './start-server.ts';

/** The engine that carries out every step on this machine, as many at a time as it has processors. */
export const createLocalEngine: EngineMaker = ({ store, storage, log, clock }) =>
  createEngine({ store, storage, rows: catalogue, log, now: clock, slots: availableParallelism(), runStep });
