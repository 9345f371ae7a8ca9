import type { Span } from '#nodes/facts.ts';
import type { Result } from '#nodes/items.ts';
import type { Row, Tier } from '#nodes/price.ts';
import { demand } from './demand.ts';
import { type Graph, type Problem, settingsOf } from './document.ts';
import { DryRun } from './dry-run.ts';
import { expand } from './expand.ts';
import type { Assets, Expansion } from './expansion.ts';
import { type NodeQuote, spanNodes, spanOf, sumWorld } from './world-sum.ts';

/** What a run of this graph will cost and take. `asks`: fingerprints whose results would make it more exact. */
export type GraphQuote = {
  readonly tier: Tier;
  readonly nodes: Readonly<Record<string, NodeQuote>>;
  readonly micros: Span;
  readonly seconds: Span;
  /** Row ids by choice key, frozen for the run. */
  readonly choices: Readonly<Record<string, string>>;
  /** Row ids that could stand in for a choice that was left to us, by choice key, cheapest first. */
  readonly runnersUp: Readonly<Record<string, readonly string[]>>;
  readonly problems: readonly Problem[];
  readonly cachedSteps: ReadonlySet<string>;
  readonly asks: readonly string[];
};

export type QuoteOptions = {
  readonly rows: readonly Row[];
  readonly assets?: Assets;
  readonly tier?: Tier;
  readonly only?: readonly string[];
  /** Stored results by fingerprint, as far as they were looked up. */
  readonly stored?: ReadonlyMap<string, Result | null>;
  /** Row ids by choice key of this graph's last run at this tier. */
  readonly previous?: Readonly<Record<string, string>>;
  /** Steps that can run at the same time. */
  readonly slots?: number;
};

/** Says everything about a run that has not started: a dry run in which what is stored happens, the rest in each possible world. */
export function quoteGraph(graph: Graph, options: QuoteOptions): GraphQuote {
  const { assets, only, tier = settingsOf(graph).tier, slots = 2 } = options;
  const results = new Map<string, Result>();
  const sure = expand(graph, { results, assets });
  const dry = new DryRun(sure, { ...options, tier }, results);
  dry.rehearse();
  const worlds = sure.ranged ? endsOf(sure).map((end) => expand(graph, { results, assets, end })) : [sure];
  const { choices, problems } = dry.routeAll(worlds);
  const sums = worlds.map((world) => sumWorld(world, { wanted: demand(world, only), results, choices, rows: options.rows, slots }));
  return {
    tier,
    nodes: spanNodes(sure, sums, choices),
    micros: spanOf(sums.map((sum) => sum.micros)),
    seconds: spanOf(sums.map((sum) => sum.seconds)),
    choices: Object.fromEntries([...choices].map(([key, { row }]) => [key, row])),
    runnersUp: Object.fromEntries([...choices].map(([key, { runnersUp }]) => [key, runnersUp.map(({ row }) => row)])),
    problems: unique([...problems, ...worlds.flatMap((world) => world.problems)]),
    cachedSteps: new Set(results.keys()),
    asks: [...dry.asks],
  };
}

const everyValueUpTo = 16;

/** The worlds to look at: every value where one count of few values is unknown, else both ends and three between. */
function endsOf(expansion: Expansion): number[] {
  const spans = [...expansion.counts.values()];
  const [span] = spans;
  if (spans.length === 1 && span !== undefined && span < everyValueUpTo)
    return Array.from({ length: span + 1 }, (_, index) => index / span);
  return [0, 0.25, 0.5, 0.75, 1];
}

function unique(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const key = `${problem.code}|${problem.node}|${problem.port}|${problem.param}|${problem.message}`;
    return !seen.has(key) && seen.add(key);
  });
}
