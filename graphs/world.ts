import type { World } from '#nodes/facts.ts';

/** A world that answers every question at the same place between least (0) and most (1), and remembers what was asked. */
export type AskedWorld = World & { readonly countSpans: number[]; readonly asked: () => boolean };

export function worldAt(end: number): AskedWorld {
  const countSpans: number[] = [];
  let amounts = 0;
  return {
    countSpans,
    asked: () => amounts > 0 || countSpans.length > 0,
    count(least, most) {
      if (most > least) countSpans.push(most - least);
      return Math.round(least + (most - least) * end);
    },
    amount(least, most) {
      if (most > least) amounts += 1;
      return least + (most - least) * end;
    },
  };
}
