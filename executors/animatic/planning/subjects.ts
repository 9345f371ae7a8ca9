import { isTellingVerb, type Sentence, type Term } from './english.ts';

const verbTags = ['PresentTense', 'PastTense', 'Copula', 'Modal', 'Auxiliary'];
const opener = /^(?:and|but|then|so|or|where|while|as|when|until)$/i;
const joiner = /^(?:and|but|then|so|or)$/i;
/** The most words that a subject taken over into a later shot may have. */
const mostWords = 6;

/**
 * The subject that a share leaves out because it stands in an earlier one: "finds a message" after "A lighthouse
 * keeper" gives "The lighthouse keeper". Nothing where the share has its own subject or is not read.
 */
export function leftOutSubject(start: number, sentences: readonly Sentence[]): string | undefined {
  const sentence = sentences.find((terms) => terms.some((term) => term.start >= start) && (terms[0]?.start ?? start) < start);
  if (!sentence) return undefined;
  const rest = sentence.filter((term) => term.start >= start);
  const first = rest.find((term) => !joiner.test(term.text) && !term.tags.has('Adverb'));
  if (!first || !verbTags.some((tag) => first.tags.has(tag)) || first.tags.has('Gerund')) return undefined;
  const subject = nearestSubject(sentence, sentence.indexOf(first));
  return subject.length === 0 || subject.length > mostWords ? undefined : definite(subject);
}

/** The words right before a verb back to the last verb or joining word; where there are none, the sentence's own subject. */
function nearestSubject(sentence: Sentence, at: number): Sentence {
  const before = sentence[at - 1];
  if (before && !joiner.test(before.text) && before.tags.has('Noun')) {
    let from = at;
    while (from > 0 && !sentence[from - 1]?.tags.has('Verb') && !sentence[from - 1]?.tags.has('Preposition')) from -= 1;
    return sentence.slice(from, at).filter((term, index) => index > 0 || !opener.test(term.text));
  }
  const verb = sentence.findIndex((term, index) => isTellingVerb(term, sentence[index - 1]));
  return sentence.slice(0, Math.max(0, verb));
}

function definite(terms: readonly Term[]): string {
  const text = terms.map((term) => term.text + term.post).join('');
  return text.trim().replace(/^an? /i, 'The ');
}
