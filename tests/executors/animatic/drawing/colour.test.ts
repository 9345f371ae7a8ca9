import { describe, expect, it } from 'vitest';
import { css, hex, lightness, mix } from '#executors/animatic/drawing/colour.ts';
import { accents } from '#executors/animatic/drawing/inks.ts';
import { lotsOf } from '#executors/animatic/drawing/lots.ts';
import { paletteOf } from '#executors/animatic/drawing/palette.ts';
import { moods } from '#executors/animatic/scene.ts';

describe('mix', () => {
  it('begins and ends with its colours and grows evenly to the eye', () => {
    const [dark, bright] = [hex('#101530'), hex('#ffe3b3')];
    expect(css(mix(dark, bright, 0))).toBe(css(dark));
    expect(css(mix(dark, bright, 1))).toBe(css(bright));
    const steps = [0, 0.25, 0.5, 0.75, 1].map((share) => lightness(mix(dark, bright, share)));
    const rises = steps.slice(1).map((step, index) => step - (steps[index] ?? 0));
    expect(Math.max(...rises) - Math.min(...rises)).toBeLessThan(0.01);
  });
});

describe('paletteOf', () => {
  it('keeps the ink of every mood well below its horizon, so that silhouettes stand out', () => {
    for (const mood of moods) {
      const { ink, sky } = paletteOf(mood);
      const brightest = Math.max(...sky.map(lightness));
      expect(brightest - lightness(ink), mood).toBeGreaterThan(0.2);
    }
  });
});

describe('accents', () => {
  it('are all clearly different', () => {
    for (const [index, one] of accents.entries())
      for (const other of accents.slice(index + 1))
        expect(one.reduce((sum, part, at) => sum + Math.abs(part - (other[at] ?? 0)), 0)).toBeGreaterThan(0.2);
  });
});

describe('lotsOf', () => {
  it('draws the same lots for the same seed, evenly', () => {
    const draw = (...seed: readonly (string | number)[]) => Array.from({ length: 2000 }, lotsOf(...seed).next);
    expect(draw('a', 1)).toEqual(draw('a', 1));
    expect(draw('a', 1)[0]).not.toBe(draw('a', 2)[0]);
    expect(draw('b').reduce((sum, lot) => sum + lot, 0) / 2000).toBeCloseTo(0.5, 1);
  });
});
