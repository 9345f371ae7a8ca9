import type { Span } from '../animatic/speech/script-timing.ts';

/** One channel of 16 bits. */
export type Sound = { readonly rate: number; readonly samples: Int16Array };

/** A WAV file of it. */
export function wavOf({ rate, samples }: Sound): Buffer {
  const data = Buffer.alloc(44 + samples.length * 2);
  data.write('RIFF', 0, 'latin1');
  data.writeUInt32LE(36 + samples.length * 2, 4);
  data.write('WAVEfmt ', 8, 'latin1');
  for (const [at, value] of [
    [16, 16],
    [24, rate],
    [28, rate * 2],
    [40, samples.length * 2],
  ] as const)
    data.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    data.writeUInt16LE(value, at);
  data.write('data', 36, 'latin1');
  for (let index = 0; index < samples.length; index += 1) data.writeInt16LE(samples[index] ?? 0, 44 + index * 2);
  return data;
}

/**
 * Reads a WAV file of 16 bits; several channels become one. Servers that stream it do not know its length when they begin, so
 * the data goes to the end whatever is written. Undefined for anything else.
 */
export function readWav(bytes: Buffer): Sound | undefined {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  let form: { channels: number; rate: number } | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const [name, length] = [bytes.toString('latin1', at, at + 4), bytes.readUInt32LE(at + 4)];
    const from = at + 8;
    const to = length === 0 && name === 'data' ? bytes.length : Math.min(bytes.length, from + length);
    if (name === 'fmt ' && from + 16 <= bytes.length) {
      if (bytes.readUInt16LE(from + 14) !== 16) return undefined;
      form = { channels: bytes.readUInt16LE(from + 2), rate: bytes.readUInt32LE(from + 4) };
    }
    if (name === 'data' && form) return { rate: form.rate, samples: mixed(bytes.subarray(from, to), form.channels) };
    at = from + length + (length % 2);
  }
  return undefined;
}

function mixed(data: Buffer, channels: number): Int16Array {
  const samples = new Int16Array(Math.floor(data.length / 2 / channels));
  for (let index = 0; index < samples.length; index += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) sum += data.readInt16LE((index * channels + channel) * 2);
    samples[index] = Math.round(sum / channels);
  }
  return samples;
}

const frameSeconds = 0.02;
/** A gap shorter than this is inside a word; sound below this part of the loudest is silence. */
const shortestGap = 0.25;
const quiet = 0.04;

/** Where something is heard, in seconds. */
export function soundSpans({ rate, samples }: Sound): Span[] {
  const size = Math.max(1, Math.round(rate * frameSeconds));
  const levels: number[] = [];
  for (let at = 0; at < samples.length; at += size) levels.push(levelOf(samples.subarray(at, at + size)));
  const threshold = Math.max(30, quiet * levels.reduce((most, level) => Math.max(most, level), 0));
  const spans: { from: number; to: number }[] = [];
  levels.forEach((level, index) => {
    if (level < threshold) return;
    const from = (index * size) / rate;
    const to = Math.min(samples.length, (index + 1) * size) / rate;
    const last = spans.at(-1);
    if (last && from - last.to < shortestGap) last.to = to;
    else spans.push({ from, to });
  });
  return spans;
}

function levelOf(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, samples.length));
}
