import type { Edge, Graph, GraphNode } from '#graphs/document.ts';
import { checkGraph, hasErrors } from '#graphs/problems.ts';
import { quoteGraph } from '#graphs/quote.ts';
import type { RunQuote } from '#graphs/run.ts';
import type { Row } from '#nodes/price.ts';
import { Chance } from './chance.ts';

export const idempotencies = ['key', 'reference', 'list', 'none'] as const;

/** Two rows for each kind of work, so that one can stand in for the other, served by providers of all sorts. */
function rowsFor(chance: Chance): Row[] {
  const row = (id: string, kinds: Row['kinds'], micros: number): Row => ({
    id,
    title: id,
    provider: chance.pick(idempotencies),
    rev: 1,
    tier: 'standard',
    takes: ['brief', 'prompt', 'reference', 'mask', 'shot', 'first', 'last', 'text'],
    pace: { base: 2, perSecond: 0 },
    available: true,
    kinds,
    price: { per: 'call', micros },
  });
  return [
    row('plan-a', ['plan-shots', 'enhance-text'], 2_000),
    row('plan-b', ['plan-shots', 'enhance-text'], 3_000),
    row('image-a', ['make-image'], 40_000),
    row('image-b', ['make-image'], 50_000),
    row('video-a', ['make-video'], 300_000),
    row('video-b', ['make-video'], 400_000),
  ];
}

export type Film = { readonly graph: Graph; readonly quote: RunQuote };

/** A random small film: counts that are known or not, chains, mapped nodes, reviews, and nodes that ask for the same thing. */
export function randomFilm(chance: Chance): Film {
  const nodes: Record<string, GraphNode> = { brief: { type: 'prompt', params: { text: `Film ${chance.below(1000)}` } } };
  const edges: Edge[] = [];
  const wire = (from: string, to: string): void => void edges.push({ from, to });
  let brief = 'brief.text';
  if (chance.happens(0.3)) {
    nodes.rich = { type: 'enhance-prompt' };
    wire(brief, 'rich.text');
    brief = 'rich.text';
  }
  const model = chance.happens(0.3) ? { model: 'video-a' } : {};
  nodes.plan = { type: 'planner', params: { shots: chance.happens(0.4) ? 'auto' : 1 + chance.below(3) } };
  wire(brief, 'plan.brief');
  nodes.frames = { type: 'keyframe' };
  wire('plan.keyframes', 'frames.prompt');
  let frames = 'frames.image';
  if (chance.happens(0.3)) {
    nodes.look = { type: 'review' };
    wire(frames, 'look.image');
    frames = 'look.image';
  }
  nodes.clips = { type: 'flf2v', params: model };
  wire(frames, 'clips.keyframes');
  wire('plan.shots', 'clips.shots');
  nodes.film = { type: 'concat' };
  wire('clips.clips', 'film.clips');
  if (chance.happens(0.3)) addTwin(nodes, wire, frames, model);
  if (chance.happens(0.3)) addChain(nodes, wire);
  return filmOf({ filmloom: 1, name: 'Film', settings: { tier: 'standard' }, nodes, edges, inputs: {} }, rowsFor(chance));
}

type Wire = (from: string, to: string) => void;

/** The same request from a second node. */
function addTwin(nodes: Graph['nodes'], wire: Wire, frames: string, model: object): void {
  nodes.clips2 = { type: 'flf2v', params: { ...model } };
  wire(frames, 'clips2.keyframes');
  wire('plan.shots', 'clips2.shots');
}

function addChain(nodes: Graph['nodes'], wire: Wire): void {
  nodes.opening = { type: 'keyframe' };
  wire('brief.text', 'opening.prompt');
  nodes.chain = { type: 'i2v-chain' };
  wire('opening.image', 'chain.first');
  wire('plan.shots', 'chain.shots');
}

/** The same film told differently: what a person may make of it while it runs. */
export function amended({ graph, quote }: Film, chance: Chance): Film {
  const nodes = structuredClone(graph.nodes);
  const act = chance.below(3);
  if (act === 0) nodes.brief = { type: 'prompt', params: { text: `Film ${chance.below(1000)}` } };
  if (act === 1) nodes.clips = { ...nodes.clips, type: 'flf2v', elements: { '1': { take: 1 + chance.below(2) } } };
  if (act === 2) nodes.frames = { type: 'keyframe', params: { strength: 0.1 * (1 + chance.below(5)) } };
  return filmOf({ ...graph, nodes }, quote.rows);
}

function filmOf(graph: Graph, rows: readonly Row[]): Film {
  const { choices, runnersUp, problems } = quoteGraph(graph, { rows, tier: 'standard' });
  const all = [...problems, ...checkGraph(graph).problems];
  if (hasErrors(all)) throw new Error(`this film cannot run: ${all[0]?.message}`);
  const order = Object.fromEntries(Object.entries(choices).map(([key, row]) => [key, [row, ...(runnersUp[key] ?? [])]]));
  return { graph, quote: { tier: 'standard', choices, runnersUp: order, rows } };
}

const pool = new Map<string, Film>();

/** Films are drawn from a pool, because to price one takes longer than to simulate its run. */
export function filmFromPool(number: number, amendment?: number): Film {
  const key = `${number}/${amendment ?? '-'}`;
  const found = pool.get(key);
  if (found) return found;
  const film =
    amendment === undefined ? randomFilm(new Chance(number, 7)) : amended(filmFromPool(number), new Chance(number, 8 + amendment));
  pool.set(key, film);
  return film;
}
