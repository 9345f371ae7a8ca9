import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder that Filmloom is installed in. */
export const installationFolder = fileURLToPath(new URL('..', import.meta.url));

/** The version of this installation, from its `package.json`. */
export const version: string = (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string })
  .version;
