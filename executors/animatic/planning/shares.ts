import type { Atom } from './atoms.ts';
import { cuts } from './cuts.ts';
import { divide } from './divide.ts';

/** A run of atoms, from `from` up to but not including `to`. */
export type Span = { readonly from: number; readonly to: number };
/** What one shot shows. `repeat` counts the shots before it that show the same words; only the first one speaks them. */
export type Share = Span & { readonly repeat: number };

/** More pieces than this are joined before they are dealt out, so that the work stays small for any length of brief. */
const mostPieces = 600;

const weightOf = (span: Span): number => span.to - span.from;

/** The pieces of a text between its clause and sentence ends. */
export function clausesOf(atoms: readonly Atom[], worth: readonly number[]): Span[] {
  const spans: Span[] = [];
  let from = 0;
  atoms.forEach((_, index) => {
    if ((worth[index] ?? 0) < cuts.clause && index < atoms.length - 1) return;
    spans.push({ from, to: index + 1 });
    from = index + 1;
  });
  return spans;
}

/** How many shots a brief asks for by itself: about one a clause, more for long ones, 3 to 12. */
export function shotsFor(atoms: readonly Atom[], worth: readonly number[]): number {
  const wanted = clausesOf(atoms, worth).reduce((sum, span) => sum + Math.max(1, Math.round(weightOf(span) / 9 + 0.25)), 0);
  const split = fill(clausesOf(atoms, worth), worth, Math.min(12, Math.max(wanted, 4))).length;
  return Math.min(12, Math.max(3, Math.min(split, Math.max(wanted, 4))));
}

/** Deals a text out to exactly `count` shots, in order: every atom to one first showing. */
export function sharesOf(atoms: readonly Atom[], worth: readonly number[], count: number): Share[] {
  const clauses = joinDown(clausesOf(atoms, worth));
  const spans = clauses.length >= count ? group(clauses, worth, count) : fill(clauses, worth, count);
  return repeatTo(spans, count);
}

/** Splits the longest piece that has a fair place for it, until there are `count` or none can be split. */
function fill(clauses: readonly Span[], worth: readonly number[], count: number): Span[] {
  const spans = [...clauses];
  const whole = new Set<Span>();
  while (spans.length < count) {
    const at = heaviest(spans, whole);
    const span = spans[at];
    if (!span) break;
    const cut = bestCut(span, worth);
    if (cut === undefined) whole.add(span);
    else spans.splice(at, 1, { from: span.from, to: cut }, { from: cut, to: span.to });
  }
  return spans;
}

function heaviest(spans: readonly Span[], except: ReadonlySet<Span>): number {
  let best = -1;
  spans.forEach((span, index) => {
    if (!except.has(span) && (best < 0 || weightOf(span) > weightOf(spans[best] ?? span))) best = index;
  });
  return best;
}

/** The least words on each side and in all for a cut of this worth: the weaker the place, the longer the piece must be. */
function allowed(worth: number, length: number): { side: number; whole: number } {
  if (worth > cuts.verb) return { side: 2, whole: 4 };
  if (worth === cuts.verb) return { side: 3, whole: 6 };
  if (worth === cuts.phrase) return { side: 4, whole: 10 };
  return { side: Math.min(6, length), whole: 16 };
}

function bestCut(span: Span, worth: readonly number[]): number | undefined {
  const length = weightOf(span);
  let best: { at: number; score: number } | undefined;
  for (let at = span.from + 1; at < span.to; at++) {
    const value = worth[at - 1] ?? 0;
    const { side, whole } = allowed(value, length);
    const smaller = Math.min(at - span.from, span.to - at);
    if (length < whole || smaller < side) continue;
    const score = value + (2 * smaller) / length;
    if (!best || score > best.score) best = { at, score };
  }
  return best?.at;
}

function joinDown(spans: readonly Span[]): Span[] {
  if (spans.length <= mostPieces) return [...spans];
  const size = Math.ceil(spans.length / mostPieces);
  return Array.from({ length: Math.ceil(spans.length / size) }, (_, index) => {
    const part = spans.slice(index * size, (index + 1) * size);
    return { from: part[0]?.from ?? 0, to: part.at(-1)?.to ?? 0 };
  });
}

/** Joins neighbours into `count` groups of about equal length that rather end where a sentence ends. */
function group(spans: readonly Span[], worth: readonly number[], count: number): Span[] {
  const all = spans.at(-1)?.to ?? 0;
  const target = all / count;
  const cost = (from: number, to: number): number => {
    const length = (spans[to - 1]?.to ?? 0) - (spans[from]?.from ?? 0);
    const ragged = (worth[(spans[to - 1]?.to ?? 1) - 1] ?? 0) >= cuts.sentence ? 0 : 0.15;
    return ((length - target) / target) ** 2 + ragged;
  };
  return divide(spans.length, count, cost).map(({ from, to }) => ({ from: spans[from]?.from ?? 0, to: spans[to - 1]?.to ?? 0 }));
}

/** Shows the longest pieces again until there are `count` shots. */
function repeatTo(spans: readonly Span[], count: number): Share[] {
  const shots = spans.map(() => 1);
  for (let left = count - spans.length; left > 0; left--) {
    const loads = spans.map((span, index) => (weightOf(span) + 3) / (shots[index] ?? 1));
    const at = loads.indexOf(Math.max(...loads));
    shots[at] = (shots[at] ?? 1) + 1;
  }
  return spans.flatMap((span, index) => Array.from({ length: shots[index] ?? 1 }, (_, repeat) => ({ ...span, repeat })));
}
