import { choiceKey } from './route.ts';
import type { Input, Run, StepRun } from './run.ts';

/** Tries that are repeated without a person, and changes of words. */
export const maxRetries = 4;
export const maxRewordings = 2;

const firstWaitMs = 2_000;
const longestWaitMs = 120_000;

export type Recovery =
  /** The same request again, after a while. */
  | { readonly type: 'again'; readonly waitMs: number; readonly retries: number; readonly rewordings: number }
  /** Another row stands in for the choice from now on. */
  | { readonly type: 'reroute'; readonly choice: string; readonly row: string; readonly from: string; readonly why: string }
  /** The choice has changed since this attempt began. */
  | { readonly type: 'reconsider' }
  | { readonly type: 'give-up' };

/** What follows from a failed attempt. Waits double from 2 s to 2 min; `jitter` spreads them over half to one and a half times that. */
export function recoveryOf(run: Run, entry: StepRun, failed: Extract<Input, { type: 'failed' }>): Recovery {
  const { retries = 0, rewordings = 0 } = entry;
  if (failed.remedy === 'moderated') {
    if (rewordings >= maxRewordings) return { type: 'give-up' };
    return { type: 'again', waitMs: 0, retries, rewordings: rewordings + 1 };
  }
  if (failed.remedy === 'outage') {
    const other = standIn(run, entry, failed.error.message);
    if (other) return other;
  }
  if (failed.remedy === undefined || retries >= maxRetries) return { type: 'give-up' };
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** retries) * (0.5 + (failed.jitter ?? 0.5));
  const waitMs = Math.max(failed.retryAfterMs ?? 0, Math.round(wait));
  return { type: 'again', waitMs, retries: retries + 1, rewordings };
}

/** The next model of another provider, since it is the provider that is out. One that a person has named is never replaced. */
function standIn(run: Run, { step, row }: StepRun, why: string): Recovery | undefined {
  if (step.model !== 'auto' || row === undefined) return undefined;
  const choice = choiceKey(step);
  if (run.quote.choices[choice] !== row) return { type: 'reconsider' };
  const order = run.quote.runnersUp?.[choice] ?? [];
  const providerOf = (id: string): string | undefined => run.quote.rows.find((one) => one.id === id)?.provider;
  const next = order.slice(order.indexOf(row) + 1).find((id) => providerOf(id) !== providerOf(row));
  return next === undefined ? undefined : { type: 'reroute', choice, row: next, from: row, why };
}
