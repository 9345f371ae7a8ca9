import { hopSeconds } from './levels.ts';

/** A part of a sound in seconds. */
export type Part = { readonly from: number; readonly to: number };

const belowPeakDb = 50;
const quietestDb = -65;
/** Soft beginnings and endings of words lie below the threshold. */
const before = 0.08;
const after = 0.2;

/** Where the words of a voice lie between the silences at its ends, or nothing where it is silent. `levels` as `measureLevels` gives them. */
export function wordsIn(levels: Float32Array, seconds: number): Part | undefined {
  const peak = levels.reduce((most, level) => Math.max(most, level), Number.NEGATIVE_INFINITY);
  const threshold = Math.max(quietestDb, peak - belowPeakDb);
  const first = levels.findIndex((level) => level > threshold);
  if (first < 0) return undefined;
  const last = levels.findLastIndex((level) => level > threshold);
  return { from: Math.max(0, first * hopSeconds - before), to: Math.min(seconds, (last + 1) * hopSeconds + after) };
}
