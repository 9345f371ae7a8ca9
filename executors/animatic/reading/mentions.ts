import { verbOf } from './gestures.ts';
import { groups, roles } from './roles.ts';
import { singulars, type Token } from './tokens.ts';
import { vocabulary } from './vocabulary.ts';
import type { Word } from './vocabulary-lines.ts';

/** Somebody or something that the words name and that can be drawn. */
export type Mention = {
  /** The noun in the singular, as the lists have it. */
  readonly noun: string;
  /** What it looks like; a person has none. */
  readonly word?: Word;
  /** A name in lower case, where it is one. */
  readonly name?: string;
  readonly adjectives: readonly string[];
  readonly count: number;
  /** Places of its first and its last word among the tokens. */
  readonly from: number;
  readonly to: number;
  readonly gender: 'female' | 'male' | 'any';
};

const numbers: Readonly<Record<string, number>> = {
  two: 2,
  both: 2,
  pair: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 5,
  seven: 5,
  eight: 5,
  nine: 5,
  ten: 5,
  several: 3,
  many: 4,
  some: 3,
  hundreds: 5,
  dozens: 5,
};
const bodily = new Set(['chest', 'palm', 'trunk', 'glasses', 'hat', 'home', 'boot']);
/** Nouns that before another noun are mere praise: a giant wave, a ghost town. */
const figurative = new Set(['giant', 'ghost', 'spirit', 'fairy', 'skeleton', 'dragon', 'bat', 'bird', 'fire', 'home', 'house', 'car']);
/** A family, a herd: so many of what stands before. */
const herds = new Set(['family', 'couple', 'pair', 'herd', 'pack', 'group', 'team', 'colony', 'flock']);
const unsaid = new Set(['like', 'without', 'no', 'than', 'never', 'not']);

const isNoun = ({ tags }: Token): boolean => tags.has('Noun') && !tags.has('Pronoun');
const opensNoun = (token: Token | undefined): boolean =>
  token !== undefined &&
  (token.tags.has('Determiner') ||
    token.tags.has('Possessive') ||
    token.tags.has('Adjective') ||
    token.tags.has('Value') ||
    /^(?:a|an|the|his|her|its|their|my|your|our)$/.test(token.word));

/** The words from one place on, joined, with the last in the singular. */
function phrases(tokens: readonly Token[], from: number, length: number): string[] {
  const run = tokens.slice(from, from + length);
  const last = run.at(-1);
  if (run.length < length || !last || run.slice(0, -1).some(({ pause, possessive }) => pause || possessive)) return [];
  // "The bus stops" is no bus stop.
  if (length > 1 && last.tags.has('Verb') && !last.tags.has('Noun')) return [];
  const before = run.slice(0, -1).map(({ word }) => word);
  return singulars(last.word).map((noun) => [...before, noun].join(' '));
}

type Found = { noun: string; word?: Word; length: number; herd?: true };

function findAt(tokens: readonly Token[], from: number): Found | undefined {
  const [first, second] = [tokens[from], tokens[from + 1]];
  const animal =
    first && !first.pause && second && herds.has(second.word)
      ? singulars(first.word).find((noun) => vocabulary.get(noun)?.alive)
      : undefined;
  if (animal) return { noun: animal, word: vocabulary.get(animal) as Word, length: 2, herd: true };
  for (let length = 4; length >= 1; length--) {
    for (const noun of phrases(tokens, from, length)) {
      if (roles.has(noun)) return { noun, length };
      const word = vocabulary.get(noun);
      if (word) return { noun, word, length };
    }
  }
  return undefined;
}

/** Everything named in the text that can be drawn, in order. */
export function mentionsOf(tokens: readonly Token[], names: ReadonlySet<string> = new Set()): Mention[] {
  const out: Mention[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    const name = nameAt(tokens, at, names);
    const found = name ? undefined : findAt(tokens, at);
    if (name) out.push({ noun: name, name, adjectives: [], count: 1, from: at, to: at, gender: genderOf(token) });
    else if (found && seems(tokens, at, found)) {
      const to = at + found.length - 1;
      out.push({
        noun: found.noun,
        ...(found.word && { word: found.word }),
        adjectives: adjectivesBefore(tokens, at),
        count: countAt(tokens, at, to, found),
        from: at,
        to,
        gender: 'any',
      });
      at = to;
    }
  }
  return out;
}

