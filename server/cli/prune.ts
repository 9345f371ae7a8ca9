import type { Command } from 'commander';
import prettyBytes from 'pretty-bytes';
import type { Pruned } from '#server/contract/pruned.ts';
import { readSettings, type Settings } from '../env.ts';
import { policyOf } from '../retention/policy.ts';
import { prune } from '../retention/prune.ts';
import { findHolder } from '../store/data-lock.ts';
import { createClient } from './client.ts';

type Options = { dryRun?: boolean; token?: string; json?: boolean };

/** `filmloom prune`: takes away what is no longer kept. */
export function addPrune(program: Command): void {
  program
    .command('prune')
    .description('takes away runs, results and files that are no longer kept (FILMLOOM_KEEP_DAYS, FILMLOOM_KEEP_GB)')
    .option('--dry-run', 'only say what would go')
    .option('--token <token>', 'access token of the running server (FILMLOOM_TOKEN)')
    .option('--json', 'the report as JSON')
    .action(cleanUp);
}

async function cleanUp({ dryRun = false, token = process.env.FILMLOOM_TOKEN, json }: Options): Promise<void> {
  const settings = readSettings();
  const url = findHolder(settings.dataFolder)?.url;
  const gone = url ? await createClient(url, token).prune(dryRun) : await pruneHere(settings, dryRun);
  console.log(json ? JSON.stringify(gone) : sentencesOf(gone));
}

/** Where no server runs: the data is opened for as long as it takes, and no run is taken up. */
async function pruneHere(settings: Settings, dryRun: boolean): Promise<Pruned> {
  const data = await open(settings);
  try {
    const { store, storage } = data;
    return await prune({ store: store.retention, storage, policy: policyOf(settings), now: () => new Date() }, dryRun);
  } finally {
    await data.close();
  }
}

async function open(settings: Settings) {
  if (!settings.databaseUrl) return (await import('../open-data.ts')).openData(settings.dataFolder);
  const [{ openFleetData }, { createLog }] = await Promise.all([import('../open-fleet.ts'), import('../log.ts')]);
  return openFleetData(settings, createLog('warn'), () => new Date());
}

function sentencesOf({ dryRun, runs, results, quotes, files, bytes }: Pruned): string {
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  const rows = `${count(runs, 'run')}, ${count(results, 'stored result')} and ${count(quotes, 'old quote')}`;
  if (dryRun)
    return [
      `Would take away ${rows}.`,
      `${count(files.now + files.later, 'file')} (${prettyBytes(bytes)}) would go: ${files.now} at once, ${files.later} when nothing has named them for six hours.`,
    ].join('\n');
  const more = files.later > 0 ? ` ${count(files.later, 'more file')} will go when nothing has named them for six hours.` : '';
  return `Took away ${rows}, and ${count(files.now, 'file')} (${prettyBytes(bytes)}).${more}`;
}
