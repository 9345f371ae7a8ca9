import { setTimeout as wait } from 'node:timers/promises';
import { providers } from '#executors/providers/registry.ts';
import type { Bus } from '#server/bus/contract.ts';
import type { Reach } from '#server/provider-access.ts';
import { type Sighting, sightingOf } from '#server/provider-health.ts';
import type { Lane, Queue } from '#server/queue/contract.ts';
import type { Storage } from '#server/storage/contract.ts';
import type { Store } from '#server/store/contract.ts';
import { carryOut, type StepRunner } from './carry-out.ts';
import { filesOf } from './files-of.ts';
import type { Logger } from './logger.ts';
import type { PaidCallPorts } from './paid-call.ts';
import { type Bench, Worker, type WorkerPorts } from './worker.ts';

export type WorkerParts = Pick<WorkerPorts, 'keep' | 'report' | 'holder'> & {
  readonly store: Store;
  readonly storage: Storage;
  readonly queue: Queue;
  readonly bus: Bus;
  readonly log: Logger;
  readonly clock: () => Date;
  /** Steps that this machine does at the same time. */
  readonly slots: number;
  readonly runStep: StepRunner;
  readonly reach: Reach;
  /** Hears what paid steps tell about the services behind them. */
  sighted?(sighting: Sighting, runId: string): void;
} & Partial<Pick<PaidCallPorts, 'sleep' | 'at'>>;

/** A worker for everything that this machine can do: its own processors, and every provider. */
export async function openWorker(parts: WorkerParts): Promise<Worker> {
  const {
    store,
    storage,
    queue,
    bus,
    log,
    clock,
    slots,
    runStep,
    reach,
    holder,
    keep,
    report,
    sighted,
    sleep = sleepFor,
    at = () => undefined,
  } = parts;
  const now = (): string => clock().toISOString();
  const { calls, results, assets } = store;
  for (const { id, limits } of providers.values()) await queue.limit(laneOf(id), limits);
  return new Worker({
    queue,
    bus,
    holder,
    log,
    keep,
    report,
    random: Math.random,
    benches: benchesOf(slots),
    carryOut: (hand) =>
      carryOut(hand, {
        calls,
        results,
        now,
        sleep,
        at,
        runStep,
        reach,
        seen({ runId }, row, outcome) {
          const sighting = sightingOf(row, outcome);
          if (sighting) sighted?.(sighting, runId);
        },
        files: ({ workspaceId, userId, job }) => filesOf(storage, assets, { workspaceId, userId, name: job.name }, now),
      }),
  });
}

/** Waiting for a provider needs no processor, so each has slots of its own. */
function benchesOf(slots: number): Bench[] {
  return [
    { lanes: ['cpu'], slots },
    ...[...providers.values()].map(({ id, limits }) => ({ lanes: [laneOf(id)], slots: limits.concurrent })),
  ];
}

const laneOf = (provider: string): Lane => `provider:${provider}`;

async function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal });
}
