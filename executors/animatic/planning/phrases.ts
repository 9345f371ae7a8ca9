import type { Sentence, Term } from './english.ts';
import { actors } from './lexicon.ts';

/** A noun with the words that belong to it: "the old robot". */
export type Phrase = {
  /** As it stands in the brief, in lower case unless a name, without possessives. */
  readonly text: string;
  /** Its last noun, singular, in lower case. */
  readonly head: string;
  /** All its nouns, in lower case. */
  readonly nouns: readonly string[];
  readonly kind: 'name' | 'actor' | 'place' | 'thing';
  /** The preposition before it, if any. */
  readonly after: string | undefined;
  readonly subject: boolean;
};

const has = (term: Term, ...tags: string[]): boolean => tags.some((tag) => term.tags.has(tag));
/** Before a name these say where, not with whom. */
const standsIn = /^(?:in|at|on|near|across|through|into|inside)$/;
const article = /^(?:an?|the)$/i;
const isNoun = (term: Term): boolean => has(term, 'Noun') && !has(term, 'Pronoun', 'Possessive', 'Date');
const leads = (term: Term): boolean => has(term, 'Determiner', 'Possessive', 'Adjective', 'Value', 'Gerund') || article.test(term.text);
const stops = (term: Term): boolean => /[,;:.!?—–()"”]/.test(term.post);

/** The singular of an English noun, good enough to find it in a list. */
export function singular(noun: string): string {
  const word = noun.toLowerCase().replace(/['’]s$/, '');
  if (actors.has(word) || word.length < 4 || /ss$|us$/.test(word)) return word;
  if (/ies$/.test(word)) return word.replace(/ies$/, 'y');
  if (/(?:ch|sh|x|ss)es$/.test(word)) return word.replace(/es$/, '');
  return word.replace(/s$/, '');
}

/** The noun phrases of a text, in order. */
export function phrasesOf(sentences: readonly Sentence[]): Phrase[] {
  return sentences.flatMap((sentence) => {
    const found: Phrase[] = [];
    let from = sentence.length > 1 && /ing$/.test(sentence[0]?.text ?? '') ? 1 : 0;
    while (from < sentence.length) {
      const to = phraseEnd(sentence, from);
      if (to === undefined) from += 1;
      else {
        found.push(phraseFrom(sentence, from, to));
        from = to;
      }
    }
    return found;
  });
}

function phraseEnd(sentence: Sentence, from: number): number | undefined {
  let at = from;
  while (sentence[at] && leads(sentence[at] as Term) && !isNoun(sentence[at] as Term)) {
    const term = sentence[at] as Term;
    if (stops(term) || (at > from && has(term, 'Determiner', 'Possessive'))) return undefined;
    at += 1;
  }
  const firstNoun = at;
  while (sentence[at] && isNoun(sentence[at] as Term)) {
    at += 1;
    if (stops(sentence[at - 1] as Term)) break;
  }
  return at > firstNoun ? at : undefined;
}

function phraseFrom(sentence: Sentence, from: number, to: number): Phrase {
  const terms = sentence.slice(from, to);
  const nouns = terms.filter(isNoun);
  const before = sentence[from - 1];
  const after = before && has(before, 'Preposition') ? before.text.toLowerCase() : undefined;
  const guess = kindOf(nouns, before === undefined || /[.!?:)]/.test(before.text + before.post), article.test(terms[0]?.text ?? ''));
  const kind = guess === 'name' && standsIn.test(after ?? '') ? 'place' : guess;
  return {
    text: spell(terms, kind),
    head: singular(nouns.at(-1)?.text ?? ''),
    nouns: nouns.map((noun) => noun.text.toLowerCase()),
    kind,
    after,
    subject: sentence[to] !== undefined && has(sentence[to] as Term, 'Verb'),
  };
}

function kindOf(nouns: readonly Term[], opens: boolean, hasArticle: boolean): Phrase['kind'] {
  const last = nouns.at(-1);
  if (!last) return 'thing';
  if (has(last, 'Place', 'City', 'Country', 'Region')) return 'place';
  const head = singular(last.text);
  if (actors.has(head) || actors.has(last.text.toLowerCase()) || has(last, 'Actor') || role.test(head))
    return isName(last, opens, hasArticle) ? 'name' : 'actor';
  return isName(last, opens, hasArticle) ? 'name' : 'thing';
}

/** Heads that always name somebody by their work. */
const role = /(?:keeper|maker|smith|woman|man|women|men|boy|girl|walker|fighter|hunter|builder|driver|player|seller|ologist|ician)$/;

function isName(noun: Term, opens: boolean, hasArticle: boolean): boolean {
  if (!/^\p{Lu}\p{Ll}/u.test(noun.text) || hasArticle) return false;
  return !opens || has(noun, 'Person', 'FirstName', 'ProperNoun') || /^,/.test(noun.post);
}

function spell(terms: readonly Term[], kind: Phrase['kind']): string {
  const kept = terms.filter((term) => !has(term, 'Possessive') || isNoun(term));
  const text = kept.map((term, index) => term.text + (index === kept.length - 1 ? '' : term.post.trim() === '-' ? '-' : ' ')).join('');
  const whole = kept.length < terms.length ? `the ${text}` : text;
  const plain = kind !== 'name' && kind !== 'place' && /^\p{Lu}\p{Ll}*\b/u.test(whole);
  return plain ? whole.charAt(0).toLowerCase() + whole.slice(1) : whole;
}
