import type { Lots } from '../drawing/lots.ts';
import { bandPass, type Biquad, filterInPlace, highPass, lowPass } from '../sound/biquad.ts';
import { sampleRate } from '../sound/wav.ts';

export const surroundings = ['waves', 'wind', 'rain', 'thunder', 'fire'] as const;
export type Surrounding = (typeof surroundings)[number];

/** Sounds of nature are made in pieces of this many frames. */
export const stepFrames = 480;

/** Gives the next `count` frames; `at` is the frame of the film at which they begin. */
export type Source = (at: number, count: number) => Float32Array;
type About = { readonly lots: Lots; readonly side: number; readonly strikes: readonly number[] };

/** One channel of a sound of nature. */
export function sourceOf(kind: Surrounding, about: About): Source {
  return { waves, wind, rain, thunder, fire }[kind](about);
}

/** When lightning is heard, in seconds: soon after a storm begins and then every few seconds. */
export function strikesOf(storms: readonly { readonly start: number; readonly end: number }[], lots: Lots): number[] {
  return storms.flatMap(({ start, end }) => {
    const times: number[] = [];
    for (let at = start + lots.between(0.2, 0.5); at < end - 0.4; at += lots.between(3.5, 6.5)) times.push(at);
    return times;
  });
}

function noise(lots: Lots, count: number): Float32Array {
  const samples = new Float32Array(count);
  for (let index = 0; index < count; index++) samples[index] = lots.next() * 2 - 1;
  return samples;
}

/** Noise through fixed filters, without a seam between pieces. */
function filtered(lots: Lots, filters: readonly Biquad[]): (count: number) => Float32Array {
  const memories = filters.map(() => new Float64Array(4));
  return (count) => {
    const samples = noise(lots, count);
    filters.forEach((filter, index) => filterInPlace(samples, filter, memories[index]));
    return samples;
  };
}

const rate = sampleRate;
const blend = (one: Float32Array, by: (index: number) => number): Float32Array => one.map((sample, index) => sample * by(index));

/** Surf: a dark swell that comes and goes, with spray on its crest. */
function waves({ lots, side }: About): Source {
  const body = filtered(lots, [lowPass({ hertz: 620, rate }), highPass({ hertz: 60, rate })]);
  const spray = filtered(lots, [highPass({ hertz: 1600, rate }), lowPass({ hertz: 6500, rate })]);
  return (at, count) => {
    const spatter = spray(count);
    const swell = (index: number): number => {
      const seconds = (at + index) / sampleRate + side * 0.35;
      return (0.5 - 0.5 * Math.cos((2 * Math.PI * seconds) / 6.1 + 1.2)) * (0.75 + 0.25 * Math.sin((2 * Math.PI * seconds) / 10.7));
    };
    return blend(body(count), (index) => 2.6 * (0.4 + 0.6 * swell(index))).map((sample, index) => sample + (spatter[index] as number) * 0.4 * swell(index) ** 3);
  };
}

/** Wind that wanders in pitch and strength. */
function wind({ lots, side }: About): Source {
  const memory = new Float64Array(4);
  return (at, count) => {
    const seconds = at / sampleRate + side * 1.7;
    const wander = Math.sin(seconds * 0.9) + 0.6 * Math.sin(seconds * 2.3 + 1) + 0.4 * Math.sin(seconds * 0.37 + side);
    const samples = noise(lots, count);
    filterInPlace(samples, bandPass({ hertz: 430 + 110 * wander, q: 2.2, rate }), memory);
    const next = (index: number): number => 2.6 + 0.7 * Math.sin((seconds + index / sampleRate) * 1.3);
    return blend(samples, next);
  };
}

/** Even rain with single drops in it. */
function rain({ lots }: About): Source {
  const hiss = filtered(lots, [highPass({ hertz: 1300, rate }), lowPass({ hertz: 7500, rate })]);
  let drop = 0;
  return (_, count) =>
    hiss(count).map((sample) => {
      if (lots.next() < 0.0006) drop = 1;
      drop *= 0.985;
      return sample * (0.8 + drop * 1.6);
    });
}

/** Thunder: a crack in the distance that rolls on for seconds. */
function thunder({ lots, strikes }: About): Source {
  const deep = filtered(lots, [lowPass({ hertz: 130, rate }), highPass({ hertz: 28, rate })]);
  const crack = filtered(lots, [lowPass({ hertz: 700, rate }), highPass({ hertz: 90, rate })]);
  return (at, count) => {
    const edge = crack(count);
    return deep(count).map((sample, index) => {
      const seconds = (at + index) / sampleRate;
      const past = seconds - (strikes.findLast((strike) => strike <= seconds) ?? -100);
      const rise = Math.min(1, past / 0.05);
      const roll = Math.exp(-past / 1.5) * (0.65 + 0.35 * Math.sin(past * 9 + Math.sin(past * 3.1) * 2));
      return rise * (sample * 7 * roll + (edge[index] as number) * 1.1 * Math.exp(-past / 0.28));
    });
  };
}

/** A fire that hums and crackles. */
function fire({ lots }: About): Source {
  const hum = filtered(lots, [lowPass({ hertz: 380, rate }), highPass({ hertz: 70, rate })]);
  const snap = filtered(lots, [bandPass({ hertz: 2600, q: 0.8, rate })]);
  let spark = 0;
  let glow = 0;
  return (_, count) => {
    const snaps = snap(count);
    return hum(count).map((sample, index) => {
      if (lots.next() < 0.00016) spark = lots.between(0.4, 1);
      spark *= 0.9965;
      glow += (spark - glow) * 0.03;
      return sample * 1.8 + (snaps[index] as number) * glow * 2.4;
    });
  };
}
