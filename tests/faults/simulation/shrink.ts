import { type Plan, type Report, runSchedule } from './schedule.ts';

const smallestFilms = 12;

/** Leaves out what a failure does not need: disturbances in ever smaller parts, then the film where a smaller one fails too. */
export async function shrink(plan: Plan, failed: Report): Promise<{ plan: Plan; report: Report }> {
  let best = {
    plan: { ...plan, only: new Set(Array.from({ length: failed.disturbances }, (_, index) => index)) as ReadonlySet<number> },
    report: failed,
  };
  const tryOut = async (next: typeof best.plan): Promise<boolean> => {
    const report = await runSchedule(next);
    if (report.failure === undefined || kindOf(report) !== kindOf(failed)) return false;
    best = { plan: next, report };
    return true;
  };
  for (let part = Math.ceil(best.plan.only.size / 2); part >= 1; part = part === 1 ? 0 : Math.ceil(part / 2)) {
    const numbers = [...best.plan.only];
    for (let from = 0; from < numbers.length; from += part) {
      const without = new Set([...best.plan.only].filter((number) => !numbers.slice(from, from + part).includes(number)));
      await tryOut({ ...best.plan, only: without });
    }
  }
  for (let film = 0; film < smallestFilms; film += 1) if (await tryOut({ ...best.plan, film })) break;
  return best;
}

const kindOf = ({ failure }: Report): string | undefined => failure?.slice(0, 2);
