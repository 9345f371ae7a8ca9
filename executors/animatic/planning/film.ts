import type { Shot } from '#nodes/values.ts';
import { writePrompt } from '../prompt-lines.ts';
import { type Atom, atomsOf } from './atoms.ts';
import { camerasOf } from './cameras.ts';
import { castOf } from './cast.ts';
import { cuts, cutsOf } from './cuts.ts';
import { readEnglish, type Sentence } from './english.ts';
import { framingOf } from './framing.ts';
import { type Mood, moodsOf } from './moods.ts';
import { ownWords } from './own-words.ts';
import { phrasesOf } from './phrases.ts';
import { secondsOf } from './seconds.ts';
import { settingOf } from './setting.ts';
import { clausesOf, type Share, type Span, sharesOf, shotsFor } from './shares.ts';
import { leftOutSubject } from './subjects.ts';
import { asNarration, asSentence, titleOf } from './wording.ts';

/** What a plan is asked for. `seed` varies framing and camera, never the words. */
type PlanWish = {
  readonly shots: number | 'auto';
  readonly seconds: number | 'auto';
  readonly totalSeconds?: number | undefined;
  readonly style: string;
  readonly seed: number;
};
/** The shots of a film and what is seen at its beginning and at the end of each shot: one keyframe more than shots. */
type FilmPlan = { readonly shots: readonly Shot[]; readonly keyframes: readonly string[] };

/** A brief as the planner reads it. */
type Reading = {
  readonly brief: string;
  readonly atoms: readonly Atom[];
  readonly worth: readonly number[];
  readonly sentences: readonly Sentence[];
};
/** The lines that are alike in every prompt of the film. */
type Constant = { readonly cast: string; readonly setting: string; readonly style: string };

/**
 * Plans a film from a brief in any language: exactly the number of shots asked for, each with a prompt of its own, the
 * whole brief told in order, cast and setting named alike throughout. The brief must hold more than white space.
 */
export function planFilm(source: string, wish: PlanWish): FilmPlan {
  const reading = read(source.trim());
  const count = wish.shots === 'auto' ? shotsFor(reading.atoms, reading.worth) : wish.shots;
  const shares = sharesOf(reading.atoms, reading.worth, count);
  const constant = { ...linesOf(reading), style: wish.style };
  const beats = shares.map((share) => beatOf(share, reading));
  const framings = framingsOf(shares, beats, wish.seed);
  const moods = moodsOf(
    shares.map((share, index) => ({ text: beats[index] ?? '', sentence: sentenceOf(share, reading) })),
    reading.brief,
  );
  const shots = shotsOf({ reading, shares, beats, framings, moods, constant, wish });
  return { shots, keyframes: keyframesOf({ reading, shares, framings, moods, constant }) };
}

function read(brief: string): Reading {
  const atoms = atomsOf(brief);
  const sentences = readEnglish(brief);
  return { brief, atoms, sentences, worth: cutsOf(atoms, sentences) };
}

function linesOf({ brief, sentences }: Reading): { cast: string; setting: string } {
  const own = ownWords(brief);
  if (sentences.length === 0) return own;
  const phrases = phrasesOf(sentences);
  return { cast: castOf(phrases).join(', ') || own.cast, setting: settingOf(phrases, brief) ?? 'one place throughout' };
}

const textOf = (span: Span, atoms: readonly Atom[]): string =>
  atoms
    .slice(span.from, span.to)
    .map(({ text }) => text)
    .join('')
    .trim();

/** The words from a share's beginning to the end of its sentence, and what of that sentence stands before it. */
function sentenceOf({ from }: Span, { atoms, worth }: Reading): string {
  const ends = (index: number): boolean => (worth[index] ?? 0) >= cuts.clause;
  let start = from;
  while (start > 0 && !ends(start - 1)) start -= 1;
  let to = from;
  while (to < atoms.length - 1 && !ends(to)) to += 1;
  return textOf({ from: start, to: to + 1 }, atoms);
}

