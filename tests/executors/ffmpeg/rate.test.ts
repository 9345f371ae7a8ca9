import { describe, expect, it } from 'vitest';
import { framesIn, rateOf, samplesOf, timescaleOf } from '#executors/ffmpeg/rate.ts';

describe('a frame rate', () => {
  it.each([
    [30, '30/1', 15_360],
    [25, '25/1', 12_800],
    [24, '24/1', 12_288],
    [12.5, '25/2', 12_800],
    [29.97, '30000/1001', 30_000],
    [29.97003, '30000/1001', 30_000],
    [23.976, '24000/1001', 24_000],
    [59.94006, '60000/1001', 60_000],
    [1 / 3, '1/3', 16_384],
  ])('%d is meant as a fraction, with a whole number of ticks a frame', (fps, text, timescale) => {
    const rate = rateOf(fps);
    expect(`${rate.num}/${rate.den}`).toBe(text);
    expect(timescaleOf(rate)).toBe(timescale);
    expect((timescale * rate.den) % rate.num).toBe(0);
  });

  it('counts frames and samples without drift', () => {
    expect(framesIn(3, rateOf(30))).toBe(90);
    expect(framesIn(1.04, rateOf(12.5))).toBe(13);
    expect(samplesOf(30_000, rateOf(29.97), 48_000)).toBe(48_048_000);
  });

  it.each([0, -1, Number.NaN, 5000])('refuses %d', (fps) => expect(() => rateOf(fps)).toThrow(RangeError));
});
