import { describe, expect, it } from 'vitest';
import { dollars, priceAfter, priceBefore } from '#editor/words/money.ts';
import { duration } from '#editor/words/time.ts';

describe('priceBefore', () => {
  it.each([
    [{ min: '0', max: '0' }, 'free'],
    [{ min: '0.42', max: '0.42' }, '≈ $0.42'],
    [{ min: '0.3', max: '0.55' }, '≈ $0.30–0.55'],
    [{ min: '0', max: '0.004' }, '≈ $0.00–0.004'],
  ])('writes %j as %s', (usd, text) => {
    expect(priceBefore(usd)).toBe(text);
  });
});

describe('priceAfter', () => {
  it('never writes $0.00 for what is free', () => {
    expect(priceAfter('0')).toBe('free');
    expect(priceAfter('1.5')).toBe('$1.50');
    expect(dollars(0.0005)).toBe('$0.0005');
  });
});

describe('duration', () => {
  it.each([
    [0, '0 s'],
    [4.23, '4.2 s'],
    [59.6, '1 m 0 s'],
    [108, '1 m 48 s'],
    [7300, '2 h 1 m'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
