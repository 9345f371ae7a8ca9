import type { Clause } from './clauses.ts';
import { widthOf } from './cues.ts';
import type { Placed } from './timeline.ts';

/** Where somebody speaks, in seconds. */
export type Span = { readonly from: number; readonly to: number };

/** A change of clause this near to a pause of the voice is taken to be in it. */
const snapSeconds = 0.6;

/**
 * Lays the clauses of a script on the speech that was found, in order and by their share of the letters. A clause begins
 * and ends with the voice where that is near; none lies in silence alone.
 */
export function timeScript(clauses: readonly Clause[], spans: readonly Span[]): Placed[] {
  const spoken = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const whole = clauses.reduce((sum, { text }) => sum + widthOf(text), 0);
  if (spoken <= 0 || whole <= 0) return [];
  let said = 0;
  const marks = [0, ...clauses.map(({ text }) => (said += widthOf(text)))].map((width) => (width / whole) * spoken);
  const places = snapped(marks, spans);
  return clauses.map(({ text }, index) => ({
    text,
    start: atSpeech(places[index] ?? 0, spans, 'begins'),
    end: atSpeech(places[index + 1] ?? spoken, spans, 'ends'),
  }));
}

/** Moves marks to the pauses, each pause to the nearest mark, without changing their order. */
function snapped(marks: readonly number[], spans: readonly Span[]): number[] {
  const places = [...marks];
  let pause = 0;
  for (const { from, to } of spans.slice(0, -1)) {
    pause += to - from;
    const inner = places.slice(1, -1).map((place, index) => ({ index: index + 1, away: Math.abs(place - pause) }));
    const nearest = inner.reduce((best, one) => (one.away < best.away ? one : best), { index: -1, away: Number.POSITIVE_INFINITY });
    const [before = 0, after = pause] = [places[nearest.index - 1], places[nearest.index + 1]];
    if (nearest.away <= snapSeconds && before < pause && pause < after) places[nearest.index] = pause;
  }
  return places;
}

/** The moment in the film at which so many seconds have been spoken; in a pause, its end for a beginning and its start for an end. */
function atSpeech(seconds: number, spans: readonly Span[], what: 'begins' | 'ends'): number {
  let before = 0;
  for (const { from, to } of spans) {
    const length = to - from;
    const inside = what === 'begins' ? seconds < before + length - 1e-9 : seconds <= before + length + 1e-9;
    if (inside) return from + Math.max(0, seconds - before);
    before += length;
  }
  return spans.at(-1)?.to ?? 0;
}
