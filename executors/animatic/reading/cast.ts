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
  return mention
    ? { subject: subjectOf(mention), called: new Set([mention.noun, headOf(mention.noun)]), gender: mention.gender }
    : named(properName(entry), undefined);
}

const properName = (entry: string): string | undefined => (/^\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)*$/u.test(entry) ? entry : undefined);

function named(name: string | undefined, mention: Mention | undefined): Member | undefined {
  if (!name) return undefined;
  const first = name.split(/\s+/)[0]?.toLowerCase() ?? '';
  const gender = mentionsOf(tokensOf(`${name} waits.`))[0]?.gender ?? 'any';
  const known: Mention = {
    noun: mention?.noun ?? 'person',
    ...(mention?.word && { word: mention.word }),
    name: first,
    adjectives: mention?.adjectives ?? [],
    count: 1,
    from: 0,
    to: 0,
    gender,
  };
  return { subject: subjectOf(known), called: new Set([first, name.toLowerCase(), known.noun, headOf(known.noun)]), gender };
}

/** Nouns that stand for another thing than their last word says. */
const aliases: Readonly<Record<string, string>> = { caravan: 'camel', birthday: 'cake', 'birthday party': 'cake' };

/** The subject that a mention stands for, as it would look in any shot. */
export function subjectOf(mention: Mention): Subject {
  const id = mention.name ?? aliases[mention.noun] ?? headOf(mention.noun);
  const base = { id, role: 'other', count: mention.count } as const;
  const { word } = mention;
  const blossom = mention.noun.includes('blossom') && mention.word?.landmark ? '#f0a3bb' : undefined;
  const colour = blossom ?? mention.adjectives.map((adjective) => colours[adjective]).find((found) => found !== undefined);
  const flies = word?.silhouette === 'icon:dove' && mention.count > 1;
  if (word && flies) return { ...base, count: 1, silhouette: 'drawn:flock', place: 'sky', metres: 4 };
  if (word)
    return {
      ...base,
      silhouette: word.silhouette,
      place: word.place,
      metres: sized(word.metres, mention.adjectives),
      ...(word.alive && (mention.name !== undefined || word.silhouette === 'icon:vintage-robot') && { accent: accentOf(id) }),
      ...(wheeled.has(word.silhouette) && { accent: accentOf(id) }),
      ...(colour && { colour }),
      role: word.landmark ? 'landmark' : 'other',
    };
  const role = roles.has(mention.noun) ? mention.noun : 'person';
  return {
    ...base,
    silhouette: 'person',
    place: 'land',
    metres: 1.75,
    figure: figureOf(id, { role, gender: mention.gender, adjectives: mention.adjectives }),
    accent: accentOf(id),
  };
}

const wheeled: ReadonlySet<string> = new Set([
  'icon:city-car',
  'icon:race-car',
  'icon:jeep',
  'icon:bus',
  'icon:truck',
  'icon:surfer-van',
  'icon:scooter',
  'icon:aero-bike',
  'icon:dutch-bike',
  'icon:caravan',
  'icon:farm-tractor',
  'icon:air-balloon',
  'icon:steam-locomotive',
  'icon:speed-boat',
  'icon:hang-glider',
  'icon:parachute',
  'icon:food-truck',
  'icon:fishing-boat',
]);

/** Colours that words give to things. */
const colours: Readonly<Record<string, string>> = {
  red: '#d8432f',
  crimson: '#b3263f',
  scarlet: '#d8362f',
  orange: '#e8843a',
  yellow: '#eec23f',
  golden: '#e0b04a',
  gold: '#e0b04a',
  green: '#5a9e4f',
  emerald: '#2f9e77',
  turquoise: '#35b3ad',
  teal: '#2f9a96',
  blue: '#3f7fd0',
  navy: '#2f4a86',
  purple: '#8458b8',
  violet: '#8458b8',
  pink: '#ec86a8',
  white: '#f2efe8',
  silver: '#c3c7cf',
  grey: '#8f949c',
  gray: '#8f949c',
  black: '#23242b',
  brown: '#8a5f40',
};

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
  if (/^(?:she|her|herself)$/.test(pronoun))
    return (
      people.filter(({ gender }) => gender === 'female')[0]
        ? people.filter(({ gender }) => gender === 'female')
        : people.filter(({ gender }) => gender !== 'male')
    ).slice(0, 1);
  if (/^(?:he|him|himself)$/.test(pronoun))
    return (
      people.filter(({ gender }) => gender === 'male')[0]
        ? people.filter(({ gender }) => gender === 'male')
        : people.filter(({ gender }) => gender !== 'female')
    ).slice(0, 1);
  if (/^(?:they|them|we|us)$/.test(pronoun)) return living.slice(0, 3);
  if (/^(?:it|itself)$/.test(pronoun)) return others.slice(0, 1);
  if (/^(?:i|me)$/.test(pronoun)) return people.slice(0, 1);
  return [];
}

function vocabularyAlive(subject: Subject): boolean {
  return vocabulary.get(subject.id)?.alive ?? subject.silhouette.startsWith('animal:');
}
