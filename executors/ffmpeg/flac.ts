import { type Chain, chain, type Filter, filter } from './filtergraph.ts';
import { house } from './house.ts';

/** Exactly this many samples: what is longer is cut, what is shorter is followed by silence. */
export function exactly(samples: number): Filter[] {
  return [filter('atrim', { end_sample: samples }), filter('apad', { whole_len: samples })];
}

/** Turns the sound of a label into the `samples` that a FLAC holds. */
export function flacChain(from: string, samples: number, to: string, filters: readonly Filter[] = []): Chain {
  const form = filter('aformat', { sample_fmts: 's16', sample_rates: house.sampleRate, channel_layouts: 'stereo' });
  return chain([from], [...filters, form, ...exactly(samples)], [to]);
}

/** Output arguments for a lossless sound without dates and names of programs. */
export function flacArgs(): string[] {
  const clean = ['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'];
  return ['-c:a', 'flac', '-sample_fmt', 's16', '-compression_level', '8', ...clean, '-f', 'flac'];
}
