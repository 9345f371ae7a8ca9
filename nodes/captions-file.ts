import { z } from 'zod';
import { defineNode } from './define.ts';
import { assetParam } from './params.ts';
import { one } from './ports.ts';

export const captionsFile = defineNode({
  type: 'captions-file',
  version: 1,
  title: 'Captions file',
  group: 'in',
  icon: 'file-text',
  docs: 'Captions that you already have, with their timing.',
  params: z.strictObject({
    asset: assetParam('captions', 'Captions file', 'Drop an SRT or VTT file here, or choose one from the library.'),
  }),
  inputs: {},
  outputs: { captions: one('captions', 'Captions') },
  layout: ({ params, asset }) => ({ captions: asset('captions', params.asset, 'asset') }),
  example: { asset: 'subtitles' },
});
