import { z } from 'zod';
import { defineNode } from './define.ts';
import { fields } from './fields.ts';
import { one } from './ports.ts';

export const thumbnail = defineNode({
  type: 'thumbnail',
  version: 1,
  title: 'Thumbnail',
  group: 'finish',
  icon: 'image-down',
  docs: 'Takes a picture out of a video: the most telling one, or the one at a moment you choose.',
  params: z.strictObject({
    at: z
      .union([z.number().min(0).max(36_000), z.literal('auto')])
      .default('auto')
      .register(fields, { label: 'Moment', widget: 'number', unit: 's', titles: { auto: 'Most telling' }, inline: true }),
  }),
  inputs: { video: one('video', 'Video') },
  outputs: { image: one('image', 'Image') },
  layout: ({ of, inputs: { video }, step }) => ({ image: step('thumbnail', video, { params: of(video), reads: { video } }).image }),
  example: { at: 1.5 },
});
