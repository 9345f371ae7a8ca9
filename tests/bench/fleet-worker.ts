import { readSettings } from '#server/env.ts';
import { openFleetWorker } from '#server/fleet-engine.ts';
import { createLog } from '#server/log.ts';
import { openFleetData } from '#server/open-fleet.ts';
import { imagine } from '../server/runs/imagined-steps.ts';

/** A worker of a fleet as a process of its own, whose steps do nothing. */
const settings = readSettings();
const log = createLog('error');
const clock = (): Date => new Date();
const data = await openFleetData(settings, log, clock);
const worker = await openFleetWorker(data, {
  reach: () => undefined,
  log,
  clock,
  slots: Number(process.env.BENCH_SLOTS),
  runStep: async (job) => imagine(job),
});
process.on(
  'SIGTERM',
  () =>
    void worker
      .close({ wait: true })
      .then(() => data.close())
      .then(() => process.exit(0)),
);
console.log('ready');
