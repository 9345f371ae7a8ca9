import { eachRead, isLiteral, stepOf } from './refs.ts';
import type { Run } from './run.ts';

/**
 * How much work hangs on each step: its own seconds and those of the longest chain behind it. The step with the highest
 * rank goes first; ties keep the order of the film.
 */
export function upwardRanks(run: Run, seconds: (step: string) => number): Map<string, number> {
  const ranks = new Map<string, number>();
  const ids = [...run.steps.keys()];
  for (const id of ids.reverse()) {
    const own = (ranks.get(id) ?? 0) + seconds(id);
    ranks.set(id, own);
    const entry = run.steps.get(id);
    if (!entry) continue;
    eachRead(entry.step, (ref) => {
      if (isLiteral(ref)) return;
      const source = stepOf(ref);
      ranks.set(source, Math.max(ranks.get(source) ?? 0, own));
    });
  }
  return ranks;
}
