import { places, unseen } from './lexicon.ts';
import type { Phrase } from './phrases.ts';

/** The most names on the cast line. */
const mostCast = 4;

/**
 * Who or what the film is about, named as in the brief, by how often and how early they come: people, animals and
 * machines that act; where there are none, the first things that can be seen.
 */
export function castOf(phrases: readonly Phrase[]): string[] {
  const acting = phrases.filter(({ kind, head }) => kind === 'name' || (kind === 'actor' && !places.has(head)));
  if (acting.length > 0) return named(acting, phrases);
  const things = phrases.filter(({ kind, head, after }) => kind === 'thing' && !unseen.has(head) && !places.has(head) && !after);
  return named(things, phrases).slice(0, 2);
}

/** Whether two phrases speak of the same one: the same last noun. */
const same = (one: Phrase, other: Phrase): boolean => one.head === other.head;

function named(found: readonly Phrase[], all: readonly Phrase[]): string[] {
  const firsts = found.filter((phrase, index) => found.findIndex((other) => same(other, phrase)) === index && !isApposition(phrase, all));
  const times = (phrase: Phrase): number => found.filter((other) => same(other, phrase)).length;
  const kept = new Set([...firsts].sort((one, other) => times(other) - times(one)).slice(0, mostCast));
  return firsts.filter((phrase) => kept.has(phrase)).map((phrase) => introduced(phrase, all));
}

/** "Maya, a young chef" is one person: the role follows the name at once. */
function isApposition(phrase: Phrase, all: readonly Phrase[]): boolean {
  const before = all[all.indexOf(phrase) - 1];
  return phrase.kind === 'actor' && phrase.after === undefined && before?.kind === 'name' && /^an? /.test(phrase.text);
}

function introduced(phrase: Phrase, all: readonly Phrase[]): string {
  const next = all[all.indexOf(phrase) + 1];
  return phrase.kind === 'name' && next && isApposition(next, all) ? `${phrase.text} (${next.text})` : phrase.text;
}
