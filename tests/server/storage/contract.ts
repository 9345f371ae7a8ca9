import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { beforeEach, describe, expect, it, type TestContext } from 'vitest';
import type { Storage, StoredFile } from '#server/storage/contract.ts';
import { hashFile } from '#server/storage/hash-file.ts';

/** One place of files; `again` opens the same place as another machine sees it. */
export type OpenedStorage = { readonly storage: Storage; again(): Promise<Storage> };

export const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

export async function putText(storage: Storage, content: string | Buffer) {
  const file = join(await storage.workFolder(), 'made');
  await writeFile(file, content);
  return { file, ...(await storage.put(file)) };
}

async function listed(storage: Storage, after?: string): Promise<StoredFile[]> {
  const found: StoredFile[] = [];
  for await (const one of storage.list(after)) found.push(one);
  return found;
}

const readAll = async (stream: Promise<Readable>): Promise<string> => text(await stream);

/** What every storage keeps to. */
export function keepsTheContract(name: string, openStorage: () => Promise<OpenedStorage>, before?: (test: TestContext) => void): void {
  describe(`files ${name}`, () => {
    let storage: Storage;
    let again: OpenedStorage['again'];
    beforeEach(async (test) => {
      before?.(test);
      ({ storage, again } = await openStorage());
    });

    it('are kept by the hash of their bytes and taken from where they were', async () => {
      const { file, id, bytes } = await putText(storage, 'hello');
      expect({ id, bytes }).toEqual({ id: sha256('hello'), bytes: 5 });
      expect(existsSync(file)).toBe(false);
      expect(await storage.bytes(id)).toBe(5);
    });

    it('are read whole, in part and by path, also from elsewhere', async () => {
      const { id } = await putText(storage, 'hello');
      for (const place of [storage, await again()]) {
        expect(await readAll(place.read(id, { start: 1, end: 3 }))).toBe('ell');
        expect(await readAll(place.read(id, { start: 4, end: 4 }))).toBe('o');
        expect(await readAll(place.read(id))).toBe('hello');
        expect(await readFile(await place.path(id), 'utf8')).toBe('hello');
        expect(await readAll(place.read(id, { start: 1, end: 3 }))).toBe('ell');
        expect(await place.bytes(id)).toBe(5);
      }
    });

    it('may be empty', async () => {
      const { id } = await putText(storage, '');
      const place = await again();
      expect(await readAll(place.read(id))).toBe('');
      expect(await readFile(await place.path(id), 'utf8')).toBe('');
      expect(await place.bytes(id)).toBe(0);
    });

    it('are stored once, however often and at however many places they come at once', async () => {
      const other = await again();
      const made = await Promise.all([storage, other, storage, other, storage].map((place) => putText(place, 'same')));
      expect(new Set(made.map(({ id }) => id))).toEqual(new Set([sha256('same')]));
      expect(made.some(({ file }) => existsSync(file))).toBe(false);
      expect((await listed(storage)).map(({ id }) => id)).toEqual([sha256('same')]);
      expect(await readAll(other.read(sha256('same')))).toBe('same');
    });

    it('are refused in words when they are not there, and never looked for outside', async () => {
      for (const id of [sha256('no'), '../../etc/passwd', '', `${sha256('no')}/..`]) {
        await expect(storage.path(id)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE', message: expect.stringMatching(/is not in the/) });
        await expect(storage.read(id)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
        expect(await storage.bytes(id)).toBeUndefined();
      }
    });

    it('can be removed, twice without complaint, and put again', async () => {
      const { id } = await putText(storage, 'gone');
      await storage.remove(id);
      await storage.remove(id);
      expect(await storage.bytes(id)).toBeUndefined();
      await expect(storage.path(id)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
      await putText(storage, 'gone');
      expect(await readAll((await again()).read(id))).toBe('gone');
    });

    it('are listed in the order of their ids, from any of them on', async () => {
      const start = Date.now();
      const ids: string[] = [];
      for (let index = 0; index < 12; index += 1) ids.push((await putText(storage, `film ${index}`)).id);
      ids.sort();
      const all = await listed(storage);
      expect(all.map(({ id }) => id)).toEqual(ids);
      for (const { id, bytes, at } of all) {
        expect(bytes).toBe(await storage.bytes(id));
        expect(Math.abs(Date.parse(at) - start)).toBeLessThan(120_000);
      }
      expect((await listed(storage, ids[4])).map(({ id }) => id)).toEqual(ids.slice(5));
      expect(await listed(storage, ids.at(-1))).toEqual([]);
    });

    it('come through when they are large', async () => {
      const file = join(await storage.workFolder(), 'large');
      const handle = await open(file, 'w');
      const block = randomBytes(2 ** 20);
      for (let index = 0; index < 41; index += 1) await handle.write(Buffer.concat([Buffer.from([index]), block.subarray(1)]));
      await handle.write('end');
      await handle.close();
      const { id, bytes } = await storage.put(file);
      expect(bytes).toBe(41 * 2 ** 20 + 3);
      const place = await again();
      expect(sha256(await buffer(await place.read(id)))).toBe(id);
      const part = await buffer(await place.read(id, { start: 40 * 2 ** 20, end: bytes - 1 }));
      expect([part.length, part[0], part.subarray(-3).toString()]).toEqual([2 ** 20 + 3, 40, 'end']);
      expect((await hashFile(await place.path(id))).id).toBe(id);
    }, 120_000);

    it('have work folders that are new, private and removed with all that is in them', async () => {
      const [one, two] = [await storage.workFolder(), await storage.workFolder()];
      expect(one).not.toBe(two);
      await mkdir(join(one, 'deep'));
      await storage.dropWorkFolder(one);
      expect([existsSync(one), existsSync(two)]).toEqual([false, true]);
      await expect(storage.dropWorkFolder('/etc')).rejects.toThrow(/not a work folder/);
    });
  });
}
