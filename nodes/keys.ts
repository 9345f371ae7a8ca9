import { z } from 'zod';

/** Names that every plain object answers to. */
const inherited = ['constructor', 'prototype'];

/** The key of a row: letters and digits of any script, `-` and `_`, so that step ids and references can carry it. */
export const keySchema = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u, 'a key is up to 40 letters, digits, “-” or “_”, and begins with a letter or digit')
  .refine((key) => !inherited.includes(key), 'this name is taken; choose another key');

/** The key of an element that stands alone in its node. */
export const alone = { key: '1' } as const;

type Row = { readonly key?: string | undefined };

/** The rows by key, in order; a row without one takes its position from 1. `repeated` names the keys that stand there twice. */
export function keyRows<R extends Row>(
  rows: readonly R[],
  taken: readonly string[] = [],
): { rows: (R & { key: string })[]; repeated: string[] } {
  const seen = new Set(taken);
  const repeated = new Set<string>();
  const kept: (R & { key: string })[] = [];
  rows.forEach((row, index) => {
    const key = row.key ?? `${index + 1}`;
    if (seen.has(key)) repeated.add(key);
    else kept.push({ ...row, key });
    seen.add(key);
  });
  return { rows: kept, repeated: [...repeated] };
}
