import { canonical } from '#nodes/canonical.ts';
import { hashText } from '#nodes/hash.ts';
import type { Row } from '#nodes/price.ts';
import { kindOf, type Step, type StepKind } from '#nodes/steps.ts';

/**
 * What a step asks for, whoever carries it out: kind and its behaviour version, params without defaults, take, contents
 * read. No node, name, place or price is in it. Null while something it reads does not exist.
 */
export function requestKey(step: Step, hashOf: (ref: string) => string | undefined): string | null {
  const reads: Record<string, string | string[]> = {};
  for (const [name, read] of Object.entries(step.reads)) {
    const hashes: string[] = [];
    for (const ref of typeof read === 'string' ? [read] : read) {
      const hash = hashOf(ref);
      if (hash === undefined) return null;
      hashes.push(hash);
    }
    reads[name] = typeof read === 'string' ? (hashes[0] as string) : hashes;
  }
  return hashText(canonical([step.kind, kindOf(step.kind).version, withoutDefaults(step), step.take, reads])).slice(0, 32);
}

/** The key a result is stored under: the request and, for a model, the row with its behaviour version. */
export function fingerprint(request: string, row: Pick<Row, 'id' | 'rev'> | undefined): string {
  return row ? hashText(`${request}|${row.id}@${row.rev}`).slice(0, 32) : request;
}

/** Dropping defaults keeps old results when a kind gains an optional parameter. */
function withoutDefaults(step: Step): Record<string, unknown> {
  const defaults = defaultsOf(step.kind);
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(step.params)) {
    if (value !== undefined && canonical(value) !== defaults.get(name)) out[name] = value;
  }
  return out;
}

const known = new Map<StepKind, ReadonlyMap<string, string>>();

function defaultsOf(kind: StepKind): ReadonlyMap<string, string> {
  const found = known.get(kind);
  if (found) return found;
  const defaults = new Map<string, string>();
  for (const [name, schema] of Object.entries(kindOf(kind).params.shape)) {
    const parsed = (schema as { safeParse(value: unknown): { success: boolean; data?: unknown } }).safeParse(undefined);
    if (parsed.success && parsed.data !== undefined) defaults.set(name, canonical(parsed.data));
  }
  known.set(kind, defaults);
  return defaults;
}
