import type { Row } from '#nodes/price.ts';
import type { Bus } from '#server/bus/contract.ts';
import type { Log } from '#server/log.ts';
import type { Reach } from '#server/provider-access.ts';
import type { Sighting } from '#server/provider-health.ts';
import type { Queue } from '#server/queue/contract.ts';
import type { StepRunner } from './carry-out.ts';
import type { Engine } from './engine-contract.ts';
import type { WorkerPorts } from './worker.ts';

/** What an engine is made from, besides its data. */
export type EngineNeeds = {
  /** The rows of the catalogue with what can serve a workspace now. */
  rows(workspaceId: string): readonly Row[] | Promise<readonly Row[]>;
  readonly reach: Reach;
  /** Hears what paid steps, here or on workers, tell about the services behind them. */
  sighted?(sighting: Sighting): void;
  readonly log: Log;
  readonly clock: () => Date;
};

/** An engine with what others need to take part in its work. */
export type ServingEngine = Engine & { readonly queue: Queue; readonly bus: Bus } & Pick<WorkerPorts, 'report'>;

/** What steps need is large, so it is loaded with the first of them. */
export const lazyRunStep: StepRunner = async (job, files) => (await import('#executors/run-step.ts')).runStep(job, files);
