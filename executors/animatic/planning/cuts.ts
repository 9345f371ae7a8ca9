import { type Atom, isUnspaced } from './atoms.ts';
import { isTellingVerb, type Sentence } from './english.ts';

/** How good a place it is to end a shot after an atom, 0 (between any two words) to 4 (a sentence ends). */
export const cuts = { word: 0, phrase: 1, verb: 2, clause: 3, sentence: 4 } as const;

const closers = `["'”’»」』)\\]】]*`;
const sentenceEnd = new RegExp(`[.!?。！？…؟۔।॥]${closers}\\s*$|\\n\\s*$`, 'u');
const clauseEnd = new RegExp(`[;:；：؛]${closers}\\s*$|\\s[–—-]+\\s*$|—${closers}\\s*$`, 'u');
const commaEnd = /[,、，،][”"’']?\s*$/u;
const abbreviation = /(?:^|\s)["'“(]?(?:mr|mrs|ms|dr|st|prof|sr|jr|vs|no|vol|fig|e\.g|i\.e|\p{Lu})\.\s*$/iu;
const joiner = /^(?:and|but|then|while|as|until|when|before|after|so|because|who|which|where|or)$/i;
const preposition =
  /^(?:in|at|on|through|across|into|inside|near|along|by|over|under|with|from|towards?|behind|beneath|between|without|for)$/i;
/** Particles of Japanese and Chinese that close a phrase. */
const phraseParticle = /^(?:は|が|を|に|で|と|へ|も|から|まで|て|の|了|着)$/u;

const bare = (atom: Atom): string => atom.text.replace(/[^\p{L}\p{N}'’-]/gu, '');

/** For each atom the worth of a cut right after it; `sentences` is the English reading of the same text. */
export function cutsOf(atoms: readonly Atom[], sentences: readonly Sentence[]): number[] {
  const verbs = verbStarts(sentences);
  return atoms.map((atom, index) => {
    if (isListNumber(atoms, index)) return cuts.word;
    if (sentenceEnd.test(atom.text) && !abbreviation.test(atom.text)) return cuts.sentence;
    if (clauseEnd.test(atom.text)) return cuts.clause;
    const next = atoms[index + 1];
    if (!next) return cuts.sentence;
    if (commaEnd.test(atom.text)) return cuts.verb + 0.5;
    if (joiner.test(bare(next)) || startsAt(next, verbs)) return cuts.verb;
    if (isUnspaced(atom.text)) return phraseParticle.test(bare(atom)) ? cuts.phrase : cuts.word;
    return preposition.test(bare(next)) ? cuts.phrase : cuts.word;
  });
}

/** "1." at the beginning of a sentence numbers it and does not end it. */
function isListNumber(atoms: readonly Atom[], index: number): boolean {
  const before = atoms[index - 1]?.text;
  return (
    index < atoms.length - 1 && /^\d{1,3}[.)]\s*$/.test(atoms[index]?.text ?? '') && (before === undefined || sentenceEnd.test(before))
  );
}

const subordinate = /^(?:where|who|whom|whose|which|that|while|as|until|when|because|before|after|if|whether|how|what)$/i;

/** Where the telling verb of each clause begins, if words stand before it; subordinate clauses are not cut. */
function verbStarts(sentences: readonly Sentence[]): ReadonlySet<number> {
  const starts = new Set<number>();
  for (const sentence of sentences) {
    let within = false;
    for (const [index, term] of sentence.entries()) {
      within = subordinate.test(term.text) || (within && !/[;:.]/.test(sentence[index - 1]?.post ?? ''));
      if (!within && index > 0 && isTellingVerb(term, sentence[index - 1])) starts.add(term.start);
    }
  }
  return starts;
}

function startsAt(atom: Atom, starts: ReadonlySet<number>): boolean {
  for (let at = atom.start; at < atom.start + atom.text.length; at++) if (starts.has(at)) return true;
  return false;
}
