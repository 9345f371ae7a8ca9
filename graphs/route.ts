import type { Facts } from '#nodes/facts.ts';
import { type Micros, priceOf, type Row, soldSize, type Tier, tiers } from '#nodes/price.ts';
import { kindOf, type Step } from '#nodes/steps.ts';
import type { Expansion } from './expansion.ts';

/** One choice for each node, step kind and named model: one film has one look, and one element can have its own model. */
export function choiceKey(step: Pick<Step, 'node' | 'kind' | 'model'>): string {
  return `${step.node}/${step.kind}/${step.model ?? 'auto'}`;
}

export type Choice = {
  readonly row: string;
  readonly why: string;
  readonly runnersUp: readonly { readonly row: string; readonly micros: Micros }[];
};

/** Facts of the first output of a step: what it is priced by. */
export function factsGiven(expansion: Expansion, step: Step): Facts | undefined {
  for (const [name, port] of Object.entries(kindOf(step.kind).gives)) {
    if (port.count !== 'many') return expansion.facts.get(`${step.id}:${name}`);
  }
  return undefined;
}

/**
 * Facts of the first text a step reads, else of the shot whose words it speaks: what is sold by the character is priced by
 * it. The shots of a plan share its words.
 */
export function textRead(expansion: Expansion, step: Step): Facts | undefined {
  for (const [name, port] of Object.entries(kindOf(step.kind).reads)) {
    const read = step.reads[name];
    if (port.kind === 'text' && typeof read === 'string') return expansion.facts.get(read);
  }
  const shot = typeof step.reads.shot === 'string' ? expansion.facts.get(step.reads.shot) : undefined;
  if (shot?.characters === undefined) return shot;
  return { ...shot, characters: Math.ceil(shot.characters * (shot.share ?? 1)) };
}

/**
 * What a step is counted with where the sum over steps matters. Any one shot of a plan may hold most of its words, but not
 * all of them at once: each counts with its share of what one may be longer by.
 */
export function factsCounted(expansion: Expansion, step: Step): Facts | undefined {
  const gives = factsGiven(expansion, step);
  const shot = typeof step.reads.shot === 'string' ? expansion.facts.get(step.reads.shot)?.seconds : undefined;
  if (gives?.seconds === undefined || gives.share === undefined || shot === undefined) return gives;
  return { ...gives, seconds: shot + (gives.seconds - shot) * gives.share };
}

export function priceStep(row: Row, expansion: Expansion, step: Step): Micros {
  return priceOf(row, factsCounted(expansion, step), textRead(expansion, step), step);
}

/** Null, or why this row cannot carry out the step at this tier. `hidden`: a reason nobody needs to read. */
export function whyNotRow(row: Row, step: Step, gives: Facts | undefined, tier: Tier): { reason: string; hidden: boolean } | null {
  const hidden = (reason: string) => ({ reason, hidden: true });
  const said = (reason: string) => ({ reason, hidden: false });
  if (!row.kinds.includes(step.kind)) return hidden('does other work');
  const named = step.model !== undefined && step.model !== 'auto';
  if (tier === 'animatic') {
    if (row.tier !== 'animatic') return hidden('is not the animatic');
  } else if (named) {
    if (row.id !== step.model) return hidden('is not the model named');
  } else if (row.tier === 'animatic' || tiers.indexOf(row.tier) < tiers.indexOf(tier)) return hidden(`is of tier ${row.tier}`);
  // A catalogue lists many models without a key: only the one that was named is worth a word.
  if (!row.available) return { reason: 'has no key or agent connected', hidden: !named };
  const stranger = Object.keys(step.reads).find((name) => hasRead(step, name) && !row.takes.includes(name));
  if (stranger) return said(`takes no ${stranger}`);
  const missing = row.needs?.find((name) => !hasRead(step, name));
  if (missing) return said(`needs a ${missing}`);
  return whyNotSize(row, gives);
}

const hasRead = (step: Step, name: string): boolean => (step.reads[name]?.length ?? 0) > 0;

