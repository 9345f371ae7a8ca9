import { sampleRate } from './wav.ts';

const taps = 32;

const greatestDivisor = (one: number, other: number): number => (other === 0 ? one : greatestDivisor(other, one % other));

/** Brings samples of any rate to 48 kHz by a windowed sinc; the result is as long in time, to the sample. */
export function toSampleRate(samples: Float32Array, rate: number): Float32Array<ArrayBuffer> {
  const divisor = greatestDivisor(sampleRate, rate);
  const up = sampleRate / divisor;
  const down = rate / divisor;
  const table = kernel(up, Math.min(1, sampleRate / rate));
  const result = new Float32Array(Math.round((samples.length * up) / down));
  for (let index = 0; index < result.length; index++) {
    const position = index * down;
    const phase = position % up;
    const first = (position - phase) / up - taps / 2 + 1;
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) sum += (samples[first + tap] ?? 0) * (table[phase * taps + tap] ?? 0);
    result[index] = sum;
  }
  return result;
}

/** The weights of the taps for each position between two samples. */
function kernel(phases: number, cutoff: number): Float32Array {
  const table = new Float32Array(phases * taps);
  for (let phase = 0; phase < phases; phase++) {
    for (let tap = 0; tap < taps; tap++) {
      const x = tap - taps / 2 + 1 - phase / phases;
      const window = 0.5 + 0.5 * Math.cos((2 * Math.PI * x) / (taps + 1));
      table[phase * taps + tap] = (x === 0 ? cutoff : Math.sin(Math.PI * x * cutoff) / (Math.PI * x)) * window;
    }
  }
  return table;
}
