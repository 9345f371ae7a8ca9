import { documentVersion } from './document.ts';

type Json = Record<string, unknown>;

/** One small function per version: the first turns a document of version 1 into one of version 2. There is one version yet. */
const migrations: readonly ((document: Json) => Json)[] = [];

export type Migrated = { readonly document: Json } | { readonly refused: 'future' | 'unknown' };

/** Brings a document of any older version to the present one. Documents from the future are refused, never guessed at. */
export function migrate(document: Json): Migrated {
  const version = document.filmloom;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return { refused: 'unknown' };
  if (version > documentVersion) return { refused: 'future' };
  let current = document;
  for (let from = version; from < documentVersion; from += 1) current = (migrations[from - 1] as (document: Json) => Json)(current);
  return { document: current };
}