function whyNotSize(row: Row, gives: Facts | undefined): { reason: string; hidden: boolean } | null {
  const { seconds = 0, width = 0, height = 0 } = gives ?? {};
  if (row.maxSeconds !== undefined && seconds > row.maxSeconds)
    return { reason: `makes at most ${row.maxSeconds} s; this asks for ${round(seconds)} s`, hidden: false };
  if (row.maxWidth !== undefined && width > row.maxWidth) return { reason: `makes at most ${row.maxWidth} px across`, hidden: false };
  if (row.maxHeight !== undefined && height > row.maxHeight) return { reason: `makes at most ${row.maxHeight} px down`, hidden: false };
  if (row.sizes && width > 0 && height > 0 && !soldSize(row, width, height))
    return { reason: `makes ${row.sizes.map(([w, h]) => `${w}×${h}`).join(' or ')}; this asks for ${width}×${height}`, hidden: false };
  return null;
}

const round = (seconds: number): number => Math.round(seconds * 100) / 100;

/** A step in one of the possible worlds. */
export type Candidate = { readonly expansion: Expansion; readonly step: Step; readonly world: number };
export type Routed = { readonly choice: Choice } | { readonly reasons: readonly string[] };

/**
 * Chooses the row for steps that share a choice: the row of the last run where it still fits, else the least to pay now
 * (stored results count as nothing), then most stored results, then the id. It must be able to do every step in every world.
 */
export function route(
  candidates: readonly Candidate[],
  {
    rows,
    tier,
    worlds,
    previous,
    stored,
  }: { rows: readonly Row[]; tier: Tier; worlds: number; previous: string | undefined; stored: (step: Step, row: Row) => boolean },
): Routed {
  const offers: Offer[] = [];
  const reasons: string[] = [];
  const failing = new Set<string>();
  for (const row of rows) {
    const offer = offerOf(row, candidates, tier, worlds, stored);
    if ('failing' in offer) failing.add(failingWords(offer.failing));
    else if ('micros' in offer) offers.push(offer);
    else if (!offer.hidden) reasons.push(`${row.title} ${offer.reason}`);
  }
  const last = (row: Row): number => Number(row.id === previous);
  offers.sort((a, b) => last(b.row) - last(a.row) || a.micros - b.micros || b.have - a.have || (a.row.id < b.row.id ? -1 : 1));
  const [best, ...others] = offers;
  if (!best) return { reasons: [...reasons, ...[...failing].map((words) => `${words}, unless its model is named on the node`)] };
  return {
    choice: {
      row: best.row.id,
      why: [whyThis(best, candidates, last(best.row) === 1), ...failing].join('; '),
      runnersUp: others.map(({ row, micros }) => ({ row: row.id, micros })),
    },
  };
}

function whyThis({ row, have }: { row: Row; have: number }, [first]: readonly Candidate[], isLast: boolean): string {
  if (row.tier === 'animatic') return 'the animatic tier draws it here, free';
  if (first?.step.model === row.id) return 'chosen on the node';
  if (isLast) return 'as in the last run of this graph';
  return have > 0 ? `has ${have} of these results already` : 'the least to pay that fits';
}

type Offer = { readonly row: Row; readonly micros: Micros; readonly have: number };
type Refused = { readonly reason: string; readonly hidden: boolean } | { readonly failing: NonNullable<Row['failing']> };

function offerOf(
  row: Row,
  candidates: readonly Candidate[],
  tier: Tier,
  worlds: number,
  stored: (step: Step, row: Row) => boolean,
): Offer | Refused {
  const cost = Array.from({ length: worlds }, () => 0);
  let have = 0;
  for (const { expansion, step, world } of candidates) {
    const why = whyNotRow(row, step, factsGiven(expansion, step), tier);
    if (why) return why;
    if (stored(step, row)) have += 1;
    else cost[world] = (cost[world] ?? 0) + priceStep(row, expansion, step);
  }
  // What is stored needs nobody, and what was named is tried whatever is known of it.
  if (row.failing && have < candidates.length && candidates[0]?.step.model !== row.id) return { failing: row.failing };
  return { row, micros: Math.max(...cost), have };
}

/** `WaveSpeed has been failing since 10:02 UTC and is tried again at 10:07`. */
export function failingWords({ who, since, until }: NonNullable<Row['failing']>): string {
  return `${who} has been failing since ${since.slice(11, 16)} UTC and is tried again at ${until.slice(11, 16)}`;
}
