import { z } from 'zod';
import { defineNode } from './define.ts';
import { fields } from './fields.ts';
import { modelParam, seedParam } from './params.ts';
import { one } from './ports.ts';

export const upscale = defineNode({
  type: 'upscale',
  version: 1,
  title: 'Upscale',
  group: 'enhance',
  icon: 'scaling',
  docs: 'Makes a video larger and sharper. Its shape and length stay as they are.',
  params: z.strictObject({
    height: z
      .literal([720, 1080, 1440, 2160])
      .default(1080)
      .register(fields, {
        label: 'Height',
        widget: 'choice',
        unit: 'px',
        titles: { '720': '720p HD', '1080': '1080p Full HD', '1440': '1440p', '2160': '2160p 4K' },
        inline: true,
      }),
    model: modelParam,
    seed: seedParam,
  }),
  inputs: { video: one('video', 'Video') },
  outputs: { video: one('video', 'Video') },
  layout({ of, inputs: { video }, step }) {
    const { model, ...params } = of(video);
    return { video: step('upscale', video, { model, params, reads: { video } }).video };
  },
  example: { height: 2160 },
});
