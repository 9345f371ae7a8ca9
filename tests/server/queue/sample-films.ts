import { readFileSync } from 'node:fs';
import { evolve } from '#graphs/evolve.ts';
import { expand } from '#graphs/expand.ts';
import { checkGraph } from '#graphs/problems.ts';
import { upwardRanks } from '#graphs/rank.ts';
import { eachRead, isLiteral, stepOf } from '#graphs/refs.ts';
import { newRun } from '#graphs/run.ts';
import type { Step, StepKind } from '#nodes/steps.ts';

/** A step of a film in a simulation: what it really takes, what is expected, and what hangs on it. */
export type FilmStep = {
  readonly id: string;
  readonly place: number;
  readonly reads: readonly string[];
  readonly seconds: number;
  readonly expected: number;
  readonly rank: number;
};
export type Film = readonly FilmStep[];

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Seconds that a step takes at a provider or on a GPU, from and to; every other kind is quick local work. */
const spans: Partial<Record<StepKind, readonly [number, number]>> = {
  'plan-shots': [5, 15],
  'enhance-text': [2, 6],
  'make-image': [4, 14],
  'make-video': [40, 150],
  speak: [2, 8],
  'compose-music': [10, 40],
  concat: [2, 12],
  renditions: [10, 40],
};
const quick = [0.5, 3] as const;
const templates = ['lighthouse', 'chain-film', 'explainer', 'social-short'] as const;
const expansions = new Map<string, readonly Step[]>();

/** The steps of a template whose plan has so many shots. */
function stepsOf(template: string, shots: number): readonly Step[] {
  const key = `${template}/${shots}`;
  let steps = expansions.get(key);
  if (!steps) {
    const json = JSON.parse(readFileSync(new URL(`../../../graphs/templates/${template}.json`, import.meta.url), 'utf8'));
    if (json.nodes.plan) json.nodes.plan.params.shots = shots;
    const { graph, problems } = checkGraph(json);
    if (!graph) throw new Error(`${template} is no graph: ${problems[0]?.message}`);
    steps = [...expand(graph, { end: 0.5 }).steps.values()];
    expansions.set(key, steps);
  }
  return steps;
}

/** A film of one of the templates `of`, of 2 to `mostShots` shots, each step of its own length; `wrong` 0.5: expected ±50 %. */
export function sampleFilm(random: () => number, { mostShots = 24, wrong = 0, of = templates as readonly string[] } = {}): Film {
  const template = of[Math.floor(random() * of.length)] ?? 'lighthouse';
  const steps = stepsOf(template, 2 + Math.floor(random() * (mostShots - 1)));
  const speeds = new Map<StepKind, number>();
  const took = new Map<string, number>();
  const expected = new Map<string, number>();
  for (const { id, kind } of steps) {
    const [from, to] = spans[kind] ?? quick;
    // A film is made by one model: its steps of a kind are alike, give or take a fifth.
    const speed = speeds.get(kind) ?? from + (to - from) * random();
    speeds.set(kind, speed);
    const seconds = speed * (0.8 + 0.4 * random());
    took.set(id, seconds);
    expected.set(id, seconds * (1 + wrong * (2 * random() - 1)));
  }
  const ranks = ranksOf(steps, expected);
  return steps.map((step, place) => ({
    id: step.id,
    place,
    reads: readsOf(step),
    seconds: took.get(step.id) ?? 0,
    expected: expected.get(step.id) ?? 0,
    rank: ranks.get(step.id) ?? 0,
  }));
}

function ranksOf(steps: readonly Step[], expected: ReadonlyMap<string, number>): Map<string, number> {
  const graph = { filmloom: 1, name: 'Simulated', settings: {}, inputs: {}, nodes: {}, edges: [] } as const;
  const run = newRun({ ...graph, edges: [] }, { tier: 'animatic', choices: {}, rows: [] }, new Map());
  evolve(run, { type: 'steps-laid', put: steps, drop: [], literals: [], outputs: [], wants: [], more: false }, new Date(0).toISOString());
  return upwardRanks(run, (id) => expected.get(id) ?? 0);
}

function readsOf(step: Step): string[] {
  const reads = new Set<string>();
  eachRead(step, (ref) => {
    if (!isLiteral(ref)) reads.add(stepOf(ref));
  });
  return [...reads];
}

/** The least that a film can take on so many equal slots: its longest chain, or all its work over the slots. */
export function leastSeconds(film: Film, slots: number): number {
  const ends = new Map<string, number>();
  let work = 0;
  for (const { id, reads, seconds } of film) {
    ends.set(id, Math.max(0, ...reads.map((read) => ends.get(read) ?? 0)) + seconds);
    work += seconds;
  }
  return Math.max(...ends.values(), work / slots);
}

/**
 * A bound that is nearer to what can be reached: of any so many longest steps, one slot has to do its share whole, none can
 * begin before what it reads, and what hangs on the last of them comes after. Never less than `leastSeconds`.
 */
export function reachableSeconds(film: Film, slots: number): number {
  const [heads, tails] = [headsOf(film), tailsOf(film)];
  const longest = [...film].sort((a, b) => b.seconds - a.seconds);
  let [bound, head, tail, work] = [leastSeconds(film, slots), Infinity, Infinity, 0];
  for (const [at, { id, seconds }] of longest.entries()) {
    head = Math.min(head, heads.get(id) ?? 0);
    tail = Math.min(tail, tails.get(id) ?? 0);
    work += seconds;
    const together = Math.ceil((at + 1) / slots);
    const shortest = longest.slice(at + 1 - together, at + 1).reduce((sum, one) => sum + one.seconds, 0);
    bound = Math.max(bound, head + Math.max(shortest, work / slots) + tail);
  }
  return bound;
}

function headsOf(film: Film): Map<string, number> {
  const [heads, ends] = [new Map<string, number>(), new Map<string, number>()];
  for (const { id, reads, seconds } of film) {
    const head = Math.max(0, ...reads.map((read) => ends.get(read) ?? 0));
    heads.set(id, head);
    ends.set(id, head + seconds);
  }
  return heads;
}

/** Seconds of the longest chain behind each step. */
function tailsOf(film: Film): Map<string, number> {
  const tails = new Map<string, number>();
  for (const { id, reads, seconds } of film.toReversed()) {
    const whole = (tails.get(id) ?? 0) + seconds;
    for (const read of reads) tails.set(read, Math.max(tails.get(read) ?? 0, whole));
  }
  return tails;
}
