import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';
import type { Pen } from './canvas.ts';

/** Inter for Latin, then the system's Noto fonts for what Inter lacks: CJK, Arabic, emoji and the rest. */
const families = '"Filmloom Inter", "Noto Sans", "Noto Sans CJK JP", "Noto Sans Arabic", "Noto Color Emoji", sans-serif';
let registered = false;

function registerInter(): void {
  if (registered) return;
  registered = true;
  const { resolve } = createRequire(import.meta.url);
  for (const part of ['latin', 'latin-ext', 'cyrillic', 'greek', 'vietnamese'])
    GlobalFonts.registerFromPath(resolve(`@fontsource-variable/inter/files/inter-${part}-wght-normal.woff2`), 'Filmloom Inter');
}

/** The font for text of this weight and size in pixels. */
export function fontOf(weight: number, pixels: number): string {
  registerInter();
  return `${weight} ${pixels}px ${families}`;
}

/** Whether the text is written from right to left. */
export function rightToLeft(text: string): boolean {
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text.match(/\p{L}/u)?.[0] ?? '');
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The places where a line may end, as the pieces between them: after spaces, and between words of scripts without spaces. */
function pieces(text: string): string[] {
  const out: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const before = out.at(-1);
    const glued =
      before !== undefined &&
      !/\s$/.test(before) &&
      !/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}/u.test(segment);
    if (glued || (before !== undefined && /^[\s\p{P}]/u.test(segment))) out[out.length - 1] = before + segment;
    else out.push(segment);
  }
  return out;
}

/** Breaks a text into at most `most` lines no wider than `width` in the pen's font; what is left over ends in an ellipsis. */
export function wrap(pen: Pen, text: string, width: number, most: number): string[] {
  const lines = [''];
  for (const piece of pieces(text.replace(/\s+/g, ' ').trim()).flatMap((piece) => divide(pen, piece, width))) {
    const line = (lines.at(-1) ?? '') + piece;
    if (pen.measureText(line.trimEnd()).width <= width) lines[lines.length - 1] = line;
    else lines.push(piece);
  }
  const kept = lines.slice(0, most).map((line) => line.trim());
  if (lines.length > most) kept[most - 1] = shorten(pen, `${kept[most - 1]} ${lines.slice(most).join('')}`, width);
  return kept;
}

/** A word wider than a line is cut between its characters. */
function divide(pen: Pen, piece: string, width: number): string[] {
  if (pen.measureText(piece.trimEnd()).width <= width) return [piece];
  const out = [''];
  for (const { segment } of graphemes.segment(piece)) {
    if (pen.measureText(out.at(-1) + segment).width > width) out.push('');
    out[out.length - 1] += segment;
  }
  return out;
}

/** The text cut to a width, with an ellipsis where something is missing. */
export function shorten(pen: Pen, text: string, width: number): string {
  if (pen.measureText(text).width <= width) return text;
  const signs = [...graphemes.segment(text)].map(({ segment }) => segment);
  while (signs.length > 1 && pen.measureText(`${signs.join('').trimEnd()}…`).width > width) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}
