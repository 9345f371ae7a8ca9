import type { Cue } from '#nodes/values.ts';
import { atomsOf } from '../planning/atoms.ts';
import type { Placed } from './timeline.ts';

const lineWidth = 42;
const shortest = 0.7;
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}！-～　-〿]/u;

/** Width of a text in signs; signs of East Asian scripts count twice. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += wide.test(sign) ? 2 : /\p{M}/u.test(sign) ? 0 : 1;
  return width;
}

/**
 * Captions for spoken clauses: at most two lines of 42 signs each, cut between clauses or words, at least 0.7 seconds
 * long where the sound is, in order, never one over another, and never past `seconds`.
 */
export function cuesOf(clauses: readonly Placed[], seconds: number): Cue[] {
  const pieces = joined(clauses.flatMap(pieced));
  return stretched(pieces, seconds).map(({ text, start, end }) => ({
    start: tidy(start),
    end: tidy(Math.min(end, seconds)),
    text: inLines(text),
  }));
}

const tidy = (seconds: number): number => Math.floor(seconds * 1000) / 1000;

/** Cuts a clause too long for two lines; each piece gets the time that its width asks for. */
function pieced(clause: Placed): Placed[] {
  const count = Math.ceil(widthOf(clause.text) / (lineWidth * 2 - 8));
  if (
    widthOf(clause.text) <= lineWidth * 2 &&
    inLines(clause.text)
      .split('\n')
      .every((line) => widthOf(line) <= lineWidth)
  )
    return [clause];
  const texts = balanced(clause.text, Math.max(2, count));
  const whole = texts.reduce((sum, text) => sum + widthOf(text), 0);
  let at = clause.start;
  return texts.map((text) => {
    const start = at;
    at += ((clause.end - clause.start) * widthOf(text)) / whole;
    return { text, start, end: at };
  });
}

/** Joins neighbours that fit on one line together, or of which one would be gone before it is read. */
function joined(pieces: readonly Placed[]): Placed[] {
  const list: Placed[] = [];
  for (const piece of pieces) {
    const last = list.at(-1);
    const text = last ? join(last.text, piece.text) : '';
    const fits = last !== undefined && widthOf(text) <= (isShort(last) || isShort(piece) ? lineWidth * 2 - 8 : lineWidth);
    if (last && fits && piece.start - last.end < 0.5 && !(endsSentence(last.text) && !isShort(last) && !isShort(piece))) {
      list[list.length - 1] = { text, start: last.start, end: piece.end };
    } else list.push(piece);
  }
  return list;
}

const isShort = ({ start, end }: Placed): boolean => end - start < shortest;
const endsSentence = (text: string): boolean => /[.!?。！？؟।]["'”’)]*$/u.test(text);
const join = (one: string, other: string): string => (wide.test(one.at(-1) ?? '') ? one + other : `${one} ${other}`);

/** Holds short captions longer, up to the next one; near the end they begin a little earlier instead. */
function stretched(pieces: readonly Placed[], seconds: number): Placed[] {
  let before = 0;
  return pieces.map((piece, index) => {
    const limit = Math.min(seconds, pieces[index + 1]?.start ?? seconds);
    const end = Math.min(limit, Math.max(piece.end, piece.start + shortest));
    const start = Math.max(before, Math.min(piece.start, end - shortest));
    before = end;
    return { text: piece.text, start, end };
  });
}

/** One line, or two of about the same width. */
function inLines(text: string): string {
  return widthOf(text) <= lineWidth ? text : balanced(text, 2).join('\n');
}

/** Cuts a text between words into `count` parts of about the same width. */
function balanced(text: string, count: number): string[] {
  const parts: string[] = [];
  const target = widthOf(text) / count;
  let part = '';
  for (const atom of atomsOf(text).flatMap(({ text: word }) => bits(word))) {
    const full = widthOf(part) + widthOf(atom.trimEnd()) / 2 > target;
    if (part !== '' && full && parts.length < count - 1) {
      parts.push(part.trim());
      part = '';
    }
    part += atom;
  }
  return [...parts, part.trim()].filter(Boolean);
}

/** A word wider than a line is cut like a row of signs. */
function bits(word: string): string[] {
  if (widthOf(word) <= lineWidth - 12) return [word];
  return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(word)].map(({ segment }) => segment);
}
