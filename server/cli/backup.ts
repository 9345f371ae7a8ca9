import { resolve } from 'node:path';
import type { Command } from 'commander';
import prettyBytes from 'pretty-bytes';
import { makeBackup } from '../backup/make-backup.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { readSettings, type Settings } from '../env.ts';
import { CommandError, exitCodes } from './exit-codes.ts';

/** `filmloom backup` and `filmloom restore`: everything of one machine in one folder, and back. */
export function addBackup(program: Command): void {
  program
    .command('backup')
    .argument('<folder>', 'a new folder for the backup')
    .description('copies database and files into a new folder, also while the server runs')
    .option('--link', 'share the bytes of files on the same disk instead of copying them')
    .action(backUp);
  program
    .command('restore')
    .argument('<folder>', 'a backup')
    .description('brings a backup back into a new or empty data folder (FILMLOOM_DATA)')
    .action(restore);
}

async function backUp(folder: string, { link = false }: { link?: boolean }): Promise<void> {
  const { dataFolder } = ownSettings();
  const { files, bytes, lost } = await makeBackup(dataFolder, resolve(folder), { link });
  console.log(`The backup in ${resolve(folder)} holds the database and ${files} files (${prettyBytes(bytes)}).`);
  if (lost.length === 0) return;
  throw new CommandError(
    exitCodes.failed,
    `${lost.length} files are lost or damaged in the data folder, and so not in the backup. Steps that made them run again when wanted.`,
    lost,
  );
}

async function restore(folder: string): Promise<void> {
  const { dataFolder } = ownSettings();
  const { files, madeAt } = await restoreBackup(resolve(folder), dataFolder);
  console.log(`${dataFolder} is as it was on ${madeAt}, with ${files.length} files. Start it with “npm start”.`);
}

/** A fleet keeps its data elsewhere. */
function ownSettings(): Settings {
  const settings = readSettings();
  if (!settings.databaseUrl) return settings;
  throw new CommandError(
    exitCodes.usage,
    'DATABASE_URL is set: the data of a fleet is backed up with the tools of PostgreSQL (pg_dump) and of its file storage. See docs/backup.md.',
  );
}
