import { wordsOf } from './atoms.ts';

const ends = /[.!?…。！？؟۔।॥]["'”’»」』)\]】]*$/u;
const loose = /[\s,;:、，；：،؛–—-]+$/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Upper case for the first letter, where that changes nothing but its case. */
function capitalised(text: string): string {
  const first = /^["'“‘«(¿¡]*(\p{Ll})/u.exec(text);
  const letter = first?.[1];
  if (!first || !letter) return text;
  const upper = letter.toUpperCase();
  if (upper.length !== 1 || upper.toLowerCase() !== letter) return text;
  const at = first[0].length - 1;
  return text.slice(0, at) + upper + text.slice(at + 1);
}

const asianStop = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;

/** A full stop instead of a loose comma or semicolon, where nothing else ends the text. */
function finished(text: string): string {
  const body = text.trim();
  if (wordsOf(body).length === 0 || ends.test(body)) return body;
  const bare = body.replace(loose, '');
  return bare === '' ? body : `${bare}${asianStop.test(bare) ? '。' : '.'}`;
}

/** A share as a sentence: a capital in front and a full stop behind. */
export function asSentence(text: string): string {
  return capitalised(finished(text));
}

/**
 * The words to be spoken over a share. A share that stops in the middle of a sentence ends in an ellipsis, and the
 * one that goes on begins in lower case, so that it sounds like one breath.
 */
export function asNarration(text: string, place: { readonly goesOn: boolean; readonly wentOn: boolean }): string {
  const body = text.trim();
  if (wordsOf(body).length === 0) return body;
  const opened = place.wentOn ? body : capitalised(body);
  if (!place.goesOn) return finished(opened);
  const bare = opened.replace(loose, '');
  return ends.test(opened) || bare === '' ? opened : `${bare}…`;
}

const dangling =
  /(?:\s(?:an?|the|of|in|on|at|and|or|but|to|with|for|from|by|into|through|over|under|all|his|her|their|its|him|them|single|very))+$/iu;

/** The first words of a share, at most 5 and 28 characters, for slates and lists. */
export function titleOf(text: string): string {
  const plain = text.trim().replace(/\s+/gu, ' ');
  const words = plain
    .replace(/^(?:\d+[.)]|and|but|then|where|while)\s+(?=\S)/iu, '')
    .split(' ')
    .slice(0, 5);
  while (words.length > 2 && words.join(' ').length > 28) words.pop();
  const signs = [...graphemes.segment(words.join(' '))].slice(0, 28).map(({ segment }) => segment);
  const line = signs.join('').replace(/[\s,;:.、，；：。–—-]+$/u, '');
  return capitalised(line.replace(dangling, '')) || plain.slice(0, 28);
}
