import { type Filter, filter } from './filtergraph.ts';
import { house } from './house.ts';

/** Turns any decoded sound into exactly `samples` samples of house sound: 48 kHz stereo, silence where there is too little. */
export function houseSound(samples: number): Filter[] {
  return [
    filter('aresample', { sample_rate: house.sampleRate, async: 1, first_pts: 0 }),
    filter('aformat', { sample_fmts: 'fltp', sample_rates: house.sampleRate, channel_layouts: 'stereo' }),
    filter('apad'),
    filter('atrim', { end_sample: samples }),
    filter('asetpts', { expr: 'N/SR/TB' }),
  ];
}

/** So many samples of silence. */
export function silence(samples: number): Filter[] {
  return [filter('anullsrc', { sample_rate: house.sampleRate, channel_layout: 'stereo' }), ...houseSound(samples)];
}
