import type { Storage, StoredFile } from './contract.ts';
import type { Hashed } from './hash-file.ts';
import { openLocalStorage } from './local.ts';

/** Copies of files that live elsewhere, and the work folders beside them. The folder belongs to this process alone. */
export type FileCache = Pick<Storage, 'workFolder' | 'dropWorkFolder'> & {
  /** The path of a copy, or undefined. It stays until every work folder of this moment is dropped. */
  find(id: string): Promise<string | undefined>;
  /** Moves a file in, drops those that were not used for longest, and gives its path. */
  keep(file: string, hashed: Hashed): Promise<string>;
  drop(id: string): Promise<void>;
};

type CacheParts = { readonly folder: string; readonly mostBytes: number; readonly now: () => number };
type Copy = { readonly bytes: number; readonly usedMs: number };

/** A step may open a copy this long before it opens its work folder; what has no work folder is done by then. */
const graceMs = 10 * 60_000;

/** The cache grows over `mostBytes` only while the steps at work need more. */
export async function openFileCache({ folder, mostBytes, now }: CacheParts): Promise<FileCache> {
  const files = await openLocalStorage(folder);
  const copies = await Copies.from(files.list());
  const openFolders = new Map<string, number>();
  const makeRoom = async (): Promise<void> => {
    const oldest = Math.min(now(), ...openFolders.values());
    for (const id of copies.overflow(mostBytes, oldest - graceMs)) await files.remove(id);
  };
  return {
    async find(id) {
      const known = copies.use(id, now());
      if (!known) return undefined;
      if ((await files.bytes(id)) === known.bytes) return files.path(id);
      copies.delete(id);
      return undefined;
    },
    async keep(file, hashed) {
      await files.putHashed(file, hashed);
      copies.add(hashed.id, { bytes: hashed.bytes, usedMs: now() });
      await makeRoom();
      return files.path(hashed.id);
    },
    async drop(id) {
      copies.delete(id);
      await files.remove(id);
    },
    async workFolder() {
      const openedMs = now();
      const made = await files.workFolder();
      openFolders.set(made, openedMs);
      return made;
    },
    async dropWorkFolder(made) {
      await files.dropWorkFolder(made);
      openFolders.delete(made);
      await makeRoom();
    },
  };
}

/** What is in the cache, the longest unused first. */
class Copies {
  readonly #byUse = new Map<string, Copy>();
  #bytes = 0;

  static async from(list: AsyncIterable<StoredFile>): Promise<Copies> {
    const copies = new Copies();
    const found: StoredFile[] = [];
    for await (const one of list) found.push(one);
    const byAge = found.sort((a, b) => a.at.localeCompare(b.at));
    for (const { id, bytes, at } of byAge) copies.add(id, { bytes, usedMs: Date.parse(at) });
    return copies;
  }

  add(id: string, copy: Copy): void {
    this.delete(id);
    this.#byUse.set(id, copy);
    this.#bytes += copy.bytes;
  }

  delete(id: string): void {
    this.#bytes -= this.#byUse.get(id)?.bytes ?? 0;
    this.#byUse.delete(id);
  }

  use(id: string, usedMs: number): Copy | undefined {
    const known = this.#byUse.get(id);
    if (known) this.add(id, { ...known, usedMs });
    return known;
  }

  /** Takes out what is too much and was last used before `untilMs`. */
  overflow(mostBytes: number, untilMs: number): string[] {
    const out: string[] = [];
    for (const [id, { usedMs }] of this.#byUse) {
      if (this.#bytes <= mostBytes || usedMs >= untilMs) break;
      this.delete(id);
      out.push(id);
    }
    return out;
  }
}
