import { type Stereo, sampleRate } from './wav.ts';

/** Lengths of the eight lines in samples at size 1: without common divisors, so that no pitch rings out. */
const lengths = [1447, 1753, 2029, 2389, 2801, 3187, 3593, 3967];
const spread = Math.SQRT1_2 / 2;

/** Keeps a dying tail out of the numbers that processors are slow with. */
const nothing = 1e-25;

/** Adds a room to sound, block by block. */
type Reverb = { add(send: Stereo, to: Stereo, frames: number): void };

/**
 * A room of eight delay lines that feed each other. `seconds` is how long it rings, `size` scales the lines, `damping`
 * from 0 to 1 takes the brightness out of the tail.
 */
export function reverb({ seconds, size, damping }: { seconds: number; size: number; damping: number }): Reverb {
  const lines = lengths.map((length) => new Float32Array(Math.max(16, Math.round(length * size))));
  const feedback = Float64Array.from(lines, (line) => 10 ** ((-3 * line.length) / sampleRate / seconds));
  const count = lines.length;
  const positions = new Int32Array(lines.length);
  const tones = new Float64Array(lines.length);
  const outs = new Float64Array(lines.length);

  const turn = (inLeft: number, inRight: number): void => {
    let sum = 0;
    for (let index = 0; index < count; index++) {
      const raw = (lines[index] as Float32Array)[positions[index] as number] as number;
      const tone = (tones[index] as number) * damping + raw * (1 - damping) + nothing;
      tones[index] = tone;
      const out = tone * (feedback[index] as number);
      outs[index] = out;
      sum += out;
    }
    const mixed = sum / 4;
    for (let index = 0; index < count; index++) {
      const line = lines[index] as Float32Array;
      const at = positions[index] as number;
      line[at] = ((index & 1) === 0 ? inLeft : inRight) + mixed - (outs[index] as number);
      positions[index] = at + 1 === line.length ? 0 : at + 1;
    }
  };

  return {
    add(send, to, frames) {
      for (let index = 0; index < frames; index++) {
        turn(send.left[index] as number, send.right[index] as number);
        to.left[index] =
          (to.left[index] as number) + spread * ((outs[0] as number) + (outs[2] as number) + (outs[4] as number) - (outs[6] as number));
        to.right[index] =
          (to.right[index] as number) + spread * ((outs[1] as number) + (outs[3] as number) + (outs[5] as number) - (outs[7] as number));
      }
    },
  };
}
