import nlp from 'compromise';

/** One English word with its part of speech. */
export type Token = {
  /** In lower case, without punctuation and without a possessive. */
  readonly word: string;
  readonly text: string;
  readonly tags: ReadonlySet<string>;
  /** Whether a pause (comma, full stop) follows. */
  readonly pause: boolean;
  readonly possessive: boolean;
  /** Number of the sentence it stands in. */
  readonly sentence: number;
};

type Raw = { text: string; post: string; tags?: string[] };

/** The longest text that is read; a shot says what it shows long before. */
const mostCharacters = 1500;

/** Reads English text into words. */
export function tokensOf(text: string): Token[] {
  const sentences = nlp(text.slice(0, mostCharacters)).json() as { terms: Raw[] }[];
  return sentences.flatMap(({ terms }, sentence) =>
    terms
      .filter((term) => /[\p{L}\p{N}]/u.test(term.text))
      .map((term) => {
        const lower = term.text.toLowerCase().replace(/’/g, "'");
        return {
          word: lower.replace(/'s?$/, ''),
          text: term.text,
          tags: new Set(term.tags ?? []),
          pause: /[,;:.!?—–]/.test(term.post),
          possessive: /'s?$/.test(lower) && !(term.tags ?? []).includes('Copula'),
          sentence,
        };
      }),
  );
}

const irregular: Readonly<Record<string, string>> = {
  children: 'child',
  men: 'man',
  women: 'woman',
  wolves: 'wolf',
  mice: 'mouse',
  geese: 'geese',
  people: 'people',
  leaves: 'leaf',
  knives: 'knife',
  oxen: 'ox',
  calves: 'calf',
  thieves: 'thief',
  wives: 'wife',
  elves: 'elf',
  fishermen: 'fisherman',
  policemen: 'policeman',
  firemen: 'fireman',
  firefighters: 'firefighter',
  heroes: 'hero',
  horses: 'horse',
  houses: 'house',
  moose: 'moose',
  glasses: 'glasses',
  drums: 'drums',
};

/** What the singular of a word may be, the likeliest first. */
export function singulars(word: string): string[] {
  const out = [word];
  if (Object.hasOwn(irregular, word)) out.unshift(irregular[word] as string);
  if (/ies$/.test(word)) out.push(word.replace(/ies$/, 'y'), word.replace(/s$/, ''));
  else if (/ves$/.test(word)) out.push(word.replace(/ves$/, 'f'), word.replace(/s$/, ''));
  else if (/(?:s|x|z|ch|sh|o)es$/.test(word)) out.push(word.replace(/es$/, ''), word.replace(/s$/, ''));
  else if (/[^s]s$/.test(word)) out.push(word.replace(/s$/, ''));
  return out;
}

/** What the plain form of a verb may be: "carries", "carrying", "carried" → carry. */
export function infinitives(word: string): string[] {
  const out = [word];
  if (/ies$|ied$/.test(word)) out.push(word.replace(/ie[sd]$/, 'y'));
  if (/(?:s|x|z|ch|sh|o)es$/.test(word)) out.push(word.replace(/es$/, ''));
  if (/s$/.test(word)) out.push(word.replace(/s$/, ''));
  if (/ed$/.test(word)) out.push(word.replace(/ed$/, ''), word.replace(/d$/, ''), word.replace(/(.)\1ed$/, '$1'));
  if (/ing$/.test(word)) out.push(word.replace(/ing$/, ''), word.replace(/ing$/, 'e'), word.replace(/(.)\1ing$/, '$1'));
  return out;
}
