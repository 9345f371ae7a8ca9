import { homes, places } from './lexicon.ts';
import type { Phrase } from './phrases.ts';

const whereabouts = /^(?:in|at|on|through|across|into|inside|near|along|by|over|under|beneath|beyond|towards?|from|to)$/;
const water = /\b(?:ships?|boats?|sea|ocean|waves?|sailors?)\b/i;
const shores = new Set(['lighthouse', 'harbour', 'harbor', 'cliff', 'cottage', 'village', 'island']);

const isPlaceWord = (noun: string): boolean => places.has(noun);

/** Where the film plays, named with the brief's own words where it has any; nothing where it gives no hint. */
export function settingOf(phrases: readonly Phrase[], brief: string): string | undefined {
  const place = best(phrases);
  const town = phrases.find(({ kind }) => kind === 'place');
  const home = homes.find(([test]) => test.test(brief))?.[1];
  if (!place) return town?.text ?? home ?? around(phrases);
  const byWater = shores.has(place.word) && water.test(brief) ? ' by the sea' : '';
  return `${place.text}${byWater}${town && !place.text.includes(town.text) ? ` ${town.after && /^(?:in|of|on|at|near)$/.test(town.after) ? town.after : 'in'} ${town.text}` : ''}`;
}

type Place = { readonly word: string; readonly text: string };

/** The place that comes most often, the earliest of equals; else one inside a phrase ("lighthouse keeper"). */
function best(phrases: readonly Phrase[]): Place | undefined {
  return mostOften(phrases.flatMap(placeOf)) ?? mostOften(phrases.flatMap(placesWithin));
}

function mostOften(found: readonly Place[]): Place | undefined {
  const times = (place: Place): number => found.filter(({ word }) => word === place.word).length;
  return found.reduce<Place | undefined>((first, place) => (!first || times(place) > times(first) ? place : first), undefined);
}

function placeOf({ head, text }: Phrase): Place[] {
  return isPlaceWord(head) ? [{ word: head, text: text.replace(/^(?:two|three|many|some|every|each) /, 'the ') }] : [];
}

function placesWithin({ nouns }: Phrase): Place[] {
  return nouns.filter(isPlaceWord).map((word) => ({ word, text: `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}` }));
}

/** What stands behind "on", "under", "through" …, when nothing better is known. */
function around(phrases: readonly Phrase[]): string | undefined {
  return phrases.find(({ after, kind }) => after !== undefined && whereabouts.test(after) && kind === 'thing')?.text;
}
