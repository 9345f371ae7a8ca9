import { describe, expect, it } from 'vitest';
import { copyOf, cutsOf } from '#executors/ffmpeg/concat-plan.ts';

const rate = { num: 30, den: 1 };

describe('cutsOf', () => {
  it('takes the same number of frames from both sides of each cut', () => {
    expect(cutsOf([90, 90, 90], { kind: 'crossfade', seconds: 0.5, rate })).toEqual({ cuts: [{ half: 8 }, { half: 8 }], shortened: false });
    expect(cutsOf([90, 90], { kind: 'cut', seconds: 0.5, rate })).toEqual({ cuts: [{ half: 0 }], shortened: false });
    expect(cutsOf([90], { kind: 'crossfade', seconds: 0.5, rate })).toEqual({ cuts: [], shortened: false });
  });

  it('blends four to six frames', () => {
    expect(cutsOf([90, 90], { kind: 'blend', seconds: 0.05, rate }).cuts).toEqual([{ half: 2 }]);
    expect(cutsOf([90, 90], { kind: 'blend', seconds: 3, rate }).cuts).toEqual([{ half: 3 }]);
  });

  it('never lets two transitions meet within a clip', () => {
    const { cuts, shortened } = cutsOf([90, 11, 1, 90], { kind: 'crossfade', seconds: 3, rate });
    expect(cuts).toEqual([{ half: 5 }, { half: 0 }, { half: 0 }]);
    expect(shortened).toBe(true);
  });
});

describe('copyOf', () => {
  it('copies from the first key frame behind the transition to the next transition', () => {
    expect(copyOf({ frames: 90, before: 8, after: 10, keys: [0, 30, 60] })).toEqual({ from: 30, to: 80 });
    expect(copyOf({ frames: 90, before: 0, after: 0, keys: [] })).toEqual({ from: 0, to: 90 });
    expect(copyOf({ frames: 90, before: 30, after: 0, keys: [0, 30, 60] })).toEqual({ from: 30, to: 90 });
  });

  it('copies nothing where no key frame lies between two transitions', () => {
    expect(copyOf({ frames: 40, before: 8, after: 15, keys: [0, 30] })).toEqual({ from: 25, to: 25 });
    expect(copyOf({ frames: 40, before: 8, after: 15, keys: [0] })).toEqual({ from: 25, to: 25 });
  });
});
