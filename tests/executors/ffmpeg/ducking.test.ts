import { describe, expect, it } from 'vitest';
import { curveRate, duckingCurve } from '#executors/ffmpeg/ducking.ts';

/** Levels every 10 ms: a voice between the moments given. */
const levels = (seconds: number, ...spoken: [number, number][]): Float32Array =>
  Float32Array.from({ length: seconds * 100 }, (_, hop) => (spoken.some(([from, to]) => hop / 100 >= from && hop / 100 < to) ? -20 : -90));
const at = (curve: Float32Array, seconds: number): number => 20 * Math.log10(curve[Math.round(seconds * curveRate)] ?? 0);

describe('duckingCurve', () => {
  it('is all the way down when the first word begins and all the way up well after the last', () => {
    const curve = duckingCurve(levels(8, [3, 5]), { duckDb: 12, seconds: 8 });
    expect(curve).toHaveLength(8 * curveRate);
    expect(at(curve, 2.8)).toBeCloseTo(0, 1);
    expect(at(curve, 3)).toBeCloseTo(-12, 0);
    expect(at(curve, 4)).toBeCloseTo(-12, 3);
    expect(at(curve, 6.2)).toBeCloseTo(0, 3);
  });

  it('stays down over a short pause and comes up in a long one', () => {
    const curve = duckingCurve(levels(10, [1, 2], [2.4, 3], [6, 7]), { duckDb: 10, seconds: 10 });
    expect(at(curve, 2.2)).toBeCloseTo(-10, 3);
    expect(at(curve, 4.8)).toBeCloseTo(0, 3);
  });

  it('changes without a jump', () => {
    const curve = duckingCurve(levels(4, [1, 2]), { duckDb: 40, seconds: 4 });
    const steps = [...curve].map((value, index) => Math.abs(value - (curve[index - 1] ?? value)));
    expect(Math.max(...steps)).toBeLessThan(0.02);
  });

  it('leaves everything as it is without a voice and without a depth', () => {
    expect(duckingCurve(levels(2), { duckDb: 12, seconds: 2 }).every((gain) => gain === 1)).toBe(true);
    expect(duckingCurve(levels(2, [0, 2]), { duckDb: 0, seconds: 2 }).every((gain) => gain === 1)).toBe(true);
    expect(duckingCurve(new Float32Array(), { duckDb: 12, seconds: 0.5 })).toHaveLength(500);
  });
});
