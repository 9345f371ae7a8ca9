import { availableParallelism } from 'node:os';
import type { Bus } from './bus/contract.ts';
import type { FleetData } from './open-fleet.ts';
import { createEngine } from './runs/engine.ts';
import { openWorker, type WorkerParts } from './runs/open-worker.ts';
import { type EngineNeeds, lazyRunStep, type ServingEngine } from './runs/serving-engine.ts';
import type { Worker, WorkerPorts } from './runs/worker.ts';
import type { InboxStore } from './store/fleet-contract.ts';

/** The engine of one server of a fleet: it drives runs, and leaves their steps to workers and agents. */
export function openFleetEngine(data: FleetData, { rows, log, clock, sighted }: EngineNeeds): ServingEngine {
  const { store, queue, bus, holder } = data;
  const fleet = { holder, drivers: store.drivers, inbox: store.inbox };
  const engine = createEngine({ store, queue, bus, fleet, rows, log, now: clock, slots: availableParallelism() });
  const hearing = bus.listen('*', (message) => {
    if (message.type === 'provider-sighted') sighted?.(message.sighting);
  });
  hearing.catch((err: unknown) => log.warn({ err }, 'the bus cannot be heard'));
  return { ...engine, queue, bus, report: reportByInbox(store.inbox, bus) };
}

type FleetWorkerNeeds = Omit<EngineNeeds, 'rows' | 'sighted'> & Partial<Pick<WorkerParts, 'slots' | 'runStep'>>;

/** A worker of a fleet: it does steps, for runs that servers drive; as many at a time as this machine has processors. */
export function openFleetWorker(
  data: FleetData,
  { reach, log, clock, slots = availableParallelism(), runStep = lazyRunStep }: FleetWorkerNeeds,
): Promise<Worker> {
  const { store, storage, queue, bus, holder } = data;
  return openWorker({
    store,
    storage,
    queue,
    bus,
    holder,
    log,
    clock,
    reach,
    slots,
    runStep,
    sighted: (sighting, runId) => bus.publish({ type: 'provider-sighted', runId, sighting }),
    keep: ({ workspaceId, fingerprint, result, replace }) =>
      store.results.keep(workspaceId, fingerprint, result, { replace, at: clock().toISOString() }),
    report: reportByInbox(store.inbox, bus),
  });
}

/** Whoever drives the run takes the report from its inbox. */
function reportByInbox(inbox: InboxStore, bus: Bus): WorkerPorts['report'] {
  return async (runId, input) => {
    await inbox.add(runId, [input]);
    bus.publish({ type: 'inbox-filled', runId });
  };
}
