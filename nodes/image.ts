import { z } from 'zod';
import { defineNode } from './define.ts';
import { assetParam } from './params.ts';
import { one } from './ports.ts';

export const image = defineNode({
  type: 'image',
  version: 1,
  title: 'Image',
  group: 'in',
  icon: 'image',
  docs: 'A picture from your library.',
  params: z.strictObject({
    asset: assetParam('image', 'Picture', 'Drop a PNG, JPEG or WebP here, or choose one from the library.'),
  }),
  inputs: {},
  outputs: { image: one('image', 'Image') },
  layout: ({ params, asset }) => ({ image: asset('image', params.asset, 'asset') }),
  example: { asset: 'portrait' },
});
