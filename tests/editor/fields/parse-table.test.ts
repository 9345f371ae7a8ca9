import { describe, expect, it } from 'vitest';
import { isRows, parseTable, readRecords } from '#editor/fields/parse-table.ts';

const columns = [
  { name: 'key', label: 'Key' },
  { name: 'prompt', label: 'What happens' },
  { name: 'seconds', label: 'Length', isNumber: true },
];
const order = ['prompt', 'seconds'];

describe('parseTable', () => {
  it('reads quoted cells with commas, line breaks and doubled quotes', () => {
    expect(parseTable('a,"b, c","say ""hi""\nagain"\r\nd,,e')).toEqual([
      ['a', 'b, c', 'say "hi"\nagain'],
      ['d', '', 'e'],
    ]);
  });

  it('takes tabs as separators where there are some', () => {
    expect(parseTable('a, b\tc\n\n')).toEqual([['a, b', 'c']]);
  });

  it('gives nothing for nothing', () => {
    expect(parseTable('')).toEqual([]);
    expect(parseTable('\n \n')).toEqual([]);
  });
});

describe('readRecords', () => {
  it('goes by the names of the columns, in any order and by id or label', () => {
    expect(readRecords('length,What happens\n4,The sea\n,A ship', columns, order)).toEqual([
      { seconds: 4, prompt: 'The sea' },
      { prompt: 'A ship' },
    ]);
  });

  it('fills the columns in their order where a table has no head', () => {
    expect(readRecords('The sea\t4\nA ship\tlong', columns, order)).toEqual([
      { prompt: 'The sea', seconds: 4 },
      { prompt: 'A ship', seconds: 'long' },
    ]);
  });

  it('takes lines whole, commas and all', () => {
    expect(readRecords('First, the sea.\n\n  Then a ship. ', columns, order)).toEqual([
      { prompt: 'First, the sea.' },
      { prompt: 'Then a ship.' },
    ]);
  });
});

describe('isRows', () => {
  it('tells a table from a paragraph', () => {
    expect(isRows('one line, with a comma', columns, true)).toBe(false);
    expect(isRows('two\nlines', columns, false)).toBe(false);
    expect(isRows('two\nlines', columns, true)).toBe(true);
    expect(isRows('a\tb', columns, false)).toBe(true);
    expect(isRows('key,length\nx,2', columns, false)).toBe(true);
  });
});
