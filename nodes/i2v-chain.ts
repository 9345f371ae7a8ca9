import { z } from 'zod';
import { defineNode } from './define.ts';
import { motionParam } from './motion.ts';
import { modelParam, seedParam } from './params.ts';
import { type Element, many, one } from './ports.ts';

export const i2vChain = defineNode({
  type: 'i2v-chain',
  version: 1,
  title: 'Image-to-video chain',
  group: 'video',
  icon: 'link',
  docs: 'Makes one clip per shot, one after another: each begins with the last frame of the one before.',
  params: z.strictObject({ motion: motionParam, model: modelParam, seed: seedParam }),
  inputs: { first: one('image', 'First picture'), shots: many('shot', 'Shots') },
  outputs: { clips: many('video', 'Clips') },
  layout({ of, inputs, frame, step }) {
    let first = inputs.first;
    const clips: Element<'video'>[] = [];
    for (const shot of inputs.shots) {
      const { model, ...params } = of(shot);
      const { video } = step('make-video', shot, { model, params: { ...frame, ...params }, reads: { shot, first } });
      first = step('last-frame', shot, { reads: { video } }).image;
      clips.push(video);
    }
    return { clips };
  },
  example: { motion: 'dynamic' },
});
