/** What is said to the voice, and whether something in it had to be hummed. */
export type Readable = { readonly text: string; readonly hummed: boolean };

/** A neutral sound for a sign that the voice of this language cannot read: about as long as the sign would take. */
const hum: Readonly<Record<string, string>> = { ja: 'ん' };
/** Words as they can be spoken and shown: on one line, without control signs or broken characters. */
export function plainWords(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cc}\p{Co}\uFFFD]/gu, '')
    .normalize('NFC')
    .trim();
}

/**
 * Prepares words for espeak-ng: its own phoneme brackets lose their meaning, and what the voice cannot read (kanji) is
 * hummed instead of being spelt out in English.
 */
export function readable(words: string, language: string): Readable {
  const plain = plainWords(words)
    .replace(/\p{Cf}/gu, '')
    .replaceAll('[[', '[ [');
  const sound = hum[language.split('-')[0] ?? ''];
  if (!sound) return { text: plain, hummed: false };
  const text = plain.replace(/\p{Script=Han}/gu, sound);
  return { text, hummed: text !== plain };
}
