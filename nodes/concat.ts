import { z } from 'zod';
import { defineNode } from './define.ts';
import { fields } from './fields.ts';
import { alone } from './keys.ts';
import { many, maybe, one } from './ports.ts';

export const concat = defineNode({
  type: 'concat',
  version: 1,
  title: 'Concat',
  group: 'finish',
  icon: 'film',
  docs: 'Joins clips into one film, in their order, and lays the sound under it. A transition never makes the film shorter.',
  params: z.strictObject({
    join: z
      .enum(['cut', 'crossfade', 'blend'])
      .default('cut')
      .register(fields, {
        label: 'Join',
        help: 'A cut changes at once, a crossfade dissolves one picture into the next, a blend softens the few frames around the cut.',
        widget: 'choice',
        titles: { cut: 'Cut', crossfade: 'Crossfade', blend: 'Blend' },
        inline: true,
      }),
    transitionSeconds: z.number().min(0.05).max(3).default(0.5).register(fields, {
      label: 'Length of a transition',
      help: 'Of no effect on cuts.',
      widget: 'slider',
      unit: 's',
    }),
  }),
  inputs: { clips: many('video', 'Clips'), audio: maybe('audio', 'Sound') },
  outputs: { video: one('video', 'Film') },
  layout({ of, inputs, step }) {
    const place = inputs.audio ?? alone;
    const { join, transitionSeconds: seconds } = of(place);
    return { video: step('concat', place, { params: { join, seconds }, reads: inputs }).video };
  },
  example: { join: 'crossfade', transitionSeconds: 0.4 },
});
