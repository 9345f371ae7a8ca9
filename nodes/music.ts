import { z } from 'zod';
import { defineNode } from './define.ts';
import { fields } from './fields.ts';
import { alone } from './keys.ts';
import { modelParam, seedParam } from './params.ts';
import { many, maybe, one } from './ports.ts';
import { musicMoods } from './steps.ts';

export const music = defineNode({
  type: 'music',
  version: 1,
  title: 'Music',
  group: 'sound',
  icon: 'music',
  docs: 'Composes music that ends with the film: as long as the shots together, or as the video it is made for.',
  params: z.strictObject({
    mood: z
      .enum(musicMoods)
      .default('auto')
      .register(fields, {
        label: 'Mood',
        help: 'Automatic follows the words it is given.',
        widget: 'choice',
        titles: {
          auto: 'Automatic',
          calm: 'Calm',
          warm: 'Warm',
          tense: 'Tense',
          epic: 'Epic',
          sad: 'Sad',
          playful: 'Playful',
          mysterious: 'Mysterious',
        },
        inline: true,
      }),
    seconds: z.number().min(1).max(3600).optional().register(fields, {
      label: 'Length',
      help: 'Left empty, it is as long as the shots or the video; with neither, 30 s.',
      widget: 'number',
      unit: 's',
    }),
    model: modelParam,
    seed: seedParam,
  }),
  inputs: { prompt: maybe('text', 'Prompt'), shots: many('shot', 'Shots', { optional: true }), video: maybe('video', 'Video') },
  outputs: { audio: one('audio', 'Music') },
  layout({ of, inputs, step }) {
    const place = inputs.video ?? inputs.prompt ?? alone;
    const { model, ...params } = of(place);
    return { audio: step('compose-music', place, { model, params, reads: inputs }).audio };
  },
  example: { mood: 'warm', seconds: 12 },
});
