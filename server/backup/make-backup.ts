import { chmod, constants, copyFile, link, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { version } from '../installation.ts';
import { hashFile } from '../storage/hash-file.ts';
import { BackupError, type Manifest, manifestName } from './manifest.ts';

export type BackupReport = {
  readonly files: number;
  readonly bytes: number;
  /** Files that the database knows and the data folder has lost or holds damaged: they are not in the backup. */
  readonly lost: readonly string[];
};
type Options = { readonly link?: boolean; readonly now?: () => Date };

const databaseName = 'filmloom.db';
/** Small files of the data folder beside database and files. */
const ownNames = ['secret', 'filmloom.yaml'];

/**
 * Writes a backup of a data folder into a new folder, also while a server works on it: the database as of one moment, then every
 * file that it knows, each proved by its hash. `link` shares bytes on the same disk instead of copying them.
 */
export async function makeBackup(
  dataFolder: string,
  target: string,
  { link: linked = false, now = () => new Date() }: Options = {},
): Promise<BackupReport> {
  await checkSource(dataFolder);
  await checkTarget(target);
  const partial = `${resolve(target)}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(join(partial, 'files'), { recursive: true, mode: 0o700 });
  try {
    const madeAt = now().toISOString();
    const { schema, ids, loose } = copyDatabase(join(dataFolder, databaseName), join(partial, databaseName));
    const own: Manifest['own'] = [await ownFile(partial, databaseName)];
    for (const name of ownNames) if (await copyOwn(dataFolder, partial, name)) own.push(await ownFile(partial, name));
    const { files, lost } = await copyFiles({ ids, from: dataFolder, to: partial, linked });
    const manifest: Manifest = { filmloomBackup: 1, filmloom: version, madeAt, schema, own, files };
    await writeFile(join(partial, manifestName), JSON.stringify(manifest, null, 1), { mode: 0o600, flush: true });
    await rm(target, { recursive: true, force: true });
    await rename(partial, target);
    const bytes = [...own, ...files].reduce((sum, file) => sum + file.bytes, 0);
    return { files: files.length, bytes, lost: lost.filter((id) => !loose.has(id)) };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new BackupError(`The disk of ${target} is full. Free some space, or write the backup elsewhere.`, { cause: error });
    throw error;
  }
}

async function checkSource(folder: string): Promise<void> {
  const found = await stat(join(folder, databaseName)).catch(() => undefined);
  if (!found) throw new BackupError(`There is no Filmloom in ${folder}. Name its data folder with FILMLOOM_DATA.`);
}

async function checkTarget(target: string): Promise<void> {
  const names = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new BackupError(`${target} is not a folder (${error.code}). Name a new folder.`, { cause: error });
  });
  if (names.length > 0) throw new BackupError(`The folder ${target} is not empty. Name a new one: a backup never overwrites anything.`);
}

type Snapshot = { schema: string; ids: { id: string; bytes: number }[]; loose: Set<string> };

/** The database as it is at one moment, as one file. Writers go on meanwhile. */
function copyDatabase(from: string, to: string): Snapshot {
  const live = new DatabaseSync(from, { readOnly: true, timeout: 30_000 });
  try {
    live.prepare('VACUUM INTO ?').run(to);
  } finally {
    live.close();
  }
  const copy = new DatabaseSync(to, { readOnly: true });
  try {
    const { integrity_check: verdict } = copy.prepare('PRAGMA integrity_check').get() as { integrity_check: string };
    if (verdict !== 'ok') throw new BackupError(`The database in ${from} is damaged (${verdict}). Bring an earlier backup back.`);
    const { name } = copy.prepare('select name from kysely_migration order by name desc limit 1').get() as { name: string };
    const ids = copy.prepare('select id, max(bytes) as bytes from assets group by id order by id').all() as Snapshot['ids'];
    const hasLoose = copy.prepare("select 1 from sqlite_master where name = 'loose_files'").get();
    const loose = hasLoose ? (copy.prepare('select id from loose_files').all() as { id: string }[]) : [];
    return { schema: name, ids, loose: new Set(loose.map(({ id }) => id)) };
  } finally {
    copy.close();
  }
}

async function copyOwn(from: string, to: string, name: string): Promise<boolean> {
  const found = await stat(join(from, name)).catch(() => undefined);
  if (!found) return false;
  await copyFile(join(from, name), join(to, name));
  await chmod(join(to, name), 0o600);
  return true;
}

async function ownFile(folder: string, name: string): Promise<Manifest['own'][number]> {
  await sync(join(folder, name));
  const { id, bytes } = await hashFile(join(folder, name));
  return { path: name, bytes, sha256: id };
}

type Copying = { readonly ids: Snapshot['ids']; readonly from: string; readonly to: string; readonly linked: boolean };

async function copyFiles({ ids, from, to, linked }: Copying): Promise<{ files: Manifest['files']; lost: string[] }> {
  const files: Manifest['files'] = [];
  const lost: string[] = [];
  for (const { id } of ids) {
    const place = join('files', id.slice(0, 2), id);
    await mkdir(join(to, 'files', id.slice(0, 2)), { recursive: true });
    const copied = await copyOne(join(from, place), join(to, place), linked);
    const hashed = copied ? await hashFile(join(to, place)) : undefined;
    if (hashed?.id === id) files.push(hashed);
    else {
      lost.push(id);
      await rm(join(to, place), { force: true });
    }
  }
  return { files, lost };
}

async function copyOne(from: string, to: string, linked: boolean): Promise<boolean> {
  try {
    if (linked) {
      await link(from, to);
      return true;
    }
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    await sync(to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return false;
    if (code === 'EXDEV')
      throw new BackupError(
        'Files can only be shared on the same disk. Leave out --link, or write the backup to the disk of the data folder.',
        { cause: error },
      );
    throw error;
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
