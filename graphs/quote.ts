import type { Span } from '#nodes/facts.ts';
import type { Result } from '#nodes/items.ts';
import type { Micros, Row, Tier } from '#nodes/price.ts';
import { kindOf, type Step } from '#nodes/steps.ts';
import { demand } from './demand.ts';
import { settingsOf, type Graph, type Problem } from './document.ts';
import { expand, expandMore } from './expand.ts';
import type { Assets, Expansion } from './expansion.ts';
import { fingerprint, requestKey } from './fingerprint.ts';
import { itemOf } from './refs.ts';
import { choiceKey, factsGiven, priceStep, route, type Candidate, type Choice } from './route.ts';
import { criticalSeconds, secondsOf } from './time.ts';

export type NodeQuote = {
  readonly steps: Span;
  readonly micros: Span;
  readonly seconds: Span;
  readonly cached: number;
  readonly choices: readonly (Choice & { readonly kind: string })[];
  readonly drivers: readonly string[];
};

/** What a run of this graph will cost and take. `asks`: fingerprints whose results would make it more exact. */
export type GraphQuote = {
  readonly tier: Tier;
  readonly nodes: Readonly<Record<string, NodeQuote>>;
  readonly micros: Span;
  readonly seconds: Span;
  /** Row ids by choice key, frozen for the run. */
  readonly choices: Readonly<Record<string, string>>;
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
  if (spans.length === 1 && span !== undefined && span < everyValueUpTo) return Array.from({ length: span + 1 }, (_, index) => index / span);
  return [0, 0.25, 0.5, 0.75, 1];
}

/** Lets everything happen that is stored, in layout order, so that a chain reads its own results. */
class DryRun {
  readonly asks = new Set<string>();
  private readonly sure: Expansion;
  private readonly options: QuoteOptions & { tier: Tier };
  private readonly results: Map<string, Result>;
  private readonly rowOf: Map<string, Row>;
  private readonly requests = new Map<string, string>();

  constructor(sure: Expansion, options: QuoteOptions & { tier: Tier }, results: Map<string, Result>) {
    this.sure = sure;
    this.options = options;
    this.results = results;
    this.rowOf = new Map(options.rows.map((row) => [row.id, row]));
  }

  rehearse(): void {
    const todo = new Set(this.sure.wiring.order);
    for (const node of todo) {
      const before = this.results.size;
      this.rehearseNode(node);
      if (this.results.size > before && this.sure.unlaid.size > 0) expandMore(this.sure, node, { results: this.results, assets: this.options.assets });
    }
  }

  private rehearseNode(node: string): void {
    const steps = stepsByNode(this.sure).get(node) ?? [];
    if (steps.length === 0) return;
    const { choices } = this.routeSteps(
      steps.map((step) => ({ expansion: this.sure, step, world: 0 })),
      1,
    );
    for (const step of steps) {
      const request = this.requestOf(step);
      if (request === undefined) continue;
      const row = step.model === undefined ? undefined : this.rowOf.get(choices.get(choiceKey(step))?.row ?? '');
      if (step.model !== undefined && !row) continue;
      const hit = this.lookUp(fingerprint(request, row));
      if (hit) this.results.set(step.id, hit);
    }
  }

  private lookUp(key: string): Result | undefined {
    const found = this.options.stored?.get(key);
    if (found === undefined) this.asks.add(key);
    return found ?? undefined;
  }

  private requestOf(step: Step): string | undefined {
    const found = this.requests.get(step.id);
    if (found !== undefined) return found;
    const request = requestKey(step, (ref) => itemOf(ref, this.sure.literals, this.results)?.hash);
    if (request !== null) this.requests.set(step.id, request);
    return request ?? undefined;
  }

  routeAll(worlds: readonly Expansion[]): { choices: Map<string, Choice>; problems: Problem[] } {
    const candidates = worlds.flatMap((expansion, world) => [...expansion.steps.values()].map((step) => ({ expansion, step, world })));
    return this.routeSteps(candidates, worlds.length);
  }

  private routeSteps(candidates: readonly Candidate[], worlds: number): { choices: Map<string, Choice>; problems: Problem[] } {
    const groups = new Map<string, Candidate[]>();
    for (const candidate of candidates) {
      if (candidate.step.model === undefined) continue;
      const key = choiceKey(candidate.step);
      const group = groups.get(key);
      if (group) group.push(candidate);
      else groups.set(key, [candidate]);
    }
    const { rows, tier, previous = {} } = this.options;
    const choices = new Map<string, Choice>();
    const problems: Problem[] = [];
    const stored = (step: Step, row: Row): boolean => {
      const request = this.requestOf(step);
      return request !== undefined && Boolean(this.options.stored?.get(fingerprint(request, row)));
    };
    for (const [key, group] of groups) {
      const [{ step }] = group as [Candidate];
      const routed = route(group, { rows, tier, worlds, previous: previous[key], stored });
      if ('choice' in routed) choices.set(key, routed.choice);
      else problems.push(noModel(step, tier, routed.reasons));
      problems.push(...aboutNamedModel(step, tier, this.rowOf));
    }
    return { choices, problems };
  }
}

