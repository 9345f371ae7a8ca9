/** What is said to the voice, and whether something in it had to be hummed. */
export type Readable = { readonly text: string; readonly hummed: boolean };

/** A neutral sound for a sign that the voice of this language cannot read: about as long as the sign would take. */
const hum: Readonly<Record<string, string>> = { ja: 'ん' };
const control = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

/**
 * Prepares words for espeak-ng: control signs go, its own phoneme brackets lose their meaning, and what the voice cannot
 * read (kanji) is hummed instead of being spelt out in English.
 */
export function readable(words: string, language: string): Readable {
  const plain = words
    .replace(/[\n\r\t]+/g, ' ')
    .replace(control, '')
    .replaceAll('[[', '[ [')
    .normalize('NFC')
    .trim();
  const sound = hum[language.split('-')[0] ?? ''];
  if (!sound) return { text: plain, hummed: false };
  const text = plain.replace(/\p{Script=Han}/gu, sound);
  return { text, hummed: text !== plain };
}
