import { runSchedule } from './schedule.ts';
import { shrink } from './shrink.ts';

/** Schedules of each mode in `npm run faults`; `npm test` takes a sample of them. */
export const all = 50_000;
export const count = Number(process.env.SIMULATION_SCHEDULES ?? (process.env.FAULT_ROUNDS ? all : 200));
export const seed = Number(process.env.FAULT_SEED ?? 1);
export const timeoutMs = 60_000 + count * 200;

/** Runs so many schedules, one seed after another, and tells of the first that fails: as small as it can be made. */
export async function runMany(fleet: boolean): Promise<string | undefined> {
  const began = performance.now();
  const sums: Record<string, number> = {};
  let [events, submits] = [0, 0];
  for (let next = seed; next < seed + count; next += 1) {
    const report = await runSchedule({ seed: next, fleet });
    if (report.failure !== undefined) return describeFailure(next, fleet);
    events += report.fired;
    submits += report.submits;
    for (const [kind, times] of Object.entries(report.kinds)) sums[kind] = (sums[kind] ?? 0) + times;
  }
  const seconds = (performance.now() - began) / 1000;
  const disturbed = Object.entries(sums).map(([kind, times]) => `${kind} ${times}`);
  process.stdout.write(
    `${fleet ? 'fleet' : 'embedded'}: ${count} of ${all} schedules from seed ${seed}, ${events} events, ${submits} paid requests, ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} a second; ${disturbed.join(', ')}\n`,
  );
  return undefined;
}

async function describeFailure(failing: number, fleet: boolean): Promise<string> {
  const plan = { seed: failing, fleet };
  const { plan: small, report } = await shrink(plan, await runSchedule(plan));
  const head = `seed ${failing}, disturbances ${[...(small.only ?? [])].join(' ')}, film ${small.film ?? 'as drawn'}: ${report.failure}`;
  return [head, ...report.trace].join('\n');
}
