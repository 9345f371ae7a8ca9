import nlp from 'compromise';
import { readsAsEnglish } from '../language.ts';

/** One English word as the planner reads it. `start` counts characters from the beginning of the text. */
export type Term = {
  readonly text: string;
  readonly start: number;
  /** What follows the word up to the next one: space and punctuation. */
  readonly post: string;
  readonly tags: ReadonlySet<string>;
};
export type Sentence = readonly Term[];

type RawTerm = { text: string; post: string; tags: string[]; offset: { start: number } };

/** The longest text that is read word by word; the rest of a longer brief is told, but adds no cast. */
const mostCharacters = 15_000;

/** "2." numbers its sentence; the capital behind it does not make a name. */
function dropNumber(term: Term, index: number, all: readonly Term[]): Term[] {
  const numbers = (one: Term | undefined): boolean => one !== undefined && /^\d{1,3}$/.test(one.text) && /^[.)]/.test(one.post);
  if (index === 0 && all.length > 1 && numbers(term)) return [];
  if (index !== 1 || !numbers(all[0])) return [term];
  return [{ ...term, tags: new Set([...term.tags].filter((tag) => tag !== 'ProperNoun')) }];
}

/** A text all in capitals is read as if it were not, so that not every word counts as a name. */
function spoken(text: string): string {
  const lower = text.toLowerCase();
  return /\p{Ll}/u.test(text) || lower.length !== text.length ? text : lower;
}

/** Reads an English text into sentences of tagged words; any other language gives none. */
export function readEnglish(text: string): Sentence[] {
  if (!readsAsEnglish(text)) return [];
  const raw = nlp(spoken(text).slice(0, mostCharacters)).json({ offset: true }) as { terms: RawTerm[] }[];
  return raw.map(({ terms }) =>
    terms
      .filter((term) => term.text !== '')
      .map((term) => ({ text: term.text, start: term.offset.start, post: term.post, tags: new Set(term.tags) }))
      .map(mendVerb)
      .flatMap(dropNumber),
  );
}

/** "A ship sails": a plural right after a singular is a verb, where the phrase begins with "a" or its clause has no verb. */
function mendVerb(term: Term, index: number, all: readonly Term[]): Term {
  const before = all[index - 1];
  if (!has(term, 'Plural') || !/s$/.test(term.text) || !has(before, 'Singular') || /[,;:.]/.test(before?.post ?? '')) return term;
  let at = index - 1;
  while (at > 0 && has(all[at], 'Noun', 'Adjective') && !has(all[at], 'Determiner')) at -= 1;
  if (!/^an?$/i.test(all[at]?.text ?? '') && all.some((other) => has(other, 'Verb'))) return term;
  return { ...term, tags: new Set(['Verb', 'PresentTense']) };
}

const has = (term: Term | undefined, ...tags: string[]): boolean => tags.some((tag) => term?.tags.has(tag) === true);

/** Whether this word is the verb by which a sentence is told ("finds", "is", "opened"), not one inside a phrase. */
export function isTellingVerb(term: Term, before: Term | undefined): boolean {
  if (!has(term, 'PresentTense', 'PastTense', 'Copula', 'Modal', 'Auxiliary') || has(term, 'Gerund')) return false;
  if (has(term, 'Infinitive') && /^to$/i.test(before?.text ?? '')) return false;
  return before === undefined || has(before, 'Noun', 'Adverb', 'Pronoun');
}
