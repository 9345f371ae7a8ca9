import type { Subject } from '../scene.ts';
import { accentOf, figureOf } from './dressing.ts';
import { type Mention, mentionsOf } from './mentions.ts';
import { roles } from './roles.ts';
import { tokensOf } from './tokens.ts';
import { vocabulary } from './vocabulary.ts';

/** Somebody of the cast: how they are drawn, and the nouns by which the film speaks of them. */
export type Member = { readonly subject: Subject; readonly called: ReadonlySet<string>; readonly gender: Mention['gender'] };

/** The last word of a noun: a lighthouse keeper is "the keeper" too. */
export const headOf = (noun: string): string => noun.split(' ').at(-1) ?? noun;

/** Reads a cast line such as `Mara (a young sailor), an old robot, the camels`. */
export function castOf(line: string | undefined): Member[] {
  if (!line) return [];
  return line.split(/[,;](?![^(]*\))|\band\b(?![^(]*\))/u).flatMap((entry) => memberOf(entry.trim()) ?? []);
}

function memberOf(entry: string): Member | undefined {
  const [, name, told] = /^(\p{Lu}[^(]*?)\s*\((.+)\)$/u.exec(entry) ?? [];
  const mention = mentionsOf(tokensOf(told ?? entry))[0];
  if (name) return named(name, mention);
  return mention ? { subject: subjectOf(mention), called: new Set([mention.noun, headOf(mention.noun)]), gender: mention.gender } : named(properName(entry), undefined);
}

const properName = (entry: string): string | undefined => (/^\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)*$/u.test(entry) ? entry : undefined);

function named(name: string | undefined, mention: Mention | undefined): Member | undefined {
  if (!name) return undefined;
  const first = name.split(/\s+/)[0]?.toLowerCase() ?? '';
  const gender = mentionsOf(tokensOf(`${name} waits.`))[0]?.gender ?? 'any';
  const known: Mention = { noun: mention?.noun ?? 'person', ...(mention?.word && { word: mention.word }), name: first, adjectives: mention?.adjectives ?? [], count: 1, from: 0, to: 0, gender };
  return { subject: subjectOf(known), called: new Set([first, name.toLowerCase(), known.noun, headOf(known.noun)]), gender };
}

/** The subject that a mention stands for, as it would look in any shot. */
export function subjectOf(mention: Mention): Subject {
  const id = mention.name ?? headOf(mention.noun);
  const base = { id, role: 'other', count: mention.count } as const;
  const { word } = mention;
  if (word) return { ...base, silhouette: word.silhouette, place: word.place, metres: sized(word.metres, mention.adjectives), ...(word.alive && (mention.name !== undefined || word.silhouette === 'icon:vintage-robot') && { accent: accentOf(id) }), role: word.landmark ? 'landmark' : 'other' };
  const role = roles.has(mention.noun) ? mention.noun : 'person';
  return { ...base, silhouette: 'person', place: 'land', metres: 1.75, figure: figureOf(id, { role, gender: mention.gender, adjectives: mention.adjectives }), accent: accentOf(id) };
}

function sized(metres: number, adjectives: readonly string[]): number {
  const large = adjectives.some((word) => ['giant', 'huge', 'enormous', 'gigantic', 'massive', 'colossal'].includes(word));
  const small = adjectives.some((word) => ['tiny', 'small', 'little', 'miniature', 'toy', 'baby'].includes(word));
  return metres * (large ? 2 : small ? 0.65 : 1);
}

/** Who a pronoun means: she a woman, he a man, they everybody who lives, it what is no person. */
export function meant(pronoun: string, cast: readonly Member[]): readonly Member[] {
  const people = cast.filter(({ subject }) => subject.figure !== undefined);
  const others = cast.filter(({ subject }) => subject.figure === undefined && subject.role !== 'landmark');
  const living = cast.filter(({ subject }) => subject.figure !== undefined || vocabularyAlive(subject));
  if (/^(?:she|her|herself)$/.test(pronoun)) return (people.filter(({ gender }) => gender === 'female')[0] ? people.filter(({ gender }) => gender === 'female') : people.filter(({ gender }) => gender !== 'male')).slice(0, 1);
  if (/^(?:he|him|himself)$/.test(pronoun)) return (people.filter(({ gender }) => gender === 'male')[0] ? people.filter(({ gender }) => gender === 'male') : people.filter(({ gender }) => gender !== 'female')).slice(0, 1);
  if (/^(?:they|them|we|us)$/.test(pronoun)) return living.slice(0, 3);
  if (/^(?:it|itself)$/.test(pronoun)) return others.slice(0, 1);
  if (/^(?:i|me)$/.test(pronoun)) return people.slice(0, 1);
  return [];
}

function vocabularyAlive(subject: Subject): boolean {
  return vocabulary.get(subject.id)?.alive ?? subject.silhouette.startsWith('animal:');
}
