import type { Facts } from './facts.ts';

/** Latin letters of a word that is said letter by letter, and of any other, in seconds at the pace of the slowest voice. */
const letterByLetter = 0.35;
const latinLetter = 0.09;
/** Between two words, and after them where a sentence or a phrase ends. */
const wordSeconds = 0.15;
/** What a voice keeps around its words, and what is taken for words because it is not quite silent. */
const aroundSeconds = 0.4;
/** A letter that a voice of another script calls by its name. */
const namedLetter = 2;
/** Languages whose voices say Latin words letter by letter, and how much longer that takes. */
const spellLatin: ReadonlySet<string> = new Set(['be', 'he', 'ja', 'ky', 'my']);
const spellingTakes = 4;

const slower: readonly (readonly [RegExp, number])[] = [
  [/\p{Script=Han}/u, 0.45],
  [/[\p{Script=Hangul}\p{Script=Thai}\p{Script=Ethiopic}]/u, 0.3],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 0.25],
  [/\p{L}/u, 0.16],
  [/\p{M}/u, 0.12],
  [/\p{N}/u, 1.4],
  [/[.!?…;:。！？；：،؟।॥—–]/u, 0.4],
  [/[,，、]/u, 0.3],
  [/['"’‘“”()«»„-]/u, 0.25],
  [/\p{P}/u, 0.8],
  [/[\s\p{C}]/u, 0],
];
/** Signs and pictures have names, some of them long. */
const named = 3;

/**
 * The most seconds that speaking a text takes. It is a ceiling: no voice at pace 1 needs longer, most need about half.
 * `spelt` is the ceiling for a voice of any language, which may have to spell the letters of another script.
 */
export function ceilingOf(text: string): { readonly spoken: number; readonly spelt: number } {
  let [spoken, spelt] = [0, 0];
  for (const [piece] of text.normalize('NFC').matchAll(/\p{Script=Latin}[\p{Script=Latin}\p{M}]*|[^\p{Script=Latin}]/gu)) {
    const own = /^\p{Script=Latin}/u.test(piece) ? latinWord(piece) : signSeconds(piece);
    spoken += own;
    spelt += /^\p{Script=Latin}/u.test(piece) || !/[\p{L}\p{M}]/u.test(piece) ? own : namedLetter;
  }
  const words = text.trim() === '' ? 0 : aroundSeconds + wordSeconds * gaps(text);
  return { spoken: spoken === 0 ? 0 : tidy(spoken + words), spelt: spelt === 0 ? 0 : tidy(spelt + words) };
}

/** The most seconds that a voice of this language (`auto` follows the words) takes at this speed; 0 without words. */
export function mostSpoken(words: Facts, { language, speed }: { readonly language: string; readonly speed: number }): number {
  const { spoken = 0, spelt = spoken } = words;
  const most =
    language === 'auto' ? spoken : spellLatin.has(language.split('-')[0] ?? '') ? Math.max(spelt, spoken * spellingTakes) : spelt;
  return most / Math.min(1, speed);
}

const tidy = (seconds: number): number => Math.ceil(seconds * 100) / 100;
const gaps = (text: string): number => text.trim().split(/\s+/u).length;

function latinWord(word: string): number {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '');
  if (plain.length === 1) return /[aeiou]/i.test(plain) ? latinLetter : 0.6;
  const spelled = !/[aeiouyæøœıə]/i.test(plain) || /\p{Lu}.*\p{Lu}/u.test(plain) || /^[^aeiouyæøœıə]{4}/i.test(plain);
  return plain.length * (spelled ? letterByLetter : latinLetter);
}

function signSeconds(sign: string): number {
  return slower.find(([test]) => test.test(sign))?.[1] ?? named;
}
