import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { chain, type Filter, filter, graphText } from './filtergraph.ts';
import { runFfmpeg } from './run.ts';

/** Levels are measured over this long: 10 ms. */
export const hopSeconds = 0.01;
const sampleRate = 16_000;
const hopSamples = sampleRate * hopSeconds;
/** The level of digital silence, and the lowest that is told. */
export const silenceDb = -120;

/** One sound to be measured. `input` are the arguments that open it; `filters` are applied before. */
export type Listened = { readonly input: readonly string[]; readonly filters?: readonly Filter[] };

/** Measures several sounds in one go: for each its level every 10 ms, in dB below full scale (RMS, all channels together). */
export async function measureLevels(sounds: readonly Listened[], about: { folder: string; signal: AbortSignal }): Promise<Float32Array[]> {
  if (sounds.length === 0) return [];
  const plain = filter('aformat', { sample_fmts: 's16', sample_rates: sampleRate, channel_layouts: 'mono' });
  const graph = sounds.map(({ filters = [] }, index) => chain([`${index}:a:0`], [...filters, plain], [`level${index}`]));
  const outputs = sounds.flatMap((_, index) => ['-map', `[level${index}]`, '-f', 's16le', `file:levels-${index}.pcm`]);
  const args = [...sounds.flatMap(({ input }) => input), '-filter_complex', graphText(graph), ...outputs];
  await runFfmpeg({ args, ...about });
  return Promise.all(sounds.map((_, index) => readLevels(join(about.folder, `levels-${index}.pcm`))));
}

async function readLevels(file: string): Promise<Float32Array> {
  const levels: number[] = [];
  let power = 0;
  let count = 0;
  const close = (): void => {
    levels.push(decibels(power / count));
    power = 0;
    count = 0;
  };
  for await (const samples of wholeSamples(file)) {
    for (const sample of samples) {
      power += sample * sample;
      count += 1;
      if (count === hopSamples) close();
    }
  }
  if (count > 0) close();
  return Float32Array.from(levels);
}

/** Reads in pieces of whole samples, so that long films do not fill the memory. */
async function* wholeSamples(file: string): AsyncGenerator<Int16Array> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    const whole = bytes.length - (bytes.length % 2);
    // a copy begins at an even address, which a view of 16-bit numbers needs
    const even = new Uint8Array(bytes.subarray(0, whole));
    yield new Int16Array(even.buffer, 0, whole / 2);
    rest = bytes.subarray(whole);
  }
}

function decibels(power: number): number {
  return power <= 0 ? silenceDb : Math.max(silenceDb, 10 * Math.log10(power / 32_768 ** 2));
}
