import { z } from 'zod';
import { defineNode } from './define.ts';
import { clipSecondsParam, motionParam } from './motion.ts';
import { modelParam, seedParam } from './params.ts';
import { maybe, one } from './ports.ts';

export const imageToVideo = defineNode({
  type: 'image-to-video',
  version: 1,
  title: 'Image to video',
  group: 'video',
  icon: 'image-play',
  docs: 'Brings a picture to life: the clip begins with it. Words say what happens, a sound sets the rhythm.',
  params: z.strictObject({ seconds: clipSecondsParam, motion: motionParam, model: modelParam, seed: seedParam }),
  inputs: { image: one('image', 'First picture'), prompt: maybe('text', 'Prompt'), audio: maybe('audio', 'Sound') },
  outputs: { video: one('video', 'Video') },
  layout({ of, inputs: { image, prompt, audio }, frame, step }) {
    const { model, ...params } = of(image);
    return { video: step('make-video', image, { model, params: { ...frame, ...params }, reads: { first: image, prompt, audio } }).video };
  },
  example: { seconds: 4, motion: 'subtle' },
});
