import { accents } from '../drawing/inks.ts';
import { hashOf } from '../drawing/lots.ts';
import type { Figure } from '../scene.ts';
import { roles } from './roles.ts';

const garments = {
  female: ['dress', 'coat', 'long-coat', 'shirt'],
  male: ['coat', 'shirt', 'long-coat', 'hoodie'],
  any: ['coat', 'shirt', 'long-coat', 'hoodie', 'dress'],
} as const;
const hair = {
  female: ['long', 'bun', 'bob', 'ponytail', 'curly'],
  male: ['short', 'curly', 'beanie', 'cap', 'short'],
  any: ['short', 'long', 'bob', 'curly', 'bun', 'ponytail', 'cap'],
} as const;

type Gender = keyof typeof garments;

/** A row of choices made by a hash: the same words give the same choice in every shot. */
function choose<T>(list: readonly T[], ...seed: readonly string[]): T {
  return list[hashOf(...seed) % list.length] as T;
}

const girls = new Set([
  'woman',
  'lady',
  'wife',
  'sister',
  'mother',
  'mum',
  'mom',
  'girl',
  'daughter',
  'granddaughter',
  'niece',
  'grandmother',
  'queen',
  'princess',
  'bride',
  'nurse',
  'witch',
  'actress',
  'waitress',
  'heroine',
  'nun',
  'ballerina',
]);

/**
 * How a person is drawn, from their name or role alone. `adjectives` said of them may make them old, small or broad;
 * `also` is a role told beside a name ("Maya, a young chef").
 */
export function figureOf(id: string, about: { role: string; gender: Gender; adjectives: readonly string[] }): Figure {
  const look = roles.get(about.role) ?? {};
  const gender = girls.has(about.role) ? 'female' : about.gender;
  const said = (...words: readonly string[]) => words.some((word) => about.adjectives.includes(word));
  const build =
    said('old', 'elderly', 'aged', 'ancient') && (look.build ?? 'adult') === 'adult'
      ? 'elder'
      : said('little', 'small', 'young') && look.build === undefined
        ? 'child'
        : (look.build ?? 'adult');
  const garment = look.garment ?? choose(garments[gender], id, 'garment');
  const head = look.head ?? choose(hair[gender], id, 'head');
  const beard = look.beard === true && gender !== 'female';
  return { build, garment, head, ...(beard && { beard }), ...(look.carries && { carries: look.carries }) };
}

/** The accent colour of a name or role, the same in every shot. */
export function accentOf(id: string): number {
  return hashOf(id, 'accent') % accents.length;
}
