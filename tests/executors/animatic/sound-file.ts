import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A WAV file as a test looks at it. */
export type Heard = {
  readonly frames: number;
  readonly rate: number;
  readonly channels: number;
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly sha256: string;
};

export function hear(path: string): Heard {
  const bytes = readFileSync(path);
  const channels = bytes.readUInt16LE(22);
  const frames = (bytes.length - 44) / 2 / channels;
  const left = new Float64Array(frames);
  const right = new Float64Array(frames);
  for (let index = 0; index < frames; index++) {
    left[index] = bytes.readInt16LE(44 + index * 4) / 32_768;
    right[index] = bytes.readInt16LE(46 + index * 4) / 32_768;
  }
  return { frames, rate: bytes.readUInt32LE(24), channels, left, right, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Level between two moments in dB below full scale. */
export function levelOf({ left, right, rate }: Heard, from: number, to: number): number {
  let power = 0;
  const [first, last] = [Math.round(from * rate), Math.round(to * rate)];
  for (let index = first; index < last; index++) power += ((left[index] ?? 0) ** 2 + (right[index] ?? 0) ** 2) / 2;
  return 10 * Math.log10(power / (last - first) + 1e-12);
}

/** Power of a pitch class (0 is C) between two moments, by Goertzel over four octaves. */
export function pitchClassPower({ left, rate }: Heard, pitchClass: number, from: number, to: number): number {
  return [36, 48, 60, 72].reduce((sum, base) => sum + tonePower(left, rate, 440 * 2 ** ((base + pitchClass - 69) / 12), [from, to]), 0);
}

function tonePower(samples: Float64Array, rate: number, hertz: number, [from, to]: readonly [number, number]): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  const [first, last] = [Math.round(from * rate), Math.round(to * rate)];
  let one = 0;
  let two = 0;
  for (let index = first; index < last; index++) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * (index - first)) / (last - first));
    const next = (samples[index] ?? 0) * window + turn * one - two;
    two = one;
    one = next;
  }
  return one * one + two * two - turn * one * two;
}

/** Integrated loudness in LUFS as ffmpeg measures it. */
export function loudnessOf(path: string): number {
  const args = ['-nostdin', '-hide_banner', '-nostats', '-i', path, '-af', 'ebur128=framelog=verbose', '-f', 'null', '-'];
  const report = execFileSync('sh', ['-c', 'exec ffmpeg "$@" 2>&1', 'sh', ...args], { encoding: 'utf8' });
  return Number(/Integrated loudness:\s+I:\s+(-?[\d.]+) LUFS/.exec(report)?.[1]);
}

/** The greatest sample, 0 to 1. */
export function peakOf({ left, right }: Heard): number {
  const most = (channel: Float64Array): number => channel.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  return Math.max(most(left), most(right));
}
