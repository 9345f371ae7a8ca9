import { type Stereo, sampleRate } from './wav.ts';

/** Lengths of the eight lines in samples at size 1: without common divisors, so that no pitch rings out. */
const lengths = [1447, 1753, 2029, 2389, 2801, 3187, 3593, 3967];
const spread = Math.SQRT1_2 / 2;

/** Adds a room to sound, block by block. */
export type Reverb = { add(send: Stereo, to: Stereo, frames: number): void };

/**
 * A room of eight delay lines that feed each other. `seconds` is how long it rings, `size` scales the lines, `damping`
 * from 0 to 1 takes the brightness out of the tail.
 */
export function reverb({ seconds, size, damping }: { seconds: number; size: number; damping: number }): Reverb {
  const lines = lengths.map((length) => new Float32Array(Math.max(16, Math.round(length * size))));
  const feedback = lines.map((line) => 10 ** ((-3 * line.length) / sampleRate / seconds));
  const positions = new Int32Array(lines.length);
  const tones = new Float64Array(lines.length);
  const outs = new Float64Array(lines.length);

  const turn = (inLeft: number, inRight: number): void => {
    let sum = 0;
    for (let index = 0; index < lines.length; index++) {
      const raw = lines[index]?.[positions[index] ?? 0] ?? 0;
      const tone = (tones[index] ?? 0) * damping + raw * (1 - damping);
      tones[index] = Math.abs(tone) < 1e-18 ? 0 : tone;
      outs[index] = tone * (feedback[index] ?? 0);
      sum += outs[index] ?? 0;
    }
    const mixed = sum / 4;
    for (let index = 0; index < lines.length; index++) {
      const line = lines[index] as Float32Array;
      const at = positions[index] ?? 0;
      line[at] = (index % 2 === 0 ? inLeft : inRight) + mixed - (outs[index] ?? 0);
      positions[index] = at + 1 === line.length ? 0 : at + 1;
    }
  };

  return {
    add(send, to, frames) {
      for (let index = 0; index < frames; index++) {
        turn(send.left[index] ?? 0, send.right[index] ?? 0);
        to.left[index] = (to.left[index] ?? 0) + spread * ((outs[0] ?? 0) + (outs[2] ?? 0) + (outs[4] ?? 0) - (outs[6] ?? 0));
        to.right[index] = (to.right[index] ?? 0) + spread * ((outs[1] ?? 0) + (outs[3] ?? 0) + (outs[5] ?? 0) - (outs[7] ?? 0));
      }
    },
  };
}