function noModel(step: Step, tier: Tier, reasons: readonly string[]): Problem {
  const because = reasons.length > 0 ? ` ${reasons.join('; ')}.` : ' No model for it is connected: add a key in Settings, or use the animatic tier.';
  return { severity: 'error', code: 'NO_MODEL', node: step.node, param: 'model', message: `Nothing can do “${kindOf(step.kind).title}” at tier ${tier}.${because}` };
}

function aboutNamedModel(step: Step, tier: Tier, rowOf: ReadonlyMap<string, Row>): Problem[] {
  const { model } = step;
  if (model === undefined || model === 'auto') return [];
  const row = rowOf.get(model);
  if (!row && tier !== 'animatic') return [{ severity: 'error', code: 'MODEL_UNKNOWN', node: step.node, param: 'model', message: `There is no model “${model}”. Choose one of the list, or auto.` }];
  if (tier !== 'animatic' || row?.tier === 'animatic') return [];
  return [{ severity: 'warning', code: 'MODEL_OVERRIDDEN', node: step.node, param: 'model', message: `The animatic draws this instead of “${model}”; the model is kept for paid tiers.` }];
}

const grouped = new WeakMap<Expansion, { size: number; map: Map<string, Step[]> }>();

function stepsByNode(expansion: Expansion): Map<string, Step[]> {
  const found = grouped.get(expansion);
  if (found?.size === expansion.steps.size) return found.map;
  const map = new Map<string, Step[]>();
  for (const step of expansion.steps.values()) {
    const list = map.get(step.node);
    if (list) list.push(step);
    else map.set(step.node, [step]);
  }
  grouped.set(expansion, { size: expansion.steps.size, map });
  return map;
}

type NodeSum = { steps: number; micros: Micros; seconds: number; cached: number; drivers: Map<string, { count: number; micros: Micros }> };
type WorldSum = { readonly nodes: Map<string, NodeSum>; readonly micros: Micros; readonly seconds: number };
type SumOptions = { wanted: ReadonlySet<string>; results: ReadonlyMap<string, Result>; choices: ReadonlyMap<string, Choice>; rows: readonly Row[]; slots: number };

function sumWorld(world: Expansion, { wanted, results, choices, rows, slots }: SumOptions): WorldSum {
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const nodes = new Map<string, NodeSum>();
  const took = new Map<string, number>();
  let total = 0;
  for (const id of wanted) {
    const step = world.steps.get(id) as Step;
    const node = nodes.get(step.node) ?? { steps: 0, micros: 0, seconds: 0, cached: 0, drivers: new Map() };
    nodes.set(step.node, node);
    node.steps += 1;
    if (results.has(id)) {
      node.cached += 1;
      continue;
    }
    const row = step.model === undefined ? undefined : rowOf.get(choices.get(choiceKey(step))?.row ?? '');
    const micros = row ? priceStep(row, world, step) : 0;
    const seconds = secondsOf(step, row, factsGiven(world, step));
    took.set(id, seconds);
    node.micros += micros;
    node.seconds += seconds;
    total += micros;
    addDriver(node, row, step, micros);
  }
  return { nodes, micros: total, seconds: criticalSeconds(world, took, slots) };
}

function addDriver(node: NodeSum, row: Row | undefined, step: Step, micros: Micros): void {
  if (!row || micros === 0) return;
  const name = `${kindOf(step.kind).title} with ${row.title}`;
  const driver = node.drivers.get(name) ?? { count: 0, micros: 0 };
  node.drivers.set(name, { count: driver.count + 1, micros: driver.micros + micros });
}

function spanNodes(sure: Expansion, sums: readonly WorldSum[], choices: ReadonlyMap<string, Choice>): Record<string, NodeQuote> {
  const chosen = new Map<string, (Choice & { kind: string })[]>();
  for (const [key, choice] of choices) {
    const [node = '', kind = ''] = key.split('/');
    chosen.set(node, [...(chosen.get(node) ?? []), { ...choice, kind }]);
  }
  const nodes: Record<string, NodeQuote> = {};
  for (const id of Object.keys(sure.graph.nodes)) {
    const all = sums.map((sum) => sum.nodes.get(id));
    const span = (key: 'steps' | 'micros' | 'seconds'): Span => spanOf(all.map((node) => node?.[key] ?? 0));
    nodes[id] = { steps: span('steps'), micros: span('micros'), seconds: span('seconds'), cached: Math.min(...all.map((node) => node?.cached ?? 0)), choices: chosen.get(id) ?? [], drivers: driversOf(all) };
  }
  return nodes;
}

function driversOf(all: readonly (NodeSum | undefined)[]): string[] {
  const most = all.reduce((a, b) => ((b?.micros ?? 0) > (a?.micros ?? 0) ? b : a), all[0]);
  return [...(most?.drivers ?? [])].map(([name, { count, micros }]) => `${count} × ${name}: $${(micros / 1_000_000).toFixed(2)}`);
}

function spanOf(values: readonly number[]): Span {
  return { min: Math.min(...values), max: Math.max(...values) };
}

function unique(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const key = `${problem.code}|${problem.node}|${problem.port}|${problem.param}|${problem.message}`;
    return !seen.has(key) && seen.add(key);
  });
}
