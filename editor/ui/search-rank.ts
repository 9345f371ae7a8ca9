/**
 * How well something matches what is typed, 1 to 0: its name from the start, a word of it, any part of it, then the words
 * about it. Letters must stand together; every word that is typed must be found.
 */
export function searchRank(name: string, search: string, about: readonly string[] = []): number {
  const words = plain(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return 1;
  const ranks = words.map((word) => wordRank(plain(name), word, about.map(plain)));
  return ranks.includes(0) ? 0 : ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
}

function wordRank(name: string, word: string, about: readonly string[]): number {
  if (name.startsWith(word)) return 1;
  if (startsWord(name, word)) return 0.8;
  if (name.includes(word)) return 0.6;
  if (about.some((text) => startsWord(text, word))) return 0.3;
  return 0;
}

const startsWord = (text: string, word: string): boolean => text.split(/[\s\-_.,;:()/]+/).some((part) => part.startsWith(word));
const plain = (text: string): string => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
