import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { fontOf, rightToLeft, shorten, wrap } from '#executors/animatic/drawing/lettering.ts';

const pen = createCanvas(10, 10).getContext('2d');
pen.font = fontOf(500, 20);

describe('wrap', () => {
  it('breaks between words, loses none and keeps each line within the width', () => {
    const text = 'A lighthouse keeper walks down to the water, finds a bottle — and (at last) reads.';
    const lines = wrap(pen, text, 260, 9);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.join(' ')).toBe(text);
    for (const line of lines) expect(pen.measureText(line).width).toBeLessThanOrEqual(260);
  });

  it('breaks scripts without spaces between their words, and never begins a line with a full stop', () => {
    const lines = wrap(pen, '灯台守が夕暮れの海へ歩いていく。風が強い。', 130, 9);
    expect(lines.join('')).toBe('灯台守が夕暮れの海へ歩いていく。風が強い。');
    for (const line of lines) expect(line).not.toMatch(/^[。、]/);
  });

  it('ends in an ellipsis where two lines are not enough', () => {
    const lines = wrap(pen, 'word '.repeat(80), 300, 2);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/…$/);
    expect(pen.measureText(lines[1] ?? '').width).toBeLessThanOrEqual(300);
  });

  it('cuts a word that is wider than a line', () => {
    expect(wrap(pen, 'x'.repeat(200), 200, 20).join('')).toBe('x'.repeat(200));
  });
});

describe('shorten', () => {
  it('leaves what fits and never cuts an emoji in two', () => {
    expect(shorten(pen, 'short', 200)).toBe('short');
    expect(shorten(pen, '👨‍👩‍👧‍👦'.repeat(30), 200)).toMatch(/^(?:👨‍👩‍👧‍👦)+…$/u);
  });
});

describe('rightToLeft', () => {
  it('tells Arabic and Hebrew by their first letter', () => {
    expect([rightToLeft('«منارة»'), rightToLeft('מגדלור'), rightToLeft('1. Lighthouse منارة'), rightToLeft('')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
