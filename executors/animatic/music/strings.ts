import { sampleRate } from '../sound/wav.ts';
import type { Note } from './note.ts';
import { hertzOf, longestNote } from './tones.ts';

const tableSize = 2048;
const highestHertz = 7000;
/** Vibrato moves the pitch once in so many frames. */
const vibratoFrames = 64;

/** Single waves of bowed strings by brightness and height, made when they are first needed. */
export type Waves = Map<string, Float32Array>;

function waveFor(midi: number, bright: number, waves: Waves): Float32Array {
  const step = Math.round(bright * 6);
  const octave = Math.ceil(midi / 6);
  const id = `${step}/${octave}`;
  const known = waves.get(id);
  if (known) return known;
  const wave = new Float32Array(tableSize + 1);
  const partials = Math.max(1, Math.min(24, Math.floor(highestHertz / hertzOf(octave * 6))));
  for (let partial = 1; partial <= partials; partial++) {
    const loud = 0.165 / partial ** (2.3 - (step / 6) * 1.1);
    for (let index = 0; index <= tableSize; index++)
      wave[index] = (wave[index] as number) + loud * Math.sin((2 * Math.PI * partial * index) / tableSize + partial * partial);
  }
  waves.set(id, wave);
  return wave;
}

/** One desk of a string section: three players a hair apart, a slow bow, a little vibrato. */
export function strings(note: Note, waves: Waves): Float32Array {
  const wave = waveFor(note.midi, note.bright, waves);
  const release = Math.min(0.9, note.seconds * 0.6);
  const samples = new Float32Array(Math.round(Math.min(longestNote, note.seconds + release) * sampleRate));
  for (const [player, cents] of [-0.055, 0, 0.06].entries()) addPlayer(samples, wave, hertzOf(note.midi + cents), player);
  const attack = note.start < 0.05 ? 0.16 : Math.min(0.5, note.seconds * 0.3);
  return bowed(samples, attack, release, note.tremolo === true);
}

function addPlayer(samples: Float32Array, wave: Float32Array, hertz: number, player: number): void {
  const step = (tableSize * hertz) / sampleRate;
  const vibrato = (2 * Math.PI * (4.6 + player * 0.37)) / sampleRate;
  let position = (tableSize * (player * 0.31 + 0.07)) % tableSize;
  for (let from = 0; from < samples.length; from += vibratoFrames) {
    const bent = step * (1 + 0.0016 * Math.sin(vibrato * from + player * 2));
    const to = Math.min(samples.length, from + vibratoFrames);
    for (let index = from; index < to; index++) {
      const whole = position | 0;
      const low = wave[whole] as number;
      samples[index] = (samples[index] as number) + low + ((wave[whole + 1] as number) - low) * (position - whole);
      position += bent;
      if (position >= tableSize) position -= tableSize;
    }
  }
}

function bowed(samples: Float32Array, attack: number, release: number, tremolo: boolean): Float32Array {
  const rise = Math.max(1, Math.min(samples.length / 2, attack * sampleRate));
  const fall = Math.max(1, Math.min(samples.length / 2, release * sampleRate));
  const shake = (2 * Math.PI * 7.2) / sampleRate;
  for (let index = 0; index < samples.length; index++) {
    const edge = Math.min(1, index / rise, (samples.length - 1 - index) / fall);
    const smooth = edge * edge * (3 - 2 * edge);
    samples[index] = (samples[index] as number) * smooth * (tremolo ? 0.72 + 0.28 * Math.sin(shake * index) : 1);
  }
  return samples;
}
