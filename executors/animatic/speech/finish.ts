import { filterInPlace, highPass, highShelf, peaking } from '../sound/biquad.ts';
import { limit } from '../sound/limiter.ts';
import { loudnessMeter } from '../sound/loudness.ts';
import { toSampleRate } from '../sound/resample.ts';
import { reverb } from '../sound/reverb.ts';
import { type Stereo, sampleRate } from '../sound/wav.ts';
import type { Spoken } from './espeak.ts';

/** Spoken clauses and where they begin, in seconds; `frames` is the length of the whole at 48 kHz. */
export type Speech = { readonly clauses: readonly (Spoken & { readonly start: number })[]; readonly frames: number };

/** Loudness of all speech, LUFS, and the highest sample it may reach. */
const speechLoudness = -18;
const ceiling = 0.85;
const wet = 0.055;
const blockFrames = sampleRate;

/** Takes the boom and the sharpness out of the synthetic voice. */
const tone = [
  highPass({ hertz: 85, rate: sampleRate }),
  peaking({ hertz: 190, q: 0.8, decibels: 2, rate: sampleRate }),
  peaking({ hertz: 2900, q: 0.9, decibels: -3.5, rate: sampleRate }),
  highShelf({ hertz: 6500, decibels: -3, rate: sampleRate }),
];

/** Speech as it is heard: warm, in a small room, always equally loud, exactly `frames` long. */
export function finishSpeech({ clauses, frames }: Speech): Stereo {
  const dry = new Float32Array(frames);
  for (const { samples, rate, start } of clauses) lay(toSampleRate(samples, rate), dry, Math.round(start * sampleRate));
  for (const filter of tone) filterInPlace(dry, filter);
  const sound = { left: dry.slice(), right: dry.slice() };
  addRoom(dry, sound);
  level(sound);
  return sound;
}

function lay(samples: Float32Array, on: Float32Array, at: number): void {
  const fade = Math.round(sampleRate * 0.004);
  for (let index = 0; index < samples.length && at + index < on.length; index++) {
    const edge = Math.min(1, index / fade, (samples.length - 1 - index) / fade);
    on[at + index] = (on[at + index] ?? 0) + (samples[index] ?? 0) * edge;
  }
}

function addRoom(dry: Float32Array, sound: Stereo): void {
  const room = reverb({ seconds: 0.35, size: 0.55, damping: 0.45 });
  for (let from = 0; from < dry.length; from += blockFrames) {
    const frames = Math.min(blockFrames, dry.length - from);
    const send = dry.slice(from, from + frames).map((sample) => sample * wet);
    room.add({ left: send, right: send }, { left: sound.left.subarray(from), right: sound.right.subarray(from) }, frames);
  }
}

function level(sound: Stereo): void {
  const meter = loudnessMeter();
  meter.add(sound, sound.left.length);
  if (!Number.isFinite(meter.lufs())) return;
  const gain = 10 ** ((speechLoudness - meter.lufs()) / 20);
  for (const channel of [sound.left, sound.right])
    for (let index = 0; index < channel.length; index++) channel[index] = (channel[index] ?? 0) * gain;
  limit(sound, ceiling);
}
