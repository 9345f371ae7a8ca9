import { createHash } from 'node:crypto';
import { type Graph, settingsOf } from '#graphs/document.ts';
import { readGraph } from '#graphs/read-graph.ts';
import type { RunQuote } from '#graphs/run.ts';
import { canonical } from '#nodes/canonical.ts';
import { type Micros, type Row, type Tier, tiers } from '#nodes/price.ts';
import { ApiError } from '#server/api-error.ts';
import { microsFromUsd, usdFromMicros } from '#server/contract/money.ts';
import type { Store } from '#server/store/contract.ts';
import type { Caller, StartInput } from './engine-contract.ts';
import type { Prepared } from './prepare.ts';

/** A quote as it is held: the graph that was priced, and the most it may cost. */
export type HeldQuote = { readonly graph: unknown; readonly tier: Tier; readonly maxMicros: Micros };

export function hashOfGraph(graph: Graph): string {
  return createHash('sha256').update(canonical(graph)).digest('hex');
}

/** What a run freezes of its price: the rows chosen, and those that may stand in for them. */
export function runQuoteOf({ tier, quote }: Prepared, rows: readonly Row[], only: readonly string[] | undefined): RunQuote {
  const runnersUp: Record<string, readonly string[]> = {};
  for (const [key, row] of Object.entries(quote.choices)) {
    const others = quote.runnersUp[key] ?? [];
    if (others.length > 0) runnersUp[key] = [row, ...others];
  }
  const used = new Set([...Object.values(quote.choices), ...Object.values(runnersUp).flat()]);
  return { tier, choices: quote.choices, rows: rows.filter(({ id }) => used.has(id)), runnersUp, ...(only ? { only } : {}) };
}

/** The quote a run is started from. Throws 404, or 409 where it has expired or the graph is another one. */
export async function findHeldQuote(store: Store, caller: Caller, { quoteId = '', graph }: StartInput, at: Date): Promise<HeldQuote> {
  const quote = await store.quotes.find(caller.workspaceId, quoteId);
  if (!quote) throw new ApiError(404, 'QUOTE_UNKNOWN', `There is no quote “${quoteId}”. Get a new one.`);
  if (quote.expiresAt < at.toISOString()) throw new ApiError(409, 'QUOTE_STALE', 'This quote has expired. Get a new one.');
  const given = graph === undefined ? undefined : readGraph(graph).graph;
  if (given && hashOfGraph(given) !== quote.graphHash)
    throw new ApiError(409, 'QUOTE_STALE', 'The graph has changed since this quote. Get a new one.');
  return quote.body as HeldQuote;
}

/** What a run may spend: its own budget, and never more than the quote it was started from. */
export function budgetOf(graph: Graph, input: StartInput, held: HeldQuote | undefined): Micros {
  const asked = input.budgetUsd === undefined ? settingsOf(graph).budgetMicros : microsFromUsd(input.budgetUsd);
  return held ? Math.min(asked, held.maxMicros) : asked;
}

/** The tiers below one that still cost something, the next one first: what a run may be downgraded to. */
export function cheaperTiers(tier: Tier): Tier[] {
  return tiers.slice(1, tiers.indexOf(tier)).reverse();
}

export function refuseOverBudget(least: Micros, budget: Micros): never {
  throw new ApiError(
    402,
    'OVER_BUDGET',
    `The least this run can cost is $${usdFromMicros(least)}; its budget is $${usdFromMicros(budget)}. Raise the budget or choose a lower tier.`,
  );
}
