import { z } from 'zod';
import { defineNode } from './define.ts';
import { fields } from './fields.ts';
import { one } from './ports.ts';

export const prompt = defineNode({
  type: 'prompt',
  version: 1,
  title: 'Prompt',
  group: 'in',
  icon: 'pen-line',
  docs: 'Words to start from: an idea, a scene, a script or a line to be spoken.',
  params: z.strictObject({
    text: z.string().max(100_000).default('').register(fields, {
      label: 'Text',
      help: 'Say what is seen and what happens. A sentence is enough, a whole script is fine.',
      widget: 'prompt',
      placeholder: 'A lighthouse keeper finds a message in a bottle …',
      inline: true,
    }),
  }),
  inputs: {},
  outputs: { text: one('text', 'Text') },
  layout({ params: { text }, value, problem }) {
    if (text.trim() === '') problem({ param: 'text' }, 'Write a few words: what should be seen or said?');
    return { text: value('text', text) };
  },
  example: { text: 'A lighthouse keeper finds a message in a bottle; a storm; a ship is saved.' },
});