/** Whether a word found in a list is meant as that thing here. */
function seems(tokens: readonly Token[], at: number, { noun, word, length }: Found): boolean {
  const [first, last, before, next] = [tokens[at] as Token, tokens[at + length - 1] as Token, tokens[at - 1], tokens[at + length]];
  if (last.possessive && !word) return false;
  if ([tokens[at - 1], tokens[at - 2]].some((near) => near && unsaid.has(near.word) && !near.pause)) return false;
  if (length > 1) return true;
  if (!isNoun(first) && !opensNoun(before)) return false;
  // "They duck the question": a bare noun right before an article is a verb after all.
  if (!opensNoun(before) && before !== undefined && !first.pause && !first.tags.has('Plural') && next?.tags.has('Determiner')) return false;
  if (bodily.has(noun) && (!before || /^(?:his|her|its|their|my|your|our)$/.test(before.word) || !opensNoun(before))) return false;
  // "Coffee table", "fire station": a thing before another noun only says which.
  const verb = next !== undefined && /s$/.test(next.word) && verbOf(next) !== undefined;
  const modifies = !first.pause && next !== undefined && isNoun(next) && !verb && !next.tags.has('Possessive') && !next.tags.has('Date');
  if (!modifies) return true;
  const headKnown = findAt(tokens, at + 1) !== undefined;
  return !headKnown && word?.place !== 'thing' && !isFurniture(word) && !figurative.has(noun);
}

const isFurniture = (word: Word | undefined): boolean =>
  word !== undefined && word.place === 'land' && !word.alive && !word.landmark && word.metres < 1.45;

function nameAt(tokens: readonly Token[], at: number, names: ReadonlySet<string>): string | undefined {
  const token = tokens[at] as Token;
  if (token.possessive && !names.has(token.word)) return undefined;
  if (names.has(token.word)) return token.word;
  const { tags, text } = token;
  const personal = (tags.has('FirstName') || tags.has('Person')) && !tags.has('Pronoun') && !tags.has('Place');
  return personal &&
    /^\p{Lu}\p{Ll}/u.test(text) &&
    !roles.has(token.word) &&
    !vocabulary.has(token.word) &&
    !tokens[at - 1]?.tags.has('FirstName')
    ? token.word
    : undefined;
}

const genderOf = ({ tags }: Token): Mention['gender'] => (tags.has('FemaleName') ? 'female' : tags.has('MaleName') ? 'male' : 'any');

function adjectivesBefore(tokens: readonly Token[], at: number): string[] {
  const out: string[] = [];
  for (let index = at - 1; index >= Math.max(0, at - 4); index--) {
    const token = tokens[index] as Token;
    if (token.pause) break;
    if (!token.tags.has('Adjective') && !opensNoun(token)) break;
    out.push(token.word);
  }
  return out;
}

/** "Two small dogs": a number that stands before the noun and its adjectives, and before nothing else. */
function numberBefore(tokens: readonly Token[], at: number): number | undefined {
  for (let index = at - 1; index >= Math.max(0, at - 3); index--) {
    const token = tokens[index] as Token;
    const number = numberOf(token);
    if (number !== undefined) return number;
    if (!token.tags.has('Adjective') || token.pause) return undefined;
  }
  return undefined;
}

function numberOf(token: Token | undefined): number | undefined {
  if (!token || token.pause) return undefined;
  return numbers[token.word] ?? (/^\d{1,2}$/.test(token.word) ? Number(token.word) : undefined);
}

function countAt(tokens: readonly Token[], at: number, to: number, { noun, word, herd }: Found): number {
  const said = numberBefore(tokens, at);
  if (said !== undefined) return Math.min(5, Math.max(1, said));
  const last = tokens[to] as Token;
  if (herd) return 3;
  const group = groups[noun] ?? groups[last.word];
  if (group !== undefined) return group;
  const plural = last.tags.has('Plural') || (last.word !== noun.split(' ').at(-1) && !last.tags.has('Verb'));
  if (!plural || (!last.word.endsWith('s') && !['men', 'women', 'wolves'].includes(last.word))) return 1;
  return word === undefined ? 3 : word.silhouette === 'drawn:flock' ? 1 : word.place === 'thing' ? 2 : word.landmark ? 2 : 3;
}
