import { z } from 'zod';
import { defineNode } from './define.ts';
import { fields } from './fields.ts';
import { modelParam, seedParam } from './params.ts';
import { one } from './ports.ts';

export const enhancePrompt = defineNode({
  type: 'enhance-prompt',
  version: 1,
  title: 'Enhance prompt',
  group: 'plan',
  icon: 'wand-sparkles',
  docs: 'Makes a short idea richer: it adds light, camera and mood and leaves what you asked for as it is.',
  params: z.strictObject({
    style: z.string().max(500).default('').register(fields, {
      label: 'Style',
      help: 'A look to work in.',
      widget: 'text',
      placeholder: 'documentary, early morning light',
      inline: true,
    }),
    model: modelParam,
    seed: seedParam,
  }),
  inputs: { text: one('text', 'Text') },
  outputs: { text: one('text', 'Text') },
  layout({ of, inputs: { text }, step }) {
    const { model, ...params } = of(text);
    return { text: step('enhance-text', text, { model, params, reads: { text } }).text };
  },
  example: { style: 'watercolour' },
});
