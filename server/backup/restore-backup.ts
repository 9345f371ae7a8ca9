import { chmod, copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from '../storage/hash-file.ts';
import { knowsMigration } from '../store/migrate.ts';
import { BackupError, type Manifest, manifestName, manifestSchema } from './manifest.ts';

/**
 * Brings a backup back into a data folder that is new or empty, checking the hash of every file on its way. Throws `BackupError`
 * where one is missing or damaged, and leaves nothing behind then. The database comes last, so that a folder without it was
 * never whole.
 */
export async function restoreBackup(backup: string, dataFolder: string): Promise<Manifest> {
  const manifest = await readManifest(backup);
  if (!knowsMigration(manifest.schema))
    throw new BackupError(`The backup in ${backup} was made by a newer Filmloom (${manifest.filmloom}). Update this one first.`);
  const names = await readdir(dataFolder).catch(() => []);
  if (names.length > 0)
    throw new BackupError(`The data folder ${dataFolder} is not empty. Choose a new one with FILMLOOM_DATA: nothing is ever overwritten.`);
  await mkdir(join(dataFolder, 'files'), { recursive: true, mode: 0o700 });
  try {
    for (const { id } of manifest.files) await bringFile(backup, dataFolder, id);
    const database = manifest.own.filter(({ path }) => path === 'filmloom.db');
    const rest = manifest.own.filter(({ path }) => path !== 'filmloom.db');
    for (const { path, sha256 } of [...rest, ...database]) await bringOwn(backup, dataFolder, path, sha256);
    return manifest;
  } catch (error) {
    for (const name of await readdir(dataFolder)) await rm(join(dataFolder, name), { recursive: true, force: true });
    throw error;
  }
}

async function readManifest(backup: string): Promise<Manifest> {
  const text = await readFile(join(backup, manifestName), 'utf8').catch((cause: unknown) => {
    throw new BackupError(`There is no whole backup in ${backup}: it has no ${manifestName}.`, { cause });
  });
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new BackupError(`The ${manifestName} in ${backup} cannot be read. It is damaged, or was made by a newer Filmloom.`, { cause });
  }
}

async function bringFile(backup: string, dataFolder: string, id: string): Promise<void> {
  const folder = join('files', id.slice(0, 2));
  await mkdir(join(dataFolder, folder), { recursive: true });
  await bring(join(backup, folder, id), join(dataFolder, folder, id), id);
  await chmod(join(dataFolder, folder, id), 0o440);
}

async function bringOwn(backup: string, dataFolder: string, path: string, sha256: string): Promise<void> {
  const arriving = join(dataFolder, `${path}.arriving`);
  await bring(join(backup, path), arriving, sha256);
  await chmod(arriving, 0o600);
  await rename(arriving, join(dataFolder, path));
}

async function bring(from: string, to: string, sha256: string): Promise<void> {
  await copyFile(from, to).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw new BackupError(`The backup lacks the file ${from}. Use another copy of it.`, { cause });
    if (cause.code === 'ENOSPC')
      throw new BackupError('The disk of the data folder is full. Free some space and restore again.', { cause });
    throw cause;
  });
  if ((await hashFile(to)).id !== sha256) throw new BackupError(`The file ${from} of the backup is damaged. Use another copy of it.`);
}
