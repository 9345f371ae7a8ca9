import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What session cookies are signed and stored keys are sealed with: the setting, else a text made once and kept in the data folder, outside the database. */
export function secretOf({ secret, dataFolder }: { secret: string | undefined; dataFolder: string }): string {
  if (secret) return secret;
  const file = join(dataFolder, 'secret');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const made = randomBytes(32).toString('base64url');
  writeFileSync(file, made, { mode: 0o600, flag: 'wx' });
  return made;
}
