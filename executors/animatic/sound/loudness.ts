import { type Biquad, filterInPlace } from './biquad.ts';
import { type Stereo, sampleRate } from './wav.ts';

/** The two filters of ITU-R BS.1770 at 48 kHz: the head's shelf and the low cut. */
const weighting: readonly Biquad[] = [
  { b0: 1.53512485958697, b1: -2.69169618940638, b2: 1.19839281085285, a1: -1.69065929318241, a2: 0.73248077421585 },
  { b0: 1, b1: -2, b2: 1, a1: -1.99004745483398, a2: 0.99007225036621 },
];
const stepFrames = sampleRate / 10;
const stepsPerBlock = 4;

const levelOf = (power: number): number => -0.691 + 10 * Math.log10(power);
const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;

/** Measures loudness while sound passes by in blocks of any length. */
type Meter = {
  add(sound: Stereo, frames: number): void;
  /** Integrated loudness by BS.1770 in LUFS; sound shorter than 0.4 s counts as one block. -Infinity for silence. */
  lufs(): number;
  /** The greatest sample, 0 to 1 and more. */
  peak(): number;
};

export function loudnessMeter(): Meter {
  const memories = [0, 1].map(() => weighting.map(() => new Float64Array(4)));
  const steps: number[] = [];
  let power = 0;
  let filled = 0;
  let peak = 0;
  return {
    add(sound, frames) {
      const [left, right] = [sound.left, sound.right].map((channel, index) => weighed(channel.slice(0, frames), memories[index]));
      peak = Math.max(peak, peakOf(sound.left, frames), peakOf(sound.right, frames));
      for (let index = 0; index < frames; index++) {
        power += (left?.[index] as number) ** 2 + (right?.[index] as number) ** 2;
        filled += 1;
        if (filled < stepFrames) continue;
        steps.push(power / stepFrames);
        power = 0;
        filled = 0;
      }
    },
    lufs: () => gated(blocksOf(steps.length < stepsPerBlock && filled > 0 ? [...steps, power / filled] : steps)),
    peak: () => peak,
  };
}

function weighed(channel: Float32Array, memories: readonly Float64Array[] = []): Float32Array {
  for (const [stage, filter] of weighting.entries()) filterInPlace(channel, filter, memories[stage]);
  return channel;
}

function peakOf(channel: Float32Array, frames: number): number {
  let peak = 0;
  for (let index = 0; index < frames; index++) peak = Math.max(peak, Math.abs(channel[index] as number));
  return peak;
}

function blocksOf(steps: readonly number[]): number[] {
  if (steps.length < stepsPerBlock) return steps.length === 0 ? [] : [mean(steps)];
  return Array.from({ length: steps.length - stepsPerBlock + 1 }, (_, index) => mean(steps.slice(index, index + stepsPerBlock)));
}

function gated(blocks: readonly number[]): number {
  const audible = blocks.filter((power) => power > 0 && levelOf(power) > -70);
  if (audible.length === 0) return Number.NEGATIVE_INFINITY;
  const gate = levelOf(mean(audible)) - 10;
  return levelOf(mean(audible.filter((power) => levelOf(power) > gate)));
}
