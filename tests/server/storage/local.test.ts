import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { diskFull, openLocalStorage } from '#server/storage/local.ts';
import { newFolder } from '../open-server.ts';

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');
const all = async (stream: Promise<Readable>): Promise<string> => text(await stream);

async function open() {
  const folder = await newFolder();
  const storage = await openLocalStorage(folder);
  const put = async (content: string) => {
    const file = join(await storage.workFolder(), 'made');
    await writeFile(file, content);
    return { file, ...(await storage.put(file)) };
  };
  return { folder, storage, put };
}

describe('files in a local folder', () => {
  it('are kept by the hash of their bytes and taken from where they were', async () => {
    const { folder, storage, put } = await open();
    const { id, bytes, file } = await put('hello');
    expect({ id, bytes }).toEqual({ id: sha256('hello'), bytes: 5 });
    expect(existsSync(file)).toBe(false);
    expect(await storage.path(id)).toBe(join(folder, 'files', id.slice(0, 2), id));
    expect(await all(storage.read(id))).toBe('hello');
    expect(await all(storage.read(id, { start: 1, end: 3 }))).toBe('ell');
    expect(await storage.bytes(id)).toBe(5);
  });

  it('are stored once, however often they come', async () => {
    const { storage, put } = await open();
    const first = await put('same');
    const second = await put('same');
    expect(second.id).toBe(first.id);
    expect(existsSync(second.file)).toBe(false);
    expect(await all(storage.read(first.id))).toBe('same');
  });

  it('mend a file that was cut off', async () => {
    const { storage, put } = await open();
    const { id } = await put('whole');
    const path = await storage.path(id);
    await chmod(path, 0o600);
    await truncate(path, 2);
    await put('whole');
    expect(await readFile(path, 'utf8')).toBe('whole');
  });

  it('are refused in words when they are not there, and never looked for outside', async () => {
    const { storage } = await open();
    for (const id of [sha256('no'), '../../etc/passwd', '']) {
      await expect(storage.path(id)).rejects.toThrow(/not in the data folder/);
      await expect(storage.read(id)).rejects.toThrow(/not in the data folder/);
      expect(await storage.bytes(id)).toBeUndefined();
    }
  });

  it('can be removed, twice without complaint', async () => {
    const { storage, put } = await open();
    const { id } = await put('gone');
    await storage.remove(id);
    await storage.remove(id);
    expect(await storage.bytes(id)).toBeUndefined();
  });
});

describe('work folders', () => {
  it('are new, private and removed with all that is in them', async () => {
    const { storage } = await open();
    const [one, two] = [await storage.workFolder(), await storage.workFolder()];
    expect(one).not.toBe(two);
    await mkdir(join(one, 'deep'));
    await storage.dropWorkFolder(one);
    expect(existsSync(one)).toBe(false);
    await expect(storage.dropWorkFolder('/etc')).rejects.toThrow(/not a work folder/);
  });

  it('of an earlier process are gone at the next start, the files stay', async () => {
    const { folder, storage, put } = await open();
    const { id } = await put('kept');
    await writeFile(join(await storage.workFolder(), 'half'), 'x');
    const again = await openLocalStorage(folder);
    expect(await readdir(join(folder, 'work'))).toEqual([]);
    expect(await all(again.read(id))).toBe('kept');
  });
});

describe('a full disk', () => {
  it('is named in words', () => {
    expect(diskFull(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toMatchObject({ code: 'DISK_FULL' });
    expect(diskFull(new Error('x'))).toBeUndefined();
  });
});
