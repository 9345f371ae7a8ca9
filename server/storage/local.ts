import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, mkdir, open, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StepError } from '#executors/errors.ts';
import type { Storage } from './contract.ts';

/**
 * Files in a local folder: `files/ab/abcdef…` by content hash, and `work/` for the private folders of steps. Work folders
 * that an earlier process left behind are removed, so the caller must hold the lock of the data folder.
 */
export async function openLocalStorage(folder: string): Promise<Storage> {
  const files = join(folder, 'files');
  const work = join(folder, 'work');
  await rm(work, { recursive: true, force: true });
  await mkdir(files, { recursive: true });
  await mkdir(work, { recursive: true });
  const pathOf = (id: string): string => {
    if (!/^[0-9a-f]{64}$/.test(id)) throw missing(id);
    return join(files, id.slice(0, 2), id);
  };
  return {
    put: (file) => whenDiskFull(() => putFile(file, { pathOf, work })),
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
    bytes: async (id) => (/^[0-9a-f]{64}$/.test(id) ? await sizeOf(pathOf(id)) : undefined),
    remove: async (id) => await rm(pathOf(id), { force: true }),
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

async function putFile(file: string, { pathOf, work }: Place): Promise<{ id: string; bytes: number }> {
  const { id, bytes } = await hashFile(file);
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

async function hashFile(file: string): Promise<{ id: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), async (parts: AsyncIterable<Buffer>) => {
    for await (const part of parts) {
      hash.update(part);
      bytes += part.length;
    }
  });
  return { id: hash.digest('hex'), bytes };
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

function missing(id: string): StepError {
  return new StepError('MEDIA_UNREADABLE', `The file ${id.slice(0, 12)}… is not in the data folder any more. Upload it or make it again.`);
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
