export type TimedStep = { readonly id: string; readonly reads: readonly string[]; readonly seconds: number };
type Busy = { readonly step: number; readonly left: number };

/**
 * The shortest time in which any order could do these steps on equal slots, found by trying all orders: for films of a few steps.
 * Slots may also wait on purpose.
 */
export function shortestSeconds(steps: readonly TimedStep[], slots: number): number {
  const at = new Map(steps.map(({ id }, index) => [id, index]));
  const needs = steps.map(({ reads }) => reads.reduce((mask, read) => mask | (1 << (at.get(read) as number)), 0));
  const known = new Map<string, number>();

  function left(done: number, begun: number, busy: readonly Busy[]): number {
    if (done === 2 ** steps.length - 1) return 0;
    const key = `${done}|${busy.map(({ step, left: rest }) => `${step}:${rest.toFixed(4)}`).join()}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    let best = busy.length > 0 ? next(done, begun, busy) : Infinity;
    for (const step of busy.length < slots ? choices(done, begun) : []) {
      const more = [...busy, { step, left: steps[step]?.seconds as number }].sort((a, b) => a.step - b.step);
      best = Math.min(best, left(done, begun | (1 << step), more));
    }
    known.set(key, best);
    return best;
  }

  /** To the next end of a step. */
  function next(done: number, begun: number, busy: readonly Busy[]): number {
    const wait = Math.min(...busy.map((one) => one.left));
    const after = busy.map(({ step, left: rest }) => ({ step, left: rest - wait }));
    const ended = after.filter((one) => one.left < 1e-9).reduce((mask, { step }) => mask | (1 << step), done);
    return (
      wait +
      left(
        ended,
        begun,
        after.filter((one) => one.left >= 1e-9),
      )
    );
  }

  /** Steps that may begin; of those that are alike only the first. */
  function choices(done: number, begun: number): number[] {
    const seen = new Set<string>();
    return steps.flatMap(({ seconds }, step) => {
      if ((begun & (1 << step)) !== 0 || ((needs[step] as number) & ~done) !== 0) return [];
      const readers = needs.flatMap((mask, reader) => ((mask & (1 << step)) !== 0 ? [reader] : []));
      const kind = `${seconds}|${readers.join()}`;
      if (seen.has(kind)) return [];
      seen.add(kind);
      return [step];
    });
  }

  return left(0, 0, []);
}
