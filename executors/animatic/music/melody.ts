import type { Lots } from '../drawing/lots.ts';
import type { Form } from './form.ts';
import type { Note } from './note.ts';
import type { Voiced } from './parts.ts';
import type { Style } from './style.ts';

/** Beginnings and lengths of a bar's notes, in quarters of it. */
type Rhythm = readonly (readonly [at: number, length: number])[];
const rhythms: readonly Rhythm[] = [
  [
    [0, 1.5],
    [1.5, 0.5],
    [2, 2],
  ],
  [
    [0, 1],
    [1, 1],
    [2, 2],
  ],
  [
    [0.5, 0.5],
    [1, 1],
    [2, 1],
    [3, 1],
  ],
  [
    [0, 3],
    [3, 1],
  ],
  [
    [1, 1],
    [2, 0.5],
    [2.5, 1.5],
  ],
];
const lowest = 67;
const highest = 84;

/**
 * A sparse tune over the chords: one motif, told again with the notes of each chord and then answered, with every fourth
 * bar left to breathe. Long notes belong to the chord, short ones step through the scale.
 */
export function melodyOf(chords: readonly Voiced[], form: Form, style: Style, key: number, lots: Lots): Note[] {
  const motif = drawRhythm(lots);
  const answer = drawRhythm(lots);
  let pitch = lowest + 5 + Math.floor(lots.next() * 7);
  return chords.flatMap((chord) => {
    const bar = Math.round(chord.start / form.barSeconds);
    const full = chord.seconds > form.barSeconds * 0.9;
    const silent = !full || bar % 4 === 3 || lots.next() > style.melody + (chord.energy - 0.5) * 0.4;
    if (silent) return [];
    const rhythm = bar % 4 === 2 ? answer : motif;
    return rhythm.map(([at, length], index): Note => {
      const chordal = length >= 1 && (at % 2 === 0 || length > 1);
      pitch = nextPitch(pitch, chordal ? classesOf(chord, key) : scaleOf(style, key), index === 0 ? 4 : 2, lots);
      return {
        instrument: chord.dark ? 'strings' : style.lead,
        start: chord.start + at * form.beatSeconds + lots.between(0, 0.012),
        seconds: length * form.beatSeconds + (style.lead === 'strings' ? 0.05 : 0.4),
        midi: pitch,
        loud: 0.42 + chord.energy * 0.25 + (at === 0 ? 0.05 : 0),
        pan: 0.12,
        bright: 0.5,
      };
    });
  });
}

const drawRhythm = (lots: Lots): Rhythm => rhythms[Math.floor(lots.next() * rhythms.length)] ?? [];
const within = (pitch: number): number => ((pitch % 12) + 12) % 12;
const classesOf = (chord: Voiced, key: number): number[] => chord.chord.notes.map((note) => within(key + chord.chord.root + note));
const scaleOf = (style: Style, key: number): number[] => style.scale.map((note) => within(key + note));

/** A note of these pitch classes near the one before, rather not the same; the tune turns round at its limits. */
function nextPitch(from: number, classes: readonly number[], reach: number, lots: Lots): number {
  const all = Array.from({ length: highest - lowest + 1 }, (_, index) => lowest + index).filter((pitch) => classes.includes(within(pitch)));
  const near = all.filter((pitch) => Math.abs(pitch - from) <= reach + 2 && pitch !== from);
  const sorted = (near.length > 0 ? near : all).toSorted((one, other) => Math.abs(one - from) - Math.abs(other - from));
  return sorted[Math.floor(lots.next() * Math.min(3, sorted.length))] ?? from;
}
