import { z } from 'zod';

/** The name of the manifest in a backup. It is written last: a backup without it is not whole. */
export const manifestName = 'manifest.json';

const hashed = z.strictObject({ path: z.string().regex(/^[\w.-]+$/), bytes: z.int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** What is in a backup. Files of the storage are named by their SHA-256; `own` are the others of the data folder. */
export const manifestSchema = z.strictObject({
  filmloomBackup: z.literal(1),
  filmloom: z.string(),
  madeAt: z.iso.datetime(),
  /** The last change of the tables. */
  schema: z.string(),
  own: z.array(hashed),
  files: z.array(z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int() })),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** A backup cannot be made, or not be brought back. The message is one line with what to do. */
export class BackupError extends Error {
  constructor(message: string, more: { cause?: unknown } = {}) {
    super(message, more);
    this.name = 'BackupError';
  }
}
