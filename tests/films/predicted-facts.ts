import type { Graph } from '#graphs/document.ts';
import { expand } from '#graphs/expand.ts';
import type { Assets } from '#graphs/expansion.ts';
import type { Facts } from '#nodes/facts.ts';
import { kindOf, type StepKind } from '#nodes/steps.ts';
import type { RunView } from '#server/contract/runs.ts';

const frame = 1 / 30 + 1e-6;
/** Facts that only say how much it can be at most. */
const ceilings: ReadonlySet<string> = new Set(['spoken', 'spelt', 'share']);

/**
 * Every fact measured in a run that lies outside what was said of it before anything ran, as sentences. A length may be
 * one frame off, because files end on whole frames.
 */
export function brokenPredictions(run: RunView, assets: Assets): string[] {
  const graph = run.graph as unknown as Graph;
  const [least, most] = [0, 1].map((end) => expand(graph, { assets, end }).facts) as [Map<string, Facts>, Map<string, Facts>];
  const broken: string[] = [];
  for (const step of run.stepList) {
    for (const [name, items] of Object.entries(step.gives ?? {})) {
      const isList = kindOf(step.kind as StepKind).gives[name]?.count === 'many';
      for (const { key, facts } of items) {
        const ref = isList ? `${step.id}:${name}#${key}` : `${step.id}:${name}`;
        const [low, high] = [least.get(ref), most.get(ref)];
        if (!low || !high) broken.push(`${ref} was not foreseen`);
        else broken.push(...outside(low, high, facts).map((what) => `${ref} ${what}`));
      }
    }
  }
  return broken;
}

function outside(low: Facts, high: Facts, measured: Readonly<Record<string, number | boolean>>): string[] {
  return Object.keys(low).flatMap((name) => {
    const [from, to, is] = [low[name as keyof Facts], high[name as keyof Facts], measured[name]];
    if (from === undefined || to === undefined) return [];
    // Of words that are dealt out, one shot may get most.
    const isCeiling = ceilings.has(name) || (name === 'characters' && low.share !== undefined);
    if (isCeiling) return is === undefined || Number(is) <= Number(to) ? [] : [`${name} ${is}, more than ${to}`];
    if (typeof from === 'boolean' || typeof to === 'boolean') return is === from || is === to ? [] : [`${name} ${is}, not ${from}`];
    const room = name === 'seconds' ? frame : 1e-6;
    const fits = typeof is === 'number' && is >= Math.min(from, to) - room && is <= Math.max(from, to) + room;
    return fits ? [] : [`${name} ${is}, not ${from === to ? from : `${from} to ${to}`}`];
  });
}
