import { animals } from './vocabulary-animals.ts';
import type { Lines, Word } from './vocabulary-lines.ts';
import { places } from './vocabulary-places.ts';
import { things } from './vocabulary-things.ts';
import { vehicles } from './vocabulary-vehicles.ts';

function read({ place, landmark = false, alive = false, lines }: Lines, into: Map<string, Word>): void {
  for (const line of lines.trim().split('\n')) {
    const [, name = '', metres = '', nouns = ''] = /^\s*(\S+) ([\d.]+): (.+)$/.exec(line) ?? [];
    if (name === '') throw new Error(`The vocabulary has a line that cannot be read: ${line}`);
    const word: Word = { silhouette: name.includes(':') ? name : `icon:${name}`, metres: Number(metres), place, landmark, alive };
    for (const noun of nouns.split(',')) into.set(noun.trim(), word);
  }
}

function readAll(): ReadonlyMap<string, Word> {
  const words = new Map<string, Word>();
  for (const lines of [...things, ...places, ...vehicles, ...animals]) read(lines, words);
  return words;
}

/** Every noun that can be drawn, in the singular and in lower case; some are of two or three words. */
export const vocabulary: ReadonlyMap<string, Word> = readAll();
