import { atomsOf } from '../animatic/planning/atoms.ts';

/** Width of a line of text, in the same unit as the width it must fit. */
export type Measure = (text: string) => number;

const mostLines = 2;
/** A caption of more lines is a text pasted in, and not worth the search for the best breaks. */
const mostBalanced = 10;
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

/** As few lines as possible, of about equal length, ending where a reader would pause. */
function balanced(pieces: readonly string[], width: number, measure: Measure): string[] {
  const fewest = filled(pieces, width, measure);
  if (fewest.length > mostBalanced) return fewest;
  const whole = measure(pieces.join(''));
  const even = whole / fewest.length;
  /** The best way to set the pieces before each place in so many lines. */
  let best: (Setting | undefined)[] = [{ cost: 0, lines: [] }];
  for (let line = 0; line < fewest.length; line += 1) {
    best = pieces.map((_, index) => bestEnding(pieces, index + 1, best, (text, next) => costOf(text, next, { measure, width, even })));
    best.unshift(undefined);
  }
  return best[pieces.length]?.lines.slice() ?? fewest;
}

type Setting = { readonly cost: number; readonly lines: readonly string[] };

/** The cheapest setting whose last line ends before the piece `end`. */
function bestEnding(
  pieces: readonly string[],
  end: number,
  before: readonly (Setting | undefined)[],
  cost: (line: string, next: string | undefined) => number,
): Setting | undefined {
  let found: Setting | undefined;
  for (let from = end - 1; from >= 0; from -= 1) {
    const line = pieces.slice(from, end).join('').trim();
    const price = cost(line, pieces[end]);
    if (price === Number.POSITIVE_INFINITY) break;
    const rest = before[from];
    if (!rest || line === '') continue;
    if (!found || rest.cost + price < found.cost) found = { cost: rest.cost + price, lines: [...rest.lines, line] };
  }
  return found;
}

/** Uneven lines cost most; a line should end with punctuation, and a Japanese word not be parted from its ending. */
function costOf(
  line: string,
  next: string | undefined,
  { measure, width, even }: { measure: Measure; width: number; even: number },
): number {
  const length = measure(line);
  if (length > width) return Number.POSITIVE_INFINITY;
  const uneven = ((length - even) / width) ** 2;
  if (next === undefined) return uneven;
  const pause = /[\p{P}]$/u.test(line) ? 0 : 0.03;
  return uneven + pause + (/^\p{Script=Hiragana}/u.test(next) ? 0.05 : 0);
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
