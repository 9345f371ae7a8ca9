import { z } from 'zod';
import { defineNode } from './define.ts';
import { assetParam } from './params.ts';
import { one } from './ports.ts';

export const audio = defineNode({
  type: 'audio',
  version: 1,
  title: 'Audio',
  group: 'in',
  icon: 'audio-lines',
  docs: 'A sound file from your library: a voice, music or an effect.',
  params: z.strictObject({
    asset: assetParam('audio', 'Sound', 'Drop an MP3, WAV or M4A here, or choose one from the library.'),
  }),
  inputs: {},
  outputs: { audio: one('audio', 'Audio') },
  layout: ({ params, asset }) => ({ audio: asset('audio', params.asset, 'asset') }),
  example: { asset: 'voice' },
});
