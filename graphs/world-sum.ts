import type { Span } from '#nodes/facts.ts';
import type { Result } from '#nodes/items.ts';
import type { Micros, Row } from '#nodes/price.ts';
import { kindOf, type Step } from '#nodes/steps.ts';
import type { Expansion } from './expansion.ts';
import { type Choice, choiceKey, factsCounted, priceStep } from './route.ts';
import { criticalSeconds, secondsOf } from './time.ts';

/** What one node comes to over all worlds. */
export type NodeQuote = {
  readonly steps: Span;
  readonly micros: Span;
  readonly seconds: Span;
  readonly cached: number;
  readonly choices: readonly (Choice & { readonly kind: string })[];
  readonly drivers: readonly string[];
};

type NodeSum = { steps: number; micros: Micros; seconds: number; cached: number; drivers: Map<string, { count: number; micros: Micros }> };
export type WorldSum = { readonly nodes: Map<string, NodeSum>; readonly micros: Micros; readonly seconds: number };
type SumOptions = {
  wanted: ReadonlySet<string>;
  results: ReadonlyMap<string, Result>;
  choices: ReadonlyMap<string, Choice>;
  rows: readonly Row[];
  slots: number;
};

/** Steps, price and time of one world, node by node. */
export function sumWorld(world: Expansion, { wanted, results, choices, rows, slots }: SumOptions): WorldSum {
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
    const seconds = secondsOf(step, row, factsCounted(world, step));
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

/** Least and most of each node over all worlds. */
export function spanNodes(sure: Expansion, sums: readonly WorldSum[], choices: ReadonlyMap<string, Choice>): Record<string, NodeQuote> {
  const chosen = new Map<string, (Choice & { kind: string })[]>();
  for (const [key, choice] of choices) {
    const [node = '', kind = ''] = key.split('/');
    chosen.set(node, [...(chosen.get(node) ?? []), { ...choice, kind }]);
  }
  const nodes: Record<string, NodeQuote> = {};
  for (const id of Object.keys(sure.graph.nodes)) {
    const all = sums.map((sum) => sum.nodes.get(id));
    const span = (key: 'steps' | 'micros' | 'seconds'): Span => spanOf(all.map((node) => node?.[key] ?? 0));
    nodes[id] = {
      steps: span('steps'),
      micros: span('micros'),
      seconds: span('seconds'),
      cached: Math.min(...all.map((node) => node?.cached ?? 0)),
      choices: chosen.get(id) ?? [],
      drivers: driversOf(all),
    };
  }
  return nodes;
}

function driversOf(all: readonly (NodeSum | undefined)[]): string[] {
  const most = all.reduce((a, b) => ((b?.micros ?? 0) > (a?.micros ?? 0) ? b : a), all[0]);
  return [...(most?.drivers ?? [])].map(([name, { count, micros }]) => `${count} × ${name}: $${(micros / 1_000_000).toFixed(2)}`);
}

export function spanOf(values: readonly number[]): Span {
  return { min: Math.min(...values), max: Math.max(...values) };
}
