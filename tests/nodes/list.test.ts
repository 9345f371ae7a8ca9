import { describe, expect, it } from 'vitest';
import { keysOf, layOut, stepsOf } from './lay-out.ts';

const rows = [
  { key: 'dawn', text: 'Fog.' },
  { key: 'noon', text: 'Gulls.' },
];

describe('list', () => {
  it('repeats what takes one text for every row, under the key of the row', () => {
    const expansion = layOut({ list: { type: 'list', params: { rows } }, frames: { type: 'keyframe' } }, ['list.items > frames.prompt']);
    expect(expansion.problems).toEqual([]);
    expect(stepsOf(expansion, 'frames')).toEqual(['frames/dawn/make-image', 'frames/noon/make-image']);
  });

  it('keeps the keys of the rows that stay when one is put in', () => {
    const more = [rows[0], { key: 'new', text: 'Rain.' }, rows[1]];
    const expansion = layOut({ list: { type: 'list', params: { rows: more } } });
    expect(keysOf(expansion, 'list.items')).toEqual(['dawn', 'new', 'noon']);
  });

  it('asks for rows, and for a key of its own for each', () => {
    expect(layOut({ list: { type: 'list' } }).problems).toMatchObject([{ param: 'rows', message: 'Add at least one row.' }]);
    const twice = layOut({ list: { type: 'list', params: { rows: [rows[0], rows[0]] } } });
    expect(twice.problems).toMatchObject([{ param: 'rows', message: expect.stringContaining('“dawn”') }]);
  });
});
