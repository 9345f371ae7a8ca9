import { describe, expect, it } from 'vitest';
import { mostMade, priceOf, type Row } from '#nodes/price.ts';

const tokens = {
  text: 200,
  cached: 20,
  picture: 8_000,
  most: { read: 1_000, readPerPicture: 500, made: 100, madePerCharacter: 2, madePerShot: 50, madePerSquare: 400 },
} as const;
const row: Row = {
  id: 'a/b',
  title: 'B',
  provider: 'a',
  rev: 1,
  kinds: ['plan-shots'],
  tier: 'draft',
  takes: ['brief'],
  price: { per: 'thousand tokens', micros: 1_250, tokens },
  pace: { base: 1, perSecond: 0 },
  available: true,
};
const asked = (params: object = {}, reads: object = {}) => ({ params: { ...params }, reads: { ...reads } });

describe('a price by tokens', () => {
  it('counts what is read and the most that is made', () => {
    const micros = ((1_000 + 40) * 200 + (100 + 80 + 400) * 1_250) / 1_000;
    expect(priceOf(row, undefined, { characters: 40 }, asked())).toBe(micros);
  });

  it('grows with the shots of a plan and takes the most where their number is open', () => {
    const made = (shots: unknown): number => mostMade(tokens, { asked: asked({ shots }), text: { characters: 40 } });
    expect([made(6), made(12), made('auto')]).toEqual([800, 1_100, 1_100]);
  });

  it('grows with the pixels of a picture, in steps of 16, and never below one square', () => {
    const made = (width: number, height: number): number => mostMade(tokens, { gives: { width, height }, asked: asked() });
    expect([made(64, 64), made(1024, 1024), made(2048, 1024)]).toEqual([500, 500, 900]);
    expect(made(1920, 1080)).toBe(made(1920, 1088));
  });

  it('counts the pictures that are read at their own price', () => {
    const alone = priceOf(row, undefined, undefined, asked());
    expect(priceOf(row, undefined, undefined, asked({}, { reference: 'x' })) - alone).toBe(4_000);
    expect(priceOf(row, undefined, undefined, asked({}, { reference: 'x', mask: 'y' })) - alone).toBe(8_000);
  });
});

describe('a price by characters', () => {
  it('counts those of the text, or of the words of a shot', () => {
    const spoken: Row = { ...row, price: { per: 'character', micros: 15 } };
    expect(priceOf(spoken, undefined, { characters: 7 })).toBe(105);
  });
});
