import { type Graph, type Problem, settingsOf } from '#graphs/document.ts';
import { expand } from '#graphs/expand.ts';
import type { Assets } from '#graphs/expansion.ts';
import { fillInputs } from '#graphs/fill-inputs.ts';
import { checkGraph, hasErrors } from '#graphs/problems.ts';
import { type GraphQuote, quoteGraph } from '#graphs/quote.ts';
import { readGraph } from '#graphs/read-graph.ts';
import { factsGiven } from '#graphs/route.ts';
import type { Result } from '#nodes/items.ts';
import type { Row, Tier } from '#nodes/price.ts';
import { ApiError } from '#server/api-error.ts';
import { tierProblems } from '#server/money/tier-caps.ts';
import type { Store } from '#server/store/contract.ts';
import { assetsOf } from './assets-of.ts';
import type { EstimateInput } from './engine-contract.ts';

export type Prepared = {
  readonly graph: Graph;
  readonly tier: Tier;
  readonly assets: Assets;
  readonly quote: GraphQuote;
  /** The catalogue it was priced with. */
  readonly rows: readonly Row[];
  /** Of the document and of the price, errors first. */
  readonly problems: readonly Problem[];
};

export type PrepareOptions = {
  readonly store: Store;
  readonly rows: readonly Row[];
  readonly workspaceId: string;
  readonly graphKey?: string;
  readonly only?: readonly string[];
  readonly slots: number;
};

/** Reads a graph, puts its inputs in, checks it and prices it with what is stored. A JSON value that is no graph at all is refused. */
export async function prepare(input: EstimateInput, options: PrepareOptions): Promise<Prepared> {
  const { store, workspaceId } = options;
  const read = readGraph(input.graph);
  if (!read.graph) throw new ApiError(422, 'GRAPH_INVALID', 'This graph cannot be read. See its problems.', { problems: read.problems });
  const filled = fillInputs(read.graph, input.inputs ?? {});
  const assets = await assetsOf(store.assets, workspaceId, filled.graph);
  // What could not be read is reported from the text as given; the rest from the graph with its inputs.
  const checked = checkGraph({ ...filled.graph }, { assets });
  const tier = input.tier ?? settingsOf(filled.graph).tier;
  const quote = await quoteWithStored(filled.graph, { ...options, assets, tier });
  const capped = tier === 'animatic' ? [] : tierCapProblems(filled.graph, assets, tier);
  const problems = dedupe([...read.problems, ...filled.problems, ...checked.problems, ...quote.problems, ...capped]);
  return { graph: filled.graph, tier, assets, quote, rows: options.rows, problems };
}

/** What asks more than its tier allows, in the largest of the possible worlds. */
function tierCapProblems(graph: Graph, assets: Assets, tier: Tier): Problem[] {
  const largest = expand(graph, { results: new Map(), assets, end: 1 });
  return tierProblems(
    [...largest.steps.values()].map((step) => ({ step, gives: factsGiven(largest, step) })),
    tier,
  );
}

/** Refuses a graph that cannot run. */
export function demandRunnable({ problems }: Prepared): void {
  if (!hasErrors(problems)) return;
  const errors = problems.filter(({ severity }) => severity === 'error');
  throw new ApiError(
    422,
    'GRAPH_INVALID',
    errors.length === 1 ? (errors[0] as Problem).message : `This graph has ${errors.length} problems. Mend them, then run it again.`,
    { problems },
  );
}

/** Looks stored results up level by level: what one result makes known lets the next request be asked for. */
async function quoteWithStored(
  graph: Graph,
  { store, rows, workspaceId, graphKey, only, slots, assets, tier }: PrepareOptions & { assets: Assets; tier: Tier },
): Promise<GraphQuote> {
  const stored = new Map<string, Result | null>();
  const previous = graphKey === undefined ? {} : await store.quotes.choices(workspaceId, graphKey, tier);
  for (;;) {
    const quote = quoteGraph(graph, { rows, assets, tier, stored, previous, slots, ...(only ? { only } : {}) });
    const asks = quote.asks.filter((key) => !stored.has(key));
    if (asks.length === 0) return quote;
    const found = await store.results.findMany(workspaceId, asks);
    for (const key of asks) stored.set(key, found.get(key) ?? null);
  }
}

function dedupe(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  const unique = problems.filter((problem) => {
    const key = [problem.code, problem.node, problem.port, problem.param, problem.message].join('|');
    return !seen.has(key) && seen.add(key);
  });
  return unique.sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}
