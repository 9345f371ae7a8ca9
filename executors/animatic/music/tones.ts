import type { Lots } from '../drawing/lots.ts';
import { sampleRate } from '../sound/wav.ts';
import type { Note } from './note.ts';

/** The longest sound of one note, in seconds. */
export const longestNote = 13;

export const hertzOf = (midi: number): number => 440 * 2 ** ((midi - 69) / 12);
const framesOf = (seconds: number): number => Math.max(1, Math.round(Math.min(longestNote, seconds) * sampleRate));

/** Fades a sound in over `attack` and out over `release` seconds, in place. */
function shape(samples: Float32Array, attack: number, release: number): Float32Array {
  const rise = Math.max(1, Math.min(samples.length / 2, Math.round(attack * sampleRate)));
  const fall = Math.max(1, Math.min(samples.length / 2, Math.round(release * sampleRate)));
  for (let index = 0; index < rise; index++) samples[index] = (samples[index] ?? 0) * (0.5 - 0.5 * Math.cos((Math.PI * index) / rise));
  for (let index = 0; index < fall; index++) {
    const at = samples.length - 1 - index;
    samples[at] = (samples[at] ?? 0) * (0.5 - 0.5 * Math.cos((Math.PI * index) / fall));
  }
  return samples;
}

/** Adds a sine that dies away: `decay` is the seconds in which it loses 60 dB. */
function addPartial(samples: Float32Array, hertz: number, loud: number, decay: number, phase: number): void {
  const turn = (2 * Math.PI * hertz) / sampleRate;
  const shrink = 10 ** (-3 / (decay * sampleRate));
  const cosine = Math.cos(turn) * shrink;
  const sine = Math.sin(turn) * shrink;
  let x = Math.cos(phase) * loud;
  let y = Math.sin(phase) * loud;
  for (let index = 0; index < samples.length; index++) {
    samples[index] = (samples[index] as number) + y;
    const next = cosine * x - sine * y;
    y = sine * x + cosine * y;
    x = next;
  }
}

/** A soft piano with felt on its hammers: stretched partials, the high ones gone first. */
export function piano({ midi, seconds, bright }: Note): Float32Array {
  const hertz = hertzOf(midi);
  const ring = 4.2 * 2 ** ((60 - midi) / 20);
  const samples = new Float32Array(framesOf(Math.min(seconds + 0.2, ring)));
  for (let partial = 1; partial <= 8; partial++) {
    const pitch = hertz * partial * Math.sqrt(1 + 0.0004 * partial * partial);
    if (pitch > 9000) break;
    const loud = (0.55 / partial ** (1.75 - bright * 0.7)) * Math.abs(Math.sin(partial * Math.PI * 0.13)) * 2.2;
    addPartial(samples, pitch, loud, ring / (1 + 0.45 * (partial - 1)), partial * 0.7);
  }
  return shape(samples, 0.006, 0.18);
}

/** A plucked string after Karplus and Strong, started with soft noise. */
export function harp({ midi, seconds, bright }: Note, lots: Lots): Float32Array {
  const period = sampleRate / hertzOf(midi);
  const whole = Math.floor(period - 0.5);
  const part = period - 0.5 - whole;
  const line = new Float32Array(whole);
  let soft = 0;
  let softer = 0;
  for (let index = 0; index < line.length; index++) {
    soft += (lots.between(-1, 1) - soft) * (0.09 + bright * 0.2);
    softer += (soft - softer) * (0.09 + bright * 0.2);
    line[index] = softer * 4;
  }
  const mean = line.reduce((sum, sample) => sum + sample, 0) / line.length;
  const samples = new Float32Array(framesOf(Math.min(seconds + 0.2, 3.5)));
  const keep = 10 ** (-3 / (2.6 * hertzOf(midi) * 2 ** ((60 - midi) / 24)));
  let before = 0;
  let last = 0;
  for (let index = 0; index < samples.length; index++) {
    const at = index % line.length;
    const now = (line[at] as number) - mean * Number(index < line.length);
    const delayed = now * (1 - part) + before * part;
    before = now;
    samples[index] = delayed;
    line[at] = keep * 0.5 * (delayed + last);
    last = delayed;
  }
  return shape(samples, 0.005, 0.2);
}

/** A small bell: a sine bent by another one that fades faster. */
export function bell({ midi, seconds, bright }: Note): Float32Array {
  const turn = (2 * Math.PI * hertzOf(midi)) / sampleRate;
  const ring = Math.min(3.4, 1.2 + seconds);
  const samples = new Float32Array(framesOf(ring));
  const fade = 10 ** (-3 / (ring * sampleRate));
  const fadeBend = 10 ** (-3 / (ring * 0.35 * sampleRate));
  let loud = 0.5;
  let bend = 0.5 + bright;
  for (let index = 0; index < samples.length; index++) {
    samples[index] = loud * (Math.sin(turn * index + bend * Math.sin(turn * 3.003 * index)) + 0.22 * Math.sin(turn * 2.001 * index));
    loud *= fade;
    bend *= fadeBend;
  }
  return shape(samples, 0.004, 0.1);
}

/** A round bass string. */
export function bass({ midi, seconds }: Note): Float32Array {
  const samples = new Float32Array(framesOf(seconds + 0.12));
  const hertz = hertzOf(midi);
  const ring = Math.max(1.2, seconds * 1.6);
  addPartial(samples, hertz, 0.6, ring * 1.3, 0);
  addPartial(samples, hertz * 2, 0.42, ring, 0.4);
  addPartial(samples, hertz * 3, 0.2, ring * 0.6, 0.9);
  addPartial(samples, hertz * 4, 0.05, ring * 0.4, 0.2);
  return shape(samples, 0.014, 0.14);
}

/** A deep soft drum whose pitch falls. */
export function kick({ midi, seconds }: Note): Float32Array {
  const samples = new Float32Array(framesOf(Math.min(seconds, 0.7)));
  let phase = 0;
  for (let index = 0; index < samples.length; index++) {
    const time = index / sampleRate;
    phase += (2 * Math.PI * (hertzOf(midi) * 0.62 + 70 * Math.exp(-time * 38))) / sampleRate;
    samples[index] = Math.sin(phase) * Math.exp(-time * 8.5);
  }
  return shape(samples, 0.004, 0.1);
}

/** A large drum of film music: a kick with a skin. */
export function tom(note: Note, lots: Lots): Float32Array {
  const samples = kick(note);
  let soft = 0;
  for (let index = 0; index < samples.length; index++) {
    soft += (lots.between(-1, 1) - soft) * 0.09;
    samples[index] = (samples[index] as number) + soft * 0.9 * Math.exp((-index / sampleRate) * 22);
  }
  return shape(samples, 0.004, 0.05);
}

/** A handful of grains, shaken softly. */
export function shaker(_: Note, lots: Lots): Float32Array {
  const samples = new Float32Array(framesOf(0.09));
  let low = 0;
  let lower = 0;
  for (let index = 0; index < samples.length; index++) {
    const noise = lots.between(-1, 1);
    low += (noise - low) * 0.55;
    lower += (low - lower) * 0.25;
    samples[index] = (low - lower) * 0.5;
  }
  return shape(samples, 0.022, 0.06);
}