/** The words of a span as a sentence that can stand alone: a subject told earlier is put in front. */
function beatOf(span: Span, { atoms, sentences }: Reading): string {
  const text = textOf(span, atoms).replace(/^\d{1,3}[.)]\s+(?=\S)/, '');
  const subject = leftOutSubject(atoms[span.from]?.start ?? 0, sentences);
  if (!subject)
    return asSentence(text.replace(/^(?:and|but|then|so)\s+(?=\S+\s)/i, (word) => (span.from > 0 && sentences.length > 0 ? '' : word)));
  return asSentence(`${subject} ${text.replace(/^(?:and|but|so)\s+/i, '')}`);
}

function framingsOf(shares: readonly Share[], beats: readonly string[], seed: number): string[] {
  const used = new Map<string, Set<string>>();
  return shares.map(({ repeat }, index) => {
    const beat = beats[index] ?? '';
    const shown = used.get(beat) ?? new Set<string>();
    used.set(beat, shown);
    return framingOf({ text: beat, index, count: shares.length, repeat, turn: seed % 6 }, shown);
  });
}

type Ingredients = {
  readonly reading: Reading;
  readonly shares: readonly Share[];
  readonly framings: readonly string[];
  readonly moods: readonly Mood[];
  readonly constant: Constant;
};

function shotsOf(of: Ingredients & { readonly beats: readonly string[]; readonly wish: PlanWish }): Shot[] {
  const { reading, shares, beats, framings, moods, constant, wish } = of;
  const cameras = camerasOf(
    shares.map(({ repeat }, index) => ({ text: beats[index] ?? '', repeat })),
    wish.seed % 10,
  );
  const words = shares.map((share) => (share.repeat === 0 ? share.to - share.from : 0));
  const seconds = secondsOf(words, wish);
  return shares.map((share, index) => ({
    prompt: writePrompt({ beat: beats[index] ?? '', ...constant, framing: framings[index] ?? '', mood: moods[index] ?? 'day' }),
    seconds: seconds[index] ?? 1,
    title: titleFor(share, reading),
    ...(share.repeat === 0 ? { narration: narrationOf(share, reading) } : {}),
    camera: cameras[index] ?? 'static',
    mood: moods[index] ?? 'day',
  }));
}

function titleFor(share: Share, { atoms, sentences }: Reading): string {
  const text = textOf(share, atoms);
  const object = leftOutSubject(atoms[share.from]?.start ?? 0, sentences)
    ? text.replace(/^(?:and\s+|then\s+)*\S+\s+(?=(?:an?|the)\s)/i, '')
    : text;
  return titleOf(object);
}

function narrationOf({ from, to }: Span, { atoms, worth }: Reading): string {
  const goesOn = to < atoms.length && (worth[to - 1] ?? 0) < cuts.clause;
  const wentOn = from > 0 && (worth[from - 1] ?? 0) < cuts.clause;
  return asNarration(textOf({ from, to }, atoms), { goesOn, wentOn });
}

/** The opening frame shows the first clause of the film; the last frame of a shot shows the last clause of its words. */
function keyframesOf({ reading, shares, framings, moods, constant }: Ingredients): string[] {
  const frame = (span: Span, index: number, framing: string): string =>
    writePrompt({ beat: beatOf(span, reading), ...constant, framing, mood: moods[index] ?? 'day' });
  const lasts = shares.map((share, index) => frame(clauseOf(share, reading, -1), index, `${framings[index] ?? ''}, as the shot ends`));
  return [frame(clauseOf(shares[0] ?? { from: 0, to: 0 }, reading, 0), 0, 'wide opening view, before anything moves'), ...lasts];
}

function clauseOf(span: Span, { atoms, worth }: Reading, which: 0 | -1): Span {
  const clauses = clausesOf(atoms.slice(span.from, span.to), worth.slice(span.from, span.to));
  const clause = clauses.at(which) ?? { from: 0, to: span.to - span.from };
  return { from: span.from + clause.from, to: span.from + clause.to };
}
