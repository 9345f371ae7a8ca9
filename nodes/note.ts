import { z } from 'zod';
import { defineNode } from './define.ts';
import { fields } from './fields.ts';

export const note = defineNode({
  type: 'note',
  version: 1,
  title: 'Note',
  group: 'flow',
  icon: 'sticky-note',
  docs: 'A few words on the canvas for whoever opens the graph. It takes part in nothing.',
  params: z.strictObject({
    text: z
      .string()
      .max(5000)
      .default('')
      .register(fields, { label: 'Text', widget: 'text', placeholder: 'Write something …', inline: true }),
  }),
  inputs: {},
  outputs: {},
  layout: () => ({}),
  example: { text: 'Try another mood for the storm.' },
});
