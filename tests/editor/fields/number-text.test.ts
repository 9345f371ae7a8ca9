import { describe, expect, it } from 'vitest';
import { readNumber, stepped, writeNumber } from '#editor/fields/number-text.ts';

describe('numbers in fields', () => {
  it('reads a point and a comma', () => {
    expect(readNumber(' 2.5 ')).toBe(2.5);
    expect(readNumber('2,5')).toBe(2.5);
    expect(readNumber('-.5')).toBe(-0.5);
    expect(readNumber('4.')).toBe(4);
  });

  it('reads nothing from what is no number', () => {
    for (const text of ['', '-', '1e9', '0x10', 'NaN', '1.2.3', 'Infinity', '5 s']) expect(readNumber(text), text).toBeUndefined();
  });

  it('writes no binary noise', () => {
    expect(writeNumber(0.1 + 0.2)).toBe('0.3');
    expect(writeNumber(5)).toBe('5');
  });

  it('steps on the grid and stops at the ends', () => {
    expect(stepped(0.6, 0.05, { min: 0, max: 1 })).toBe(0.65);
    expect(stepped(0.98, 0.05, { min: 0, max: 1 })).toBe(1);
    expect(stepped(3, -10, { min: 1 })).toBe(1);
    expect(stepped(2.3, 0.5, {})).toBe(3);
  });
});
