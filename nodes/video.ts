import { z } from 'zod';
import { defineNode } from './define.ts';
import { assetParam } from './params.ts';
import { one } from './ports.ts';

export const video = defineNode({
  type: 'video',
  version: 1,
  title: 'Video',
  group: 'in',
  icon: 'file-video',
  docs: 'A video from your library.',
  params: z.strictObject({
    asset: assetParam('video', 'Video', 'Drop an MP4, MOV or WebM here, or choose one from the library.'),
  }),
  inputs: {},
  outputs: { video: one('video', 'Video') },
  layout: ({ params, asset }) => ({ video: asset('video', params.asset, 'asset') }),
  example: { asset: 'clip' },
});
