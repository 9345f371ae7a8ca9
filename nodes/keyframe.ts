import { z } from 'zod';
import { defineNode } from './define.ts';
import { fields } from './fields.ts';
import { modelParam, seedParam } from './params.ts';
import { maybe, one } from './ports.ts';

export const keyframe = defineNode({
  type: 'keyframe',
  version: 1,
  title: 'Keyframe',
  group: 'image',
  icon: 'image-plus',
  docs: 'Paints a picture from words, in the size of your film. A reference keeps people and places alike, a mask says which part of it may change.',
  params: z.strictObject({
    strength: z.number().min(0).max(1).default(0.6).register(fields, {
      label: 'Freedom from the reference',
      help: '0 keeps the reference as it is, 1 takes little more than its idea.',
      widget: 'slider',
    }),
    model: modelParam,
    seed: seedParam,
  }),
  inputs: { prompt: one('text', 'Prompt'), reference: maybe('image', 'Reference'), mask: maybe('image', 'Mask') },
  outputs: { image: one('image', 'Image') },
  layout({ of, inputs, frame: { width, height }, step, problem }) {
    if (inputs.mask && !inputs.reference)
      problem({ port: 'mask' }, 'A mask says which part of the reference may change. Connect a reference too, or take the mask away.');
    const { model, ...params } = of(inputs.prompt);
    return { image: step('make-image', inputs.prompt, { model, params: { width, height, ...params }, reads: inputs }).image };
  },
  example: { strength: 0.5 },
});
