import type { MusicMood } from './story.ts';

/** A chord: semitones from the tonic to its root, and its notes above the root. */
export type Chord = { readonly root: number; readonly notes: readonly number[] };

const major = [0, 4, 7];
const minor = [0, 3, 7];
const add9 = [0, 4, 7, 14];
const minor9 = [0, 3, 7, 14];
const major7 = [0, 4, 7, 11];
const minor7 = [0, 3, 7, 10];
const sus2 = [0, 2, 7];

/** The chords that progressions name: capitals are major, small letters minor, `b` lowers the root. */
const chords = {
  I: { root: 0, notes: major },
  I9: { root: 0, notes: add9 },
  I7: { root: 0, notes: major7 },
  i: { root: 0, notes: minor },
  i9: { root: 0, notes: minor9 },
  sus: { root: 0, notes: sus2 },
  bII: { root: 1, notes: major7 },
  ii: { root: 2, notes: minor7 },
  iii: { root: 4, notes: minor7 },
  bIII: { root: 3, notes: major },
  IV: { root: 5, notes: major },
  IV9: { root: 5, notes: add9 },
  IV7: { root: 5, notes: major7 },
  iv: { root: 5, notes: minor },
  V: { root: 7, notes: major },
  Vsus: { root: 7, notes: [0, 5, 7] },
  v: { root: 7, notes: minor7 },
  bVI: { root: 8, notes: major },
  bVI7: { root: 8, notes: major7 },
  vi: { root: 9, notes: minor7 },
  bVII: { root: 10, notes: major },
} as const satisfies Record<string, Chord>;
type Name = keyof typeof chords;

export const chordOf = (name: Name): Chord => chords[name];

/** How music of one mood is made. */
export type Style = {
  readonly beatsPerMinute: number;
  /** Notes of the scale for melodies, semitones above the tonic. */
  readonly scale: readonly number[];
  /** Four-bar phrases that begin on the tonic. */
  readonly phrases: readonly (readonly [Name, Name, Name, Name])[];
  /** The bar before the last chord, in two halves, then the last chord. */
  readonly cadence: readonly [Name, Name, Name];
  /** Notes a bar of the broken chord. */
  readonly plucks: 4 | 6 | 8;
  readonly pluck: 'piano' | 'harp' | 'bell';
  /** How often the melody speaks, 0 to 1, and what plays it. */
  readonly melody: number;
  readonly lead: 'piano' | 'bell' | 'strings';
  /** Weight of drums, 0 for none. */
  readonly drums: number;
  /** Brightness of the strings, 0 to 1. */
  readonly bright: number;
};

const ionian = [0, 2, 4, 5, 7, 9, 11];
const aeolian = [0, 2, 3, 5, 7, 8, 10];
const dorian = [0, 2, 3, 5, 7, 9, 10];

export const styles: Readonly<Record<MusicMood, Style>> = {
  calm: {
    beatsPerMinute: 70,
    scale: ionian,
    phrases: [
      ['I9', 'IV7', 'vi', 'V'],
      ['I9', 'iii', 'IV7', 'V'],
      ['I7', 'vi', 'ii', 'V'],
    ],
    cadence: ['IV9', 'V', 'I'],
    plucks: 8,
    pluck: 'piano',
    melody: 0.55,
    lead: 'piano',
    drums: 0,
    bright: 0.3,
  },
  warm: {
    beatsPerMinute: 78,
    scale: ionian,
    phrases: [
      ['I', 'V', 'vi', 'IV9'],
      ['I9', 'vi', 'IV7', 'V'],
      ['I', 'iii', 'IV9', 'V'],
    ],
    cadence: ['ii', 'V', 'I'],
    plucks: 8,
    pluck: 'piano',
    melody: 0.7,
    lead: 'piano',
    drums: 0.35,
    bright: 0.45,
  },
  tense: {
    beatsPerMinute: 96,
    scale: aeolian,
    phrases: [
      ['i', 'i', 'bVI', 'v'],
      ['i', 'bII', 'i', 'iv'],
      ['i', 'iv', 'bVI', 'V'],
    ],
    cadence: ['iv', 'V', 'i'],
    plucks: 8,
    pluck: 'harp',
    melody: 0.25,
    lead: 'strings',
    drums: 0.8,
    bright: 0.35,
  },
  epic: {
    beatsPerMinute: 86,
    scale: aeolian,
    phrases: [
      ['i', 'bVI', 'bIII', 'bVII'],
      ['i', 'bVII', 'bVI', 'V'],
    ],
    cadence: ['bVI', 'V', 'I'],
    plucks: 8,
    pluck: 'harp',
    melody: 0.6,
    lead: 'strings',
    drums: 1,
    bright: 0.75,
  },
  sad: {
    beatsPerMinute: 62,
    scale: aeolian,
    phrases: [
      ['i9', 'bVI7', 'bIII', 'bVII'],
      ['i9', 'iv', 'bVI7', 'v'],
    ],
    cadence: ['iv', 'V', 'i'],
    plucks: 6,
    pluck: 'piano',
    melody: 0.6,
    lead: 'piano',
    drums: 0,
    bright: 0.25,
  },
  playful: {
    beatsPerMinute: 112,
    scale: ionian,
    phrases: [
      ['I', 'vi', 'ii', 'V'],
      ['I', 'IV', 'I', 'V'],
      ['I', 'iii', 'IV', 'V'],
    ],
    cadence: ['ii', 'V', 'I'],
    plucks: 8,
    pluck: 'harp',
    melody: 0.8,
    lead: 'bell',
    drums: 0.5,
    bright: 0.5,
  },
  mysterious: {
    beatsPerMinute: 68,
    scale: dorian,
    phrases: [
      ['i9', 'IV', 'i9', 'bVII'],
      ['i9', 'bIII', 'IV', 'v'],
    ],
    cadence: ['iv', 'V', 'i'],
    plucks: 6,
    pluck: 'bell',
    melody: 0.45,
    lead: 'bell',
    drums: 0.15,
    bright: 0.2,
  },
};

/** What is played while a stretch of film is hard, in the same key. */
export const darkPhrases: readonly (readonly [Name, Name, Name, Name])[] = [
  ['i', 'bVI', 'iv', 'V'],
  ['i', 'bVI', 'bVII', 'v'],
];
export type ChordName = Name;
