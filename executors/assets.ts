import type { Facts } from '#nodes/facts.ts';
import type { ValueKind } from '#nodes/ports.ts';

/** Where a step finds the files it reads and leaves the files it makes. */
export type AssetFiles = {
  /** A local path that can be read but not changed. */
  path(id: string): Promise<string>;
  /** Takes a file over; its bytes are safe when this returns. `id` is the SHA-256 in hex. */
  keep(file: string, about: { kind: ValueKind; media: string; facts: Facts }): Promise<{ id: string; bytes: number }>;
  /** A new private empty folder. */
  workFolder(): Promise<string>;
  dropWorkFolder(folder: string): Promise<void>;
};
