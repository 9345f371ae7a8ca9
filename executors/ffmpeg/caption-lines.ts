import { atomsOf } from '../animatic/planning/atoms.ts';

/** Width of a line of text, in the same unit as the width it must fit. */
export type Measure = (text: string) => number;

const mostLines = 2;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Breaks the words of a caption into pages of at most two lines that fit `width`. Lines are of about equal length. Words
 * are parted only where one alone is too long. An empty text has no page.
 */
export function captionPages(text: string, width: number, measure: Measure): string[][] {
  const given = text.split('\n').map(tidy).filter(Boolean);
  if (given.length === 0) return [];
  if (given.length <= mostLines && given.every((line) => measure(line) <= width)) return [given];
  const pieces = atomsOf(tidy(text)).flatMap((atom) => fitting(atom.text, width, measure));
  return pagesOf(balanced(pieces, width, measure));
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A word that is longer than a line is cut between its signs. */
function fitting(word: string, width: number, measure: Measure): string[] {
  if (measure(word.trim()) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const { segment } of graphemes.segment(word)) {
    if (part && measure(part + segment) > width) {
      parts.push(part);
      part = '';
    }
    part += segment;
  }
  return [...parts, part];
}

/** As few lines as possible, then as narrow as that allows, so that no word is left alone on the last one. */
function balanced(pieces: readonly string[], width: number, measure: Measure): string[] {
  const fewest = filled(pieces, width, measure);
  let [least, most] = [0, width];
  for (let round = 0; round < 10; round += 1) {
    const middle = (least + most) / 2;
    if (filled(pieces, middle, measure).length > fewest.length) least = middle;
    else most = middle;
  }
  const narrow = filled(pieces, most, measure);
  return narrow.every((line) => measure(line) <= width) ? narrow : fewest;
}

function filled(pieces: readonly string[], width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line && measure((line + piece).trim()) > width) {
      lines.push(line.trim());
      line = '';
    }
    line += piece;
  }
  if (line.trim()) lines.push(line.trim());
  return lines;
}

function pagesOf(lines: readonly string[]): string[][] {
  const pages = Math.ceil(lines.length / mostLines);
  return Array.from({ length: pages }, (_, page) => lines.slice(page * mostLines, (page + 1) * mostLines));
}
