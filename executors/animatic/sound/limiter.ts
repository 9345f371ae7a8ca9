import { type Stereo, sampleRate } from './wav.ts';

const lookAhead = Math.round(sampleRate * 0.004);

/**
 * Holds sound under `ceiling` in place: turns it down smoothly a few milliseconds before a peak and up again after it.
 * Sound that stays under the ceiling is left as it is.
 */
export function limit({ left, right }: Stereo, ceiling: number): void {
  const frames = left.length;
  const release = Math.exp(-1 / (sampleRate * 0.08));
  const gains = new Float32Array(frames + lookAhead).fill(1);
  for (let index = 0; index < frames; index++) {
    const peak = Math.max(Math.abs(left[index] ?? 0), Math.abs(right[index] ?? 0));
    if (peak <= ceiling) continue;
    const gain = ceiling / peak;
    for (let back = 0; back <= lookAhead && back <= index; back++) {
      const ramp = gain + ((1 - gain) * back) / lookAhead;
      if ((gains[index - back] ?? 1) > ramp) gains[index - back] = ramp;
    }
  }
  let gain = 1;
  for (let index = 0; index < frames; index++) {
    gain = Math.min(gains[index] ?? 1, 1 - (1 - gain) * release);
    left[index] = (left[index] ?? 0) * gain;
    right[index] = (right[index] ?? 0) * gain;
  }
}
