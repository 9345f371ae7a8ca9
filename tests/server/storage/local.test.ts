import { chmod, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskFull, openLocalStorage } from '#server/storage/local.ts';
import { newFolder } from '../new-folder.ts';
import { keepsTheContract, putText } from './contract.ts';

keepsTheContract('in a local folder', async () => {
  const storage = await openLocalStorage(await newFolder());
  return { storage, again: async () => storage };
});

async function open() {
  const folder = await newFolder();
  const storage = await openLocalStorage(folder);
  return { folder, storage, put: (content: string) => putText(storage, content) };
}

describe('files in a local folder', () => {
  it('lie where their names say', async () => {
    const { folder, storage, put } = await open();
    const { id } = await put('hello');
    expect(await storage.path(id)).toBe(join(folder, 'files', id.slice(0, 2), id));
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
});

describe('work folders', () => {
  it('of an earlier process are gone at the next start, the files stay', async () => {
    const { folder, storage, put } = await open();
    const { id } = await put('kept');
    await writeFile(join(await storage.workFolder(), 'half'), 'x');
    const again = await openLocalStorage(folder);
    expect(await readdir(join(folder, 'work'))).toEqual([]);
    expect(await readFile(await again.path(id), 'utf8')).toBe('kept');
  });
});

describe('a full disk', () => {
  it('is named in words', () => {
    expect(diskFull(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toMatchObject({ code: 'DISK_FULL' });
    expect(diskFull(new Error('x'))).toBeUndefined();
  });
});
