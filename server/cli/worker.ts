import type { Command } from 'commander';
import { readSettings } from '../env.ts';
import { SettingError } from '../setting-error.ts';

/** `filmloom worker`: does the steps of a fleet's runs, until it is told to stop. */
export function addWorker(program: Command): void {
  program.command('worker').description('does steps for the servers of a fleet (needs DATABASE_URL and REDIS_URL)').action(work);
}

async function work(): Promise<void> {
  const settings = readSettings();
  if (!settings.databaseUrl)
    throw new SettingError('DATABASE_URL', 'is needed by a worker, together with REDIS_URL. One machine alone needs no worker: npm start.');
  const [{ createLog }, { openFleetData }, { openFleetWorker }, { openKeys }, { watchDatabase }] = await Promise.all([
    import('../log.ts'),
    import('../open-fleet.ts'),
    import('../fleet-engine.ts'),
    import('../credentials/open-keys.ts'),
    import('../fleet-watch.ts'),
  ]);
  const log = createLog(settings.logLevel);
  const clock = (): Date => new Date();
  const data = await openFleetData(settings, log, clock);
  const worker = await openFleetWorker(data, { reach: openKeys(settings, data.store, clock).reach, log, clock });
  console.log(`Filmloom worker ${data.holder} is ready`);
  watchDatabase({
    ping: data.store.ping,
    lost() {
      console.error('The database has not answered for a minute (DATABASE_URL). Others take over what this worker had in hand.');
      process.exit(1);
    },
  });
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(signal === 'SIGINT' ? 130 : 143);
      stopping = true;
      console.error(`Stopping: ${worker.running} steps in hand are finished first. The same again stops at once; others take them over.`);
      worker
        .close({ wait: true })
        .then(() => data.close())
        .then(
          () => process.exit(0),
          (error: Error) => {
            console.error(`The worker could not stop cleanly: ${error.message}`);
            process.exit(1);
          },
        );
    });
  }
}
