import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { DataFolderError, fullDataFolder } from './data-folder.ts';

const holderSchema = z.object({ pid: z.int(), processStart: z.string(), url: z.string().optional() });
/** The process that uses a data folder; `url` is where it serves, if it does. */
export type Holder = { readonly pid: number; readonly url?: string | undefined };

export type DataLock = {
  /** Tells other processes where this one serves. */
  publish(url: string): void;
  release(): void;
};

/**
 * Keeps every other process away from a data folder for as long as this one lives. The lock is held by the operating
 * system on `lock.db`, so it ends with the process however that dies; `holder.json` beside it only says who it is.
 * Throws `DataFolderError` where another process holds it.
 */
export function lockDataFolder(folder: string): DataLock {
  const database = acquire(folder);
  const holder = { pid: process.pid, processStart: processStart(process.pid) ?? '' };
  const write = (more: { url?: string } = {}): void => {
    const file = holderFile(folder);
    writeFileSync(`${file}.new`, JSON.stringify({ ...holder, ...more }), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  try {
    write();
  } catch (cause) {
    database.close();
    throw fullDataFolder(folder, cause) ?? cause;
  }
  return {
    publish: (url) => write({ url }),
    release() {
      rmSync(holderFile(folder), { force: true });
      database.close();
    },
  };
}

/** The living process that holds a data folder, or nothing. */
export function findHolder(folder: string): Holder | undefined {
  try {
    const { pid, processStart: start, url } = holderSchema.parse(JSON.parse(readFileSync(holderFile(folder), 'utf8')));
    return isAlive(pid) && processStart(pid) === (start || undefined) ? { pid, url } : undefined;
  } catch {
    return undefined;
  }
}

function holderFile(folder: string): string {
  return join(folder, 'holder.json');
}

function acquire(folder: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (cause) {
    database?.close();
    if ((cause as { errcode?: number }).errcode === 5) throw new DataFolderError(refusal(folder), { cause });
    const full = fullDataFolder(folder, cause);
    if (full) throw full;
    throw new DataFolderError(
      `The data folder ${folder} cannot be locked (${(cause as Error).message}). Choose another with FILMLOOM_DATA.`,
      {
        cause,
      },
    );
  }
}

function refusal(folder: string): string {
  const holder = findHolder(folder);
  const who = holder ? ` (process ${holder.pid}${holder.url ? `, at ${holder.url}` : ''})` : '';
  return `Another Filmloom${who} uses the data folder ${folder}. Use or stop that one, or give this one its own folder with FILMLOOM_DATA.`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process started, in ticks since the machine did, so that a reused process id is told apart. Known on Linux only. */
function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
