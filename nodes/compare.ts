import { z } from 'zod';
import { defineNode } from './define.ts';
import { fields } from './fields.ts';
import { one } from './ports.ts';

export const compare = defineNode({
  type: 'compare',
  version: 1,
  title: 'Compare',
  group: 'finish',
  icon: 'columns-2',
  docs: 'Shows two videos in one, to see which is better.',
  params: z.strictObject({
    layout: z
      .enum(['side-by-side', 'stacked', 'wipe'])
      .default('side-by-side')
      .register(fields, {
        label: 'Arrangement',
        widget: 'choice',
        titles: { 'side-by-side': 'Side by side', stacked: 'One above the other', wipe: 'Split in the middle' },
        inline: true,
      }),
  }),
  inputs: { left: one('video', 'Left'), right: one('video', 'Right') },
  outputs: { video: one('video', 'Video') },
  layout: ({ of, inputs, step }) => ({ video: step('compare', inputs.left, { params: of(inputs.left), reads: inputs }).video }),
  example: { layout: 'wipe' },
});
