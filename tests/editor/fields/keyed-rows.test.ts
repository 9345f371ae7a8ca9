import { describe, expect, it } from 'vitest';
import { freeKey, insertRows, moveRow, type Row, removeRow, setCell } from '#editor/fields/keyed-rows.ts';
import { keyRows } from '#nodes/keys.ts';

const three: Row[] = [{ prompt: 'a' }, { prompt: 'b' }, { prompt: 'c' }];
/** What each row goes by, as the node reads it. */
const keysOf = (rows: readonly Row[]): Record<string, unknown> =>
  Object.fromEntries(keyRows(rows as { key?: string; prompt?: unknown }[]).rows.map((row) => [row.key, row.prompt]));

describe('rows that keep their keys', () => {
  it('leaves rows without keys alone while something is added at the end', () => {
    expect(insertRows(three, 3, [{ prompt: 'd' }], 's')).toEqual([...three, { prompt: 'd' }]);
  });

  it('keeps every result with its row when a row is put in between', () => {
    const before = keysOf(three);
    const after = keysOf(insertRows(three, 1, [{ prompt: 'new' }], 's'));
    expect(after).toMatchObject(before);
    expect(Object.keys(after)).toHaveLength(4);
  });

  it('keeps every result with its row when rows are moved', () => {
    const moved = moveRow(three, 0, 2);
    expect(moved.map(({ prompt }) => prompt)).toEqual(['b', 'c', 'a']);
    expect(keysOf(moved)).toEqual(keysOf(three));
  });

  it('keeps the results of the others when a row is taken out', () => {
    const { '1': _, ...rest } = keysOf(three);
    expect(keysOf(removeRow(three, 0))).toEqual(rest);
  });

  it('writes no keys when the last row is taken out', () => {
    expect(removeRow(three, 2)).toEqual(three.slice(0, 2));
  });

  it('changes nothing when a row would leave the list', () => {
    expect(moveRow(three, 0, -1)).toBe(three);
    expect(moveRow(three, 2, 3)).toBe(three);
  });

  it('gives a key that no row has, not even by its position', () => {
    expect(freeKey([{ key: 's3' }, { key: 's4' }], 's')).toBe('s5');
    const many = insertRows([{ key: 'x' }], 1, [{}, {}, { key: 'own' }], 's');
    expect(new Set(many.map(({ key }) => key)).size).toBe(4);
    expect(many[3]).toEqual({ key: 'own' });
  });

  it('takes an empty cell out of its row', () => {
    expect(setCell(three, 1, 'prompt', '')).toEqual([{ prompt: 'a' }, {}, { prompt: 'c' }]);
    expect(setCell(three, 1, 'seconds', 0)[1]).toEqual({ prompt: 'b', seconds: 0 });
  });
});
