import type { Chord } from './style.ts';

const lowest = 52;
const highest = 76;

/** The voices of a chord as MIDI notes, each as near as can be to where the voices were before. */
export function voiced(chord: Chord, key: number, before: readonly number[]): number[] {
  const classes = [...new Set(chord.notes.map((note) => (((key + chord.root + note) % 12) + 12) % 12))];
  const options = classes.map((_, turn) => stack([...classes.slice(turn), ...classes.slice(0, turn)]));
  const spread = options.flatMap((voices) => [voices, voices.map((note) => note + 12), voices.map((note) => note - 12)]);
  const inRange = spread.filter((voices) => voices.every((note) => note >= lowest && note <= highest));
  const centre = before.length > 0 ? before : [57, 60, 64];
  return inRange.reduce(
    (best, voices) => (motion(voices, centre) < motion(best, centre) ? voices : best),
    inRange[0] ?? classes.map((note) => note + 60),
  );
}

/** Notes one above the other, from the first class on. */
function stack(classes: readonly number[]): number[] {
  const notes: number[] = [];
  for (const pitch of classes) {
    let note = 48 + pitch;
    while (note <= (notes.at(-1) ?? 0)) note += 12;
    notes.push(note);
  }
  return notes;
}

function motion(voices: readonly number[], before: readonly number[]): number {
  const steps = voices.map((note) => Math.min(...before.map((other) => Math.abs(other - note))));
  const top = Math.abs((voices.at(-1) ?? 0) - (before.at(-1) ?? 0));
  return steps.reduce((sum, step) => sum + step, 0) + top * 0.7;
}

/** The bass of a chord, from A1 up to G♯2. */
export function bassNote(chord: Chord, key: number): number {
  const pitch = (((key + chord.root) % 12) + 12) % 12;
  return pitch >= 9 ? 24 + pitch : 36 + pitch;
}
