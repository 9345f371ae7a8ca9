import type { Film, FilmStep } from './sample-films.ts';

type Busy = { readonly from: number; readonly to: number };

/**
 * HEFT (Topcuoglu, Hariri, Wu, 2002) without transfer costs: steps by upward rank, each on the slot where it ends soonest, gaps
 * included. `speeds`: how many seconds of work a slot does in a second. Answers the makespan of all films together, in seconds.
 */
export function heft(films: readonly Film[], speeds: readonly number[]): number {
  const ends = new Map<FilmStep, number>();
  const byId = films.map((film) => new Map(film.map((step) => [step.id, step])));
  const order = films.flatMap((film, at) => film.map((step) => ({ step, steps: byId[at] as ReadonlyMap<string, FilmStep> })));
  order.sort((a, b) => b.step.rank - a.step.rank || a.step.place - b.step.place);
  const slots = speeds.map((speed) => ({ speed, busy: [] as Busy[] }));
  let makespan = 0;
  for (const { step, steps } of order) {
    const ready = Math.max(0, ...step.reads.map((read) => ends.get(steps.get(read) as FilmStep) ?? 0));
    let best: { slot: (typeof slots)[number]; gap: number; from: number; to: number } | undefined;
    for (const slot of slots) {
      const { gap, from } = firstGap(slot.busy, ready, step.seconds / slot.speed);
      const to = from + step.seconds / slot.speed;
      if (!best || to < best.to) best = { slot, gap, from, to };
    }
    if (!best) throw new Error('HEFT needs a slot.');
    best.slot.busy.splice(best.gap, 0, { from: best.from, to: best.to });
    ends.set(step, best.to);
    makespan = Math.max(makespan, best.to);
  }
  return makespan;
}

/** The first time from `ready` on at which a slot has nothing to do for so long, and where that is in its list. */
function firstGap(busy: readonly Busy[], ready: number, seconds: number): { gap: number; from: number } {
  let gap = busy.length;
  // What lies after `ready` is all that can matter; slots are filled mostly from the front.
  while (gap > 0 && (busy[gap - 1] as Busy).to > ready) gap -= 1;
  let from = ready;
  for (; gap < busy.length; gap += 1) {
    const { from: begins, to } = busy[gap] as Busy;
    if (from + seconds <= begins) break;
    from = Math.max(from, to);
  }
  return { gap, from };
}
