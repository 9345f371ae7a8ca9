import type { Pruned } from '#server/contract/pruned.ts';
import type { Storage } from '#server/storage/contract.ts';
import { chunks } from '#server/store/chunks.ts';
import type { RetentionStore } from '#server/store/retention-contract.ts';
import { type Plan, planPruning } from './plan.ts';
import type { Policy } from './policy.ts';
import { type LogMemory, type Survey, takeSurvey } from './survey.ts';

export type PruneParts = {
  readonly store: RetentionStore;
  readonly storage: Pick<Storage, 'list' | 'remove'>;
  readonly policy: Policy;
  readonly now: () => Date;
  /** Kept between times, so that logs of ended runs are read once. */
  readonly memory?: LogMemory;
};

/** Files of one transaction. */
const atOnce = 20;

/**
 * Takes away what the policy no longer keeps, while runs go on; with `dryRun` it only says what that is. A file goes in two
 * steps: nothing names it, and hours later still nothing does.
 */
export async function prune({ store, storage, policy, now, memory = new Map() }: PruneParts, dryRun = false): Promise<Pruned> {
  const at = now();
  const quotesBefore = new Date(at.getTime() - policy.quotesForMs).toISOString();
  const sources = { store, memory, listFiles: () => storage.list() };
  const survey = await takeSurvey(sources, at.toISOString(), quotesBefore);
  const plan = planPruning(survey, policy);
  const { runs, results, quotes } = plan;
  if (dryRun) {
    const files = { now: plan.sweep.length, later: plan.mark.length };
    return { dryRun, runs: runs.length, results: results.length, quotes, files, bytes: plan.bytes };
  }
  let [runsGone, resultsGone] = [0, 0];
  for (const run of runs) if (await store.removeRun(run)) runsGone += 1;
  for (const result of results) if (await store.removeResult(result)) resultsGone += 1;
  const quotesGone = quotes > 0 ? await store.removeQuotes(quotesBefore) : 0;
  const swept = await sweepFiles(survey, plan, { store, storage, policy });
  await store.claim(plan.unmark);
  await store.markLoose(plan.mark, survey.at);
  const files = { now: swept.length, later: plan.mark.length };
  return { dryRun, runs: runsGone, results: resultsGone, quotes: quotesGone, files, bytes: bytesOf(swept, survey) };
}

async function sweepFiles(
  survey: Survey,
  { sweep }: Plan,
  { store, storage, policy }: Pick<PruneParts, 'store' | 'storage' | 'policy'>,
): Promise<string[]> {
  const looseBefore = new Date(Date.parse(survey.at) - policy.graceMs).toISOString();
  const gone: string[] = [];
  for (const part of chunks(sweep, atOnce))
    gone.push(...(await store.sweep(part, { looseBefore, readAt: survey.at }, (id) => storage.remove(id))));
  return gone;
}

function bytesOf(ids: readonly string[], { files, strays }: Survey): number {
  const sizes = new Map(strays.map(({ id, bytes }) => [id, bytes]));
  return ids.reduce((sum, id) => sum + (files.get(id)?.bytes ?? sizes.get(id) ?? 0), 0);
}
