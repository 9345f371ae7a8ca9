import { z } from 'zod';
import { defineNode } from './define.ts';
import { fields } from './fields.ts';
import { keyRows, keySchema } from './keys.ts';
import { many } from './ports.ts';
import { cameraMoves } from './values.ts';

/** The key of the picture before the first shot; no shot may be called like it. */
const openingKey = 'opening';

const words = z.string().max(5000);
const shot = z.strictObject({
  key: keySchema.optional().register(fields, { label: 'Key', help: 'A short name that stays with the shot.' }),
  title: z.string().max(120).optional().register(fields, { label: 'Title' }),
  prompt: words.min(1).register(fields, { label: 'What happens', widget: 'prompt' }),
  seconds: z.number().min(0.5).max(60).default(5).register(fields, { label: 'Length', unit: 's', widget: 'number' }),
  keyframe: words.optional().register(fields, {
    label: 'Last picture',
    help: 'What is seen at the end of the shot. Left empty, it is painted from what happens in it.',
    widget: 'prompt',
  }),
  narration: words.optional().register(fields, { label: 'Narration', help: 'The words spoken over the shot.', widget: 'text' }),
  camera: z
    .enum(cameraMoves)
    .optional()
    .register(fields, {
      label: 'Camera',
      widget: 'choice',
      titles: {
        static: 'Still',
        'push-in': 'Push in',
        'pull-out': 'Pull out',
        'pan-left': 'Pan left',
        'pan-right': 'Pan right',
        'tilt-up': 'Tilt up',
        'tilt-down': 'Tilt down',
        handheld: 'Handheld',
      },
    }),
  mood: z.string().max(120).optional().register(fields, { label: 'Mood', widget: 'text' }),
});

export const storyboard = defineNode({
  type: 'storyboard',
  version: 1,
  title: 'Storyboard',
  group: 'plan',
  icon: 'gallery-horizontal-end',
  docs: 'A plan written by hand, shot by shot. Moving or adding a shot leaves what was made for the others as it is.',
  params: z.strictObject({
    opening: words.default('').register(fields, {
      label: 'First picture',
      help: 'What is seen before anything happens. Left empty, it is painted from the first shot.',
      widget: 'prompt',
      inline: true,
    }),
    shots: z.array(shot).max(500).default([]).register(fields, { label: 'Shots', widget: 'shots', inline: true }),
  }),
  inputs: {},
  outputs: { shots: many('shot', 'Shots'), keyframes: many('text', 'Keyframes') },
  layout({ params: { opening, shots }, value, problem }) {
    const { rows, repeated } = keyRows(shots, [openingKey]);
    if (shots.length === 0) problem({ param: 'shots' }, 'Add at least one shot.');
    for (const key of repeated)
      problem(
        { param: 'shots' },
        key === openingKey
          ? `“${key}” is the key of the first picture. Give the shot another key.`
          : `Two shots are called “${key}”. Give each shot a key of its own.`,
      );
    const picture = (key: string, text: string) => value('text', text, { key });
    return {
      shots: rows.map(({ key, keyframe: _, ...planned }) => value('shot', planned, { key })),
      keyframes: [
        picture(openingKey, opening || (rows[0]?.prompt ?? '')),
        ...rows.map(({ key, keyframe, prompt }) => picture(key, keyframe || prompt)),
      ],
    };
  },
  example: {
    opening: 'A quiet harbour before sunrise, the lighthouse still lit.',
    shots: [
      {
        key: 'bottle',
        prompt: 'The keeper finds a bottle in the surf.',
        seconds: 3,
        keyframe: 'The keeper holds the bottle up to the light.',
      },
      {
        key: 'storm',
        prompt: 'A storm rises over the lighthouse.',
        seconds: 4,
        keyframe: 'Waves break over the rocks.',
        narration: 'Then the storm came.',
      },
    ],
  },
});
