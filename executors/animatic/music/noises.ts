import type { Lots } from '../drawing/lots.ts';
import { type Biquad, bandPass, filterInPlace, highPass, lowPass } from '../sound/biquad.ts';
import { sampleRate } from '../sound/wav.ts';

export const surroundings = ['waves', 'wind', 'rain', 'thunder', 'fire'] as const;
export type Surrounding = (typeof surroundings)[number];

/** Sounds of nature are made in pieces of this many frames. */
export const stepFrames = 960;

/** Fills `into` with the next frames; `at` is the frame of the film at which they begin. */
export type Source = (at: number, into: Float32Array) => void;
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

const rate = sampleRate;

/** Noise through fixed filters, without a seam between pieces. */
function filtered(lots: Lots, filters: readonly Biquad[]): (samples: Float32Array) => Float32Array {
  const memories = filters.map(() => new Float64Array(4));
  return (samples) => {
    fillNoise(samples, lots);
    for (const [index, filter] of filters.entries()) filterInPlace(samples, filter, memories[index]);
    return samples;
  };
}

function fillNoise(samples: Float32Array, lots: Lots): void {
  for (let index = 0; index < samples.length; index++) samples[index] = lots.next() * 2 - 1;
}

/** Multiplies by a line from `from` to `to` and adds a second sound that is weighed likewise. */
function blend(
  into: Float32Array,
  [from, to]: readonly [number, number],
  other: Float32Array,
  [otherFrom, otherTo]: readonly [number, number],
): void {
  const step = (to - from) / into.length;
  const otherStep = (otherTo - otherFrom) / into.length;
  for (let index = 0; index < into.length; index++) {
    into[index] = (into[index] as number) * (from + step * index) + (other[index] as number) * (otherFrom + otherStep * index);
  }
}

/** Surf: a dark swell that comes and goes, with spray on its crest. */
function waves({ lots, side }: About): Source {
  const body = filtered(lots, [lowPass({ hertz: 620, rate }), highPass({ hertz: 60, rate })]);
  const spray = filtered(lots, [highPass({ hertz: 1600, rate }), lowPass({ hertz: 6500, rate })]);
  const spatter = new Float32Array(stepFrames);
  const swell = (at: number): number => {
    const seconds = at / sampleRate + side * 0.35;
    return (0.5 - 0.5 * Math.cos((2 * Math.PI * seconds) / 6.1 + 1.2)) * (0.75 + 0.25 * Math.sin((2 * Math.PI * seconds) / 10.7));
  };
  return (at, into) => {
    const from = swell(at);
    const to = swell(at + into.length);
    spray(spatter);
    blend(body(into), [1.04 + 1.56 * from, 1.04 + 1.56 * to], spatter, [0.4 * from ** 3, 0.4 * to ** 3]);
  };
}

/** Wind that wanders in pitch and strength. */
function wind({ lots, side }: About): Source {
  const memory = new Float64Array(4);
  const strength = (seconds: number): number => 2.6 + 0.7 * Math.sin(seconds * 1.3);
  return (at, into) => {
    const seconds = at / sampleRate + side * 1.7;
    const wander = Math.sin(seconds * 0.9) + 0.6 * Math.sin(seconds * 2.3 + 1) + 0.4 * Math.sin(seconds * 0.37 + side);
    fillNoise(into, lots);
    filterInPlace(into, bandPass({ hertz: 430 + 110 * wander, q: 2.2, rate }), memory);
    blend(into, [strength(seconds), strength(seconds + into.length / sampleRate)], into, [0, 0]);
  };
}

/** Even rain with single drops in it. */
function rain({ lots }: About): Source {
  const hiss = filtered(lots, [highPass({ hertz: 1300, rate }), lowPass({ hertz: 7500, rate })]);
  let drop = 0;
  return (_, into) => {
    hiss(into);
    for (let index = 0; index < into.length; index++) {
      if (lots.next() < 0.0006) drop = 1;
      drop *= 0.985;
      into[index] = (into[index] as number) * (0.8 + drop * 1.6);
    }
  };
}

/** Thunder: a crack in the distance that rolls on for seconds. */
function thunder({ lots, strikes }: About): Source {
  const deep = filtered(lots, [lowPass({ hertz: 130, rate }), highPass({ hertz: 28, rate })]);
  const crack = filtered(lots, [lowPass({ hertz: 700, rate }), highPass({ hertz: 90, rate })]);
  const edge = new Float32Array(stepFrames);
  const roll = (past: number): number =>
    past < 0 ? 0 : 7 * Math.min(1, past / 0.05) * Math.exp(-past / 1.5) * (0.65 + 0.35 * Math.sin(past * 9 + Math.sin(past * 3.1) * 2));
  const snap = (past: number): number => (past < 0 ? 0 : 1.1 * Math.min(1, past / 0.05) * Math.exp(-past / 0.28));
  return (at, into) => {
    const seconds = at / sampleRate;
    const to = seconds + into.length / sampleRate;
    const strike = strikes.findLast((time) => time <= seconds) ?? -100;
    crack(edge);
    blend(deep(into), [roll(seconds - strike), roll(to - strike)], edge, [snap(seconds - strike), snap(to - strike)]);
  };
}

/** A fire that hums and crackles. */
function fire({ lots }: About): Source {
  const hum = filtered(lots, [lowPass({ hertz: 380, rate }), highPass({ hertz: 70, rate })]);
  const snap = filtered(lots, [bandPass({ hertz: 2600, q: 0.8, rate })]);
  const snaps = new Float32Array(stepFrames);
  let spark = 0;
  let glow = 0;
  return (_, into) => {
    snap(snaps);
    hum(into);
    for (let index = 0; index < into.length; index++) {
      if (lots.next() < 0.00016) spark = lots.between(0.4, 1);
      spark *= 0.9965;
      glow += (spark - glow) * 0.03;
      into[index] = (into[index] as number) * 1.8 + (snaps[index] as number) * glow * 2.4;
    }
  };
}
