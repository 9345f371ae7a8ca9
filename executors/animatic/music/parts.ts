import type { Lots } from '../drawing/lots.ts';
import type { Form, Harmony } from './form.ts';
import { melodyOf } from './melody.ts';
import type { Note } from './note.ts';
import type { Style } from './style.ts';
import { bassNote, voiced } from './voicing.ts';

/** A chord of the piece with the notes of its voices. */
export type Voiced = Harmony & { readonly voices: readonly number[]; readonly bass: number };

/** All notes of a piece in the order in which they begin. `key` is the pitch class of the tonic. */
export function notesOf(form: Form, style: Style, key: number, lots: Lots): Note[] {
  const chords = voicedAll(form, key);
  const last = chords.at(-1);
  const body = chords.slice(0, -1);
  const notes = [
    ...body.flatMap((chord) => [...strings(chord, style), ...bass(chord, form, style), ...plucks(chord, form, style, lots)]),
    ...drums(form, style),
    ...melodyOf(body, form, style, key, lots),
    ...(last ? ending(last, style) : []),
  ];
  return notes.sort((one, other) => one.start - other.start);
}

function voicedAll(form: Form, key: number): Voiced[] {
  let before: readonly number[] = [];
  return [...form.harmonies, form.last].map((harmony) => {
    const voices = voiced(harmony.chord, key, before);
    before = voices;
    return { ...harmony, voices, bass: bassNote(harmony.chord, key) };
  });
}

const panOf = (index: number, count: number): number => (count < 2 ? 0 : ((index / (count - 1)) * 2 - 1) * 0.55);

function strings({ start, seconds, voices, dark, energy }: Voiced, style: Style): Note[] {
  const bright = Math.min(1, style.bright + (energy - 0.5) * 0.6);
  return voices.map((midi, index) => ({
    instrument: 'strings',
    start,
    seconds: seconds + 0.15,
    midi: dark ? midi - (index === 0 ? 12 : 0) : midi,
    loud: 0.42 + energy * 0.3,
    pan: panOf(index, voices.length),
    bright: Math.max(0.05, bright),
    tremolo: dark,
  }));
}

function bass({ start, seconds, bass: midi, dark, energy }: Voiced, form: Form, style: Style): Note[] {
  const pulses = dark || style.drums >= 0.8 ? Math.max(1, Math.round(seconds / form.beatSeconds)) * 2 : 1;
  const each = seconds / pulses;
  return Array.from({ length: pulses }, (_, index) => ({
    instrument: 'bass',
    start: start + index * each,
    seconds: each * 0.95,
    midi,
    loud: (pulses > 1 ? (index % 2 === 0 ? 0.5 : 0.34) : 0.5) + energy * 0.25,
    pan: 0,
    bright: 0.3,
  }));
}

/** The chord broken into single notes that go up and down through its voices. */
function plucks({ start, seconds, voices, energy, dark }: Voiced, form: Form, style: Style, lots: Lots): Note[] {
  const step = form.barSeconds / style.plucks;
  const count = Math.max(1, Math.round(seconds / step));
  const ladder = [...voices, (voices[0] ?? 60) + 12, (voices[1] ?? 64) + 12];
  const way = [...ladder.keys(), ...[...ladder.keys()].slice(1, -1).toReversed()];
  return Array.from({ length: count }, (_, index): Note | undefined => {
    const strong = index % 2 === 0;
    const keep = index === 0 || lots.next() < (strong ? 0.95 : 0.45 + energy * 0.6);
    const at = start + index * (seconds / count) + (index === 0 ? 0 : lots.between(-0.006, 0.008));
    const loud = (strong ? 0.5 : 0.38) + energy * 0.18 + lots.between(-0.05, 0.05);
    const midi = (ladder[way[index % way.length] ?? 0] ?? 60) + (dark ? -12 : 0);
    return keep
      ? {
          instrument: style.pluck,
          start: at,
          seconds: seconds - index * step + 0.6,
          midi,
          loud,
          pan: panOf(index % 5, 5) * 0.7,
          bright: 0.35 + energy * 0.3,
        }
      : undefined;
  }).filter((note) => note !== undefined);
}

/** Soft drums where the style has them or the film is hard: a deep beat, a shaker, a rising tom before each fourth bar. */
function drums(form: Form, style: Style): Note[] {
  const hit = (instrument: 'kick' | 'tom' | 'shaker', start: number, loud: number, midi = 40): Note => ({
    instrument,
    start,
    seconds: 0.6,
    midi,
    loud,
    pan: instrument === 'shaker' ? 0.3 : 0,
    bright: 0.4,
  });
  return form.harmonies.flatMap(({ start, seconds, energy, dark }) => {
    const weight = dark ? Math.max(0.7, style.drums) : style.drums * (0.4 + energy);
    if (weight < 0.12) return [];
    const beats = Math.max(1, Math.round(seconds / form.beatSeconds));
    return Array.from({ length: beats }, (_, beat) => {
      const at = start + beat * form.beatSeconds;
      const low = beat % 2 === 0 ? [hit(dark ? 'tom' : 'kick', at, 0.55 * weight, dark ? 38 : 40)] : [];
      const high = dark ? [] : [hit('shaker', at, 0.2 * weight), hit('shaker', at + form.beatSeconds / 2, 0.32 * weight)];
      const roll = dark && beat === beats - 1 ? [hit('tom', at + form.beatSeconds / 2, 0.4 * weight, 43)] : [];
      return [...low, ...high, ...roll];
    }).flat();
  });
}

/** The last chord: everybody together, a spread chord from the bottom up, one high note that stays. */
function ending({ start, seconds, voices, bass: low, energy }: Voiced, style: Style): Note[] {
  const held = { start, seconds, pan: 0 };
  const spread = [low + 12, ...voices, (voices[0] ?? 60) + 12];
  return [
    ...voices.map(
      (midi, index): Note => ({
        ...held,
        instrument: 'strings',
        midi,
        loud: 0.46 + energy * 0.2,
        pan: panOf(index, voices.length),
        bright: style.bright,
      }),
    ),
    { ...held, instrument: 'bass', midi: low, loud: 0.6, bright: 0.3 },
    ...spread.map(
      (midi, index): Note => ({
        ...held,
        instrument: style.pluck === 'bell' ? 'piano' : style.pluck,
        start: start + Math.min(0.075, seconds / 20) * index,
        midi,
        loud: 0.55 - index * 0.03,
        pan: panOf(index, spread.length) * 0.7,
        bright: 0.4,
      }),
    ),
    ...(style.drums > 0.4 ? [{ ...held, seconds: 1, instrument: 'kick', midi: 36, loud: 0.5 * style.drums, bright: 0.3 } as const] : []),
  ];
}
