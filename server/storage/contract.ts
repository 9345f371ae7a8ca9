import type { Readable } from 'node:stream';

/** Where files live, by SHA-256 of their bytes. Files never change once they are in. */
export type Storage = {
  /** Moves a file in (from the same machine); its bytes are on disk before this returns. `id` is the SHA-256 in hex. */
  put(file: string): Promise<{ id: string; bytes: number }>;
  /** A local path that can be read but not changed. Throws when the file is not there. */
  path(id: string): Promise<string>;
  /** Part of a file, both ends inclusive. */
  read(id: string, range?: { start: number; end: number }): Promise<Readable>;
  bytes(id: string): Promise<number | undefined>;
  remove(id: string): Promise<void>;
  /** A new private empty folder for one step, on the same file system as the files. */
  workFolder(): Promise<string>;
  dropWorkFolder(folder: string): Promise<void>;
};
