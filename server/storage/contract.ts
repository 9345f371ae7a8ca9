import type { Readable } from 'node:stream';

/** `at` is when its bytes came in, in ISO 8601. */
export type StoredFile = { readonly id: string; readonly bytes: number; readonly at: string };

/** Where files live, by SHA-256 of their bytes. Files never change once they are in. */
export type Storage = {
  /** Moves a file in (from the same machine); its bytes are on disk before this returns. `id` is the SHA-256 in hex. */
  put(file: string): Promise<{ id: string; bytes: number }>;
  /**
   * A local path that can be read but not changed, at least until the work folders of this moment are dropped. Throws when the
   * file is not there.
   */
  path(id: string): Promise<string>;
  /** Part of a file, both ends inclusive. */
  read(id: string, range?: { start: number; end: number }): Promise<Readable>;
  bytes(id: string): Promise<number | undefined>;
  /** Nothing where it is not there. Whoever puts the same content at this moment may lose it: remove only what nobody names. */
  remove(id: string): Promise<void>;
  /** Every file behind the id `after`, ordered by id. */
  list(after?: string): AsyncIterable<StoredFile>;
  /** An address that gives the file to anyone for a while, where files need not pass through this server. */
  signedDownload?(id: string, seconds: number): Promise<string>;
  /** An address that takes a file of this many bytes by PUT for a while. The bytes are proven when the file is first read. */
  signedUpload?(id: string, bytes: number, seconds: number): Promise<string>;
  /** A new private empty folder for one step, on the same file system as the files. */
  workFolder(): Promise<string>;
  dropWorkFolder(folder: string): Promise<void>;
};
