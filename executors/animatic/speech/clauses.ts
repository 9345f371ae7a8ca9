import { atomsOf, wordsOf } from '../planning/atoms.ts';
import { cuts, cutsOf } from '../planning/cuts.ts';

/** A part of a text that is spoken in one breath, and the pause after it in seconds. */
export type Clause = { readonly text: string; readonly pauseSeconds: number };

/** The most words in one breath where the text has no punctuation. */
const mostWords = 40;
const commaWorth = cuts.verb + 0.5;

/** Cuts a text where a voice pauses: at sentence ends, semicolons and those commas that part whole phrases. */
export function spokenClauses(text: string): Clause[] {
  const atoms = atomsOf(text);
  const worth = cutsOf(atoms, []);
  const clauses: Clause[] = [];
  let from = 0;
  atoms.forEach((atom, index) => {
    const pauseSeconds = pauseAfter(worth[index] ?? 0, index + 1 - from, atoms.length - index - 1);
    if (pauseSeconds === undefined && index < atoms.length - 1) return;
    const words = atoms
      .slice(from, index + 1)
      .map((one) => one.text)
      .join('')
      .trim();
    from = index + 1;
    if (wordsOf(words).length > 0) clauses.push({ text: words, pauseSeconds: /…\W*$/u.test(atom.text) ? 0.28 : (pauseSeconds ?? 0) });
  });
  return clauses;
}

function pauseAfter(worth: number, wordsBefore: number, wordsAfter: number): number | undefined {
  if (worth >= cuts.sentence) return 0.36;
  if (worth >= cuts.clause) return 0.3;
  if (worth >= commaWorth && wordsBefore >= 3 && wordsAfter >= 2) return 0.16;
  return wordsBefore >= mostWords ? 0.1 : undefined;
}
