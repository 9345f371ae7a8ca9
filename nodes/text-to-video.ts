import { z } from 'zod';
import { defineNode } from './define.ts';
import { clipSecondsParam, motionParam } from './motion.ts';
import { modelParam, seedParam } from './params.ts';
import { one } from './ports.ts';

export const textToVideo = defineNode({
  type: 'text-to-video',
  version: 1,
  title: 'Text to video',
  group: 'video',
  icon: 'video',
  docs: 'Makes a clip from words alone.',
  params: z.strictObject({ seconds: clipSecondsParam, motion: motionParam, model: modelParam, seed: seedParam }),
  inputs: { prompt: one('text', 'Prompt') },
  outputs: { video: one('video', 'Video') },
  layout({ of, inputs: { prompt }, frame, step }) {
    const { model, ...params } = of(prompt);
    return { video: step('make-video', prompt, { model, params: { ...frame, ...params }, reads: { prompt } }).video };
  },
  example: { seconds: 4, motion: 'dynamic' },
});
