import { z } from 'zod';
import { defineNode } from './define.ts';
import { motionParam } from './motion.ts';
import { modelParam, seedParam } from './params.ts';
import { many } from './ports.ts';

export const flf2v = defineNode({
  type: 'flf2v',
  version: 1,
  title: 'First and last frame to video',
  group: 'video',
  icon: 'between-horizontal-start',
  docs: 'Makes one clip per shot, from one keyframe to the next. All clips are made at the same time and meet in the keyframe they share.',
  params: z.strictObject({ motion: motionParam, model: modelParam, seed: seedParam }),
  inputs: { keyframes: many('image', 'Keyframes'), shots: many('shot', 'Shots') },
  outputs: { clips: many('video', 'Clips') },
  layout({ of, inputs: { keyframes, shots }, frame, step, problem }) {
    if (keyframes.length !== shots.length + 1) problem({ port: 'keyframes' }, whyNotPair(keyframes.length, shots.length));
    const clips = shots.map((shot, index) => {
      const { model, ...params } = of(shot);
      const reads = { shot, first: keyframes[index], last: keyframes[index + 1] };
      return step('make-video', shot, { model, params: { ...frame, ...params }, reads }).video;
    });
    return { clips };
  },
  example: { motion: 'medium' },
});

function whyNotPair(keyframes: number, shots: number): string {
  const need = `${shots} ${shots === 1 ? 'shot needs' : 'shots need'} ${shots + 1} keyframes, one before the first shot and one at the end of each`;
  return `${need}; ${keyframes === 1 ? 'there is 1' : `there are ${keyframes}`}. Take shots and keyframes from the same plan, and paint every keyframe.`;
}
