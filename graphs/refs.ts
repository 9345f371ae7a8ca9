import type { Item, Result } from '#nodes/items.ts';
import type { Step } from '#nodes/steps.ts';

/** The id of the step behind a reference `step:out` or `step:out#key`. */
export function stepOf(ref: string): string {
  const colon = ref.indexOf(':');
  return colon < 0 ? ref : ref.slice(0, colon);
}

/** A literal is known without a step; its reference is `=` and its content hash. */
export function isLiteral(ref: string): boolean {
  return ref.startsWith('=');
}

/** Visits every reference a step reads, in the order of its ports. */
export function eachRead(step: Step, visit: (ref: string) => void): void {
  for (const read of Object.values(step.reads)) {
    if (typeof read === 'string') visit(read);
    else for (const ref of read) visit(ref);
  }
}

type Results = { get(step: string): Result | undefined };

/** The element behind a reference, or undefined while it does not exist. */
export function itemOf(ref: string, literals: { get(ref: string): Item | undefined }, results: Results): Item | undefined {
  if (isLiteral(ref)) return literals.get(ref);
  const step = stepOf(ref);
  const items = results.get(step)?.items;
  if (!items) return undefined;
  const hash = ref.indexOf('#', step.length);
  const value = items[ref.slice(step.length + 1, hash < 0 ? undefined : hash)];
  if (hash < 0) return value as Item | undefined;
  return findByKey(value as readonly Item[], ref.slice(hash + 1));
}

/** Keys are positions from 1 unless the step named its elements. */
function findByKey(list: readonly Item[], key: string): Item | undefined {
  const atPosition = list[Number(key) - 1];
  if (atPosition && (atPosition.key ?? key) === key) return atPosition;
  return list.find((item, index) => (item.key ?? `${index + 1}`) === key);
}
