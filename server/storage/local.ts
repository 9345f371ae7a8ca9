import { randomUUID } from 'node:crypto';
import { chmod, copyFile, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StepError } from '#executors/errors.ts';
import type { Storage, StoredFile } from './contract.ts';
import { type Hashed, hashFile, isId } from './hash-file.ts';

export type LocalStorage = Storage & {
  /** As `put`, for a file whose hash was just taken. */
  putHashed(file: string, hashed: Hashed): Promise<Hashed>;
};

/**
 * Files in a local folder: `files/ab/abcdef…` by content hash, and `work/` for the private folders of steps. Work folders
 * that an earlier process left behind are removed, so the caller must hold the lock of the data folder; processes that share
 * one have work folders of their own.
 */
export async function openLocalStorage(folder: string, workFolder = 'work'): Promise<LocalStorage> {
  const files = join(folder, 'files');
  const work = join(folder, workFolder);
  await rm(work, { recursive: true, force: true });
  await mkdir(files, { recursive: true });
  await mkdir(work, { recursive: true });
  const pathOf = (id: string): string => {
    if (!isId(id)) throw missing(id);
    return join(files, id.slice(0, 2), id);
  };
  const putHashed = (file: string, hashed: Hashed) => whenDiskFull(() => putFile(file, hashed, { pathOf, work }));
  return {
    put: async (file) => putHashed(file, await hashFile(file)),
    putHashed,
    async path(id) {
      const path = pathOf(id);
      if ((await sizeOf(path)) === undefined) throw missing(id);
      return path;
    },
    async read(id, range) {
      const handle = await open(pathOf(id), 'r').catch(() => {
        throw missing(id);
      });
      return handle.createReadStream(range);
    },
    bytes: async (id) => (isId(id) ? await sizeOf(pathOf(id)) : undefined),
    remove: async (id) => rm(pathOf(id), { force: true }),
    list: (after) => listFiles(files, after),
    workFolder: () =>
      whenDiskFull(async () => {
        const made = join(work, randomUUID());
        await mkdir(made, { mode: 0o700 });
        return made;
      }),
    dropWorkFolder: async (made) => {
      if (dirname(made) !== work) throw new Error(`${made} is not a work folder.`);
      await rm(made, { recursive: true, force: true });
    },
  };
}

type Place = { pathOf(id: string): string; work: string };

async function putFile(file: string, { id, bytes }: Hashed, { pathOf, work }: Place): Promise<Hashed> {
  const target = pathOf(id);
  // A file that is there is complete, because it was renamed into place after its bytes were on disk.
  if ((await sizeOf(target)) === bytes) {
    await unlink(file);
    return { id, bytes };
  }
  await mkdir(dirname(target), { recursive: true });
  const ready = await ontoSameDisk(file, work);
  await sync(ready);
  await chmod(ready, 0o440);
  await rename(ready, target);
  await sync(dirname(target));
  return { id, bytes };
}

/** In the order of ids, one of their 256 folders at a time. */
async function* listFiles(files: string, after = ''): AsyncGenerator<StoredFile> {
  const folders = (await readdir(files)).filter((name) => name >= after.slice(0, 2));
  for (const name of folders.sort()) {
    const ids = (await readdir(join(files, name))).filter((id) => isId(id) && id > after);
    for (const id of ids.sort()) {
      const found = await stat(join(files, name, id)).catch(() => undefined);
      if (found) yield { id, bytes: found.size, at: found.mtime.toISOString() };
    }
  }
}

/** A rename must stay within one disk; a file from another is copied first. */
async function ontoSameDisk(file: string, work: string): Promise<string> {
  const moved = join(work, `${randomUUID()}.in`);
  try {
    await rename(file, moved);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyFile(file, moved).catch(async (cause: unknown) => {
      await rm(moved, { force: true });
      throw cause;
    });
    await unlink(file);
  }
  return moved;
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return found?.size;
}

export function missing(id: string, where = 'data folder'): StepError {
  return new StepError('MEDIA_UNREADABLE', `The file ${id.slice(0, 12)}… is not in the ${where} any more. Upload it or make it again.`);
}

async function whenDiskFull<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw diskFull(cause) ?? cause;
  }
}

/** The error of a full disk in words, or nothing for every other error. */
export function diskFull(cause: unknown): StepError | undefined {
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return undefined;
  return new StepError('DISK_FULL', 'The disk of the data folder is full. Free some space and try again.', { cause });
}
