/**
 * The smallest piece of a text that is never cut: a word with the punctuation and space around it, or an emoji. The
 * atoms of a text joined are the text, but for white space at both ends.
 */
export type Atom = { readonly text: string; readonly words: number; readonly start: number };

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

type Segment = { text: string; start: number; core: boolean };

function segmentsOf(text: string): Segment[] {
  const found = [...segmenter.segment(text)].map(({ segment, index, isWordLike }) => ({
    text: segment,
    start: index,
    core: isWordLike === true || emoji.test(segment),
  }));
  if (found.some(({ core }) => core)) return found;
  return [...graphemes.segment(text)].map(({ segment, index }) => ({ text: segment, start: index, core: segment.trim() !== '' }));
}

const canPart = (left: string, right: string): boolean =>
  /\s$/.test(left) || /^\s/.test(right) || unspaced.test(left) || unspaced.test(right) || emoji.test(left) || emoji.test(right);

/** Cuts a text into atoms. Works for any string; an empty or blank one has none. */
export function atomsOf(source: string): Atom[] {
  const text = source.trim();
  const atoms: { text: string; words: number; start: number }[] = [];
  let prefix = '';
  for (const segment of segmentsOf(text)) {
    const last = atoms.at(-1);
    if (segment.core) {
      const whole = prefix + segment.text;
      if (last && prefix === '' && !canPart(last.text, segment.text)) last.text += segment.text;
      else atoms.push({ text: whole, words: 1, start: segment.start - prefix.length });
      prefix = '';
    } else if (!last || prefix !== '' || opens(last.text, segment.text)) prefix += segment.text;
    else last.text += segment.text;
  }
  const last = atoms.at(-1);
  if (last) last.text += prefix;
  return atoms;
}

/** An opening bracket or quote after a space belongs to the word that follows. */
function opens(before: string, sign: string): boolean {
  return /^[\p{Ps}\p{Pi}¿¡]/u.test(sign) || (/\s$/.test(before) && /^["'#@$€£]/.test(sign));
}

/** The words of a text, as a reader of any script counts them, in lower case. */
export function wordsOf(text: string): string[] {
  return segmentsOf(text)
    .filter(({ core }) => core)
    .map((segment) => segment.text.toLowerCase());
}

/** Whether the scripts of this text are written without spaces between words. */
export function isUnspaced(text: string): boolean {
  return unspaced.test(text);
}
