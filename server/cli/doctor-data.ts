import { constants } from 'node:fs';
import { access, readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import prettyBytes from 'pretty-bytes';
import type { Settings } from '../env.ts';
import { isId } from '../storage/hash-file.ts';
import type { Finding } from './finding.ts';

/** The data folder: whether it can be written to, how large what is in it, and how much room is left. */
export async function dataFindings(settings: Settings): Promise<Finding[]> {
  const { dataFolder: folder } = settings;
  const files = await filesIn(folder);
  if (!files) return [{ name: 'Data', ok: true, text: `${folder} (will be made at the first start)` }, await space(folder)];
  const stored = new Map(files.flatMap(({ name, bytes }) => (isId(name) ? [[name, bytes] as const] : [])));
  const sizes = settings.databaseUrl ? [] : sizesOf(folder, files, stored);
  return [await writable(folder, files), ...sizes, await space(folder)];
}

type Found = { readonly name: string; readonly bytes: number };

async function filesIn(folder: string): Promise<Found[] | undefined> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (!entries) return undefined;
  const found: Found[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const bytes = await stat(join(entry.parentPath, entry.name)).then(
      ({ size }) => size,
      () => 0,
    );
    found.push({ name: entry.name, bytes });
  }
  return found;
}

async function writable(folder: string, files: readonly Found[]): Promise<Finding> {
  const isWritable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return {
    name: 'Data',
    ok: isWritable,
    text: `${folder} (${prettyBytes(bytes)})`,
    advice: 'This user may not write there. Change its owner, or set FILMLOOM_DATA to another folder.',
    needed: true,
    sizes: { bytes },
  };
}

function sizesOf(folder: string, files: readonly Found[], stored: ReadonlyMap<string, number>): Finding[] {
  const bytes = files.filter(({ name }) => /^filmloom\.db(-wal|-shm)?$/.test(name)).reduce((sum, file) => sum + file.bytes, 0);
  if (bytes === 0) return [];
  try {
    const { runs, results, assets } = countsOf(join(folder, 'filmloom.db'));
    const database = `${prettyBytes(bytes)}, ${count(runs, 'run')}, ${count(results, 'stored result')}`;
    return [{ name: 'Database', ok: true, text: database, sizes: { bytes, runs, results } }, filesFinding(assets, stored)];
  } catch (error) {
    const advice = 'Start Filmloom once, so that it repairs what it can; else bring a backup back (filmloom restore).';
    return [{ name: 'Database', ok: false, text: `cannot be read: ${(error as Error).message}`, advice, sizes: { bytes } }];
  }
}

type Asset = { readonly id: string; readonly uploaded: number };

/** Reads beside a running server, which is not held up. */
function countsOf(file: string): { runs: number; results: number; assets: Asset[] } {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    const number = (table: string): number => (database.prepare(`select count(*) as n from ${table}`).get() as { n: number }).n;
    const assets = database.prepare('select id, max(uploaded) as uploaded from assets group by id').all() as Asset[];
    return { runs: number('runs'), results: number('results'), assets };
  } finally {
    database.close();
  }
}

function filesFinding(assets: readonly Asset[], stored: ReadonlyMap<string, number>): Finding {
  const known = new Set(assets.map(({ id }) => id));
  const of = (ids: readonly string[]) => ({ number: ids.length, bytes: ids.reduce((sum, id) => sum + (stored.get(id) ?? 0), 0) });
  const there = assets.filter(({ id }) => stored.has(id));
  const all = of([...stored.keys()]);
  const uploads = of(there.filter(({ uploaded }) => uploaded === 1).map(({ id }) => id));
  const results = of(there.filter(({ uploaded }) => uploaded === 0).map(({ id }) => id));
  const orphaned = of([...stored.keys()].filter((id) => !known.has(id)));
  const lost = assets.length - there.length;
  const parts = Object.entries({ uploads, results, orphaned }).map(
    ([name, { number, bytes }]) => `${name} ${number} (${prettyBytes(bytes)})`,
  );
  const sizes = Object.fromEntries(
    Object.entries({ all, uploads, results, orphaned }).flatMap(([name, { number, bytes }]) => [
      [name, number],
      [`${name}Bytes`, bytes],
    ]),
  );
  return {
    name: 'Files',
    ok: lost === 0,
    text: `${count(all.number, 'file')}, ${prettyBytes(all.bytes)}: ${parts.join(', ')}${lost > 0 ? `; ${lost} lost` : ''}`,
    advice: 'Files that the database knows are not in the folder any more. Steps make theirs again when wanted; bring uploads in again.',
    sizes: { ...sizes, lost },
  };
}

async function space(folder: string): Promise<Finding> {
  const free = await statfs(folder)
    .catch(() => statfs('.'))
    .then(({ bavail, bsize }) => bavail * bsize);
  return {
    name: 'Disk',
    ok: free > 2e9,
    text: `${prettyBytes(free)} free`,
    advice: 'A film needs some hundred megabytes while it is made. Free some space, or run “filmloom prune”.',
    sizes: { free },
  };
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
