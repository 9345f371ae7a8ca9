import type { Facts } from '#nodes/facts.ts';
import type { Row } from '#nodes/price.ts';
import { kindOf, type Step } from '#nodes/steps.ts';
import type { Expansion } from './expansion.ts';
import { eachRead, isLiteral, stepOf } from './refs.ts';

/** Expected seconds of work for one step. */
export function secondsOf(step: Step, row: Row | undefined, gives: Facts | undefined): number {
  const { base, perSecond } = row?.pace ?? kindOf(step.kind).pace;
  return base + perSecond * (gives?.seconds ?? 0);
}

/** Expected wall time: the longest chain of steps, or all the work over the slots where that is more. */
export function criticalSeconds(expansion: Expansion, took: ReadonlyMap<string, number>, slots: number): number {
  const ends = new Map<string, number>();
  let longest = 0;
  let work = 0;
  // The steps of a layout stand after the steps they read.
  for (const [id, step] of expansion.steps) {
    let begins = 0;
    eachRead(step, (ref) => {
      if (!isLiteral(ref)) begins = Math.max(begins, ends.get(stepOf(ref)) ?? 0);
    });
    const seconds = took.get(id) ?? 0;
    const end = begins + seconds;
    ends.set(id, end);
    if (took.has(id)) longest = Math.max(longest, end);
    work += seconds;
  }
  return Math.max(longest, work / slots);
}
