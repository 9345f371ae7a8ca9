import { z } from 'zod';
import { defineNode } from './define.ts';
import { fields } from './fields.ts';
import { modelParam, seedParam } from './params.ts';
import { many, one } from './ports.ts';

const automatic = { auto: 'Automatic' };
/** How many shots an automatic plan may have, and how long one shot may be. */
const automaticShots = { least: 3, most: 12 };
const shotSeconds = { least: 0.5, most: 60 };

/** Why a film of this length cannot be cut into this many shots, or nothing. */
function whyNotDivide(totalSeconds: number | undefined, shots: number | 'auto'): string | undefined {
  if (totalSeconds === undefined) return undefined;
  const { least, most } = shots === 'auto' ? automaticShots : { least: shots, most: shots };
  if (totalSeconds / most > shotSeconds.most)
    return `A film of ${totalSeconds} s needs more shots: one shot lasts at most ${shotSeconds.most} s, so plan at least ${Math.ceil(totalSeconds / shotSeconds.most)}.`;
  if (totalSeconds / least < shotSeconds.least)
    return `A film of ${totalSeconds} s is too short for ${least} shots: one shot lasts at least ${shotSeconds.least} s, so plan at most ${Math.floor(totalSeconds / shotSeconds.least)}.`;
  return undefined;
}

export const planner = defineNode({
  type: 'planner',
  version: 1,
  title: 'Planner',
  group: 'plan',
  icon: 'clapperboard',
  docs: 'Turns a brief into a plan: shots with their length and narration, and a picture to paint for the beginning and for the end of each shot.',
  params: z.strictObject({
    shots: z
      .union([z.int().min(1).max(60), z.literal('auto')])
      .default(6)
      .register(fields, { label: 'Shots', help: 'How many shots the film has.', widget: 'number', titles: automatic, inline: true }),
    secondsPerShot: z
      .union([z.number().min(1).max(60), z.literal('auto')])
      .default(5)
      .register(fields, { label: 'Length of a shot', widget: 'number', unit: 's', titles: automatic, inline: true }),
    totalSeconds: z.number().min(1).max(3600).optional().register(fields, {
      label: 'Length of the film',
      help: 'When set, it is shared out among the shots and the length of a shot is left aside.',
      widget: 'number',
      unit: 's',
      advanced: true,
    }),
    style: z.string().max(500).default('').register(fields, {
      label: 'Style',
      help: 'A look that every shot keeps.',
      widget: 'text',
      placeholder: 'watercolour, muted blues',
    }),
    model: modelParam,
    seed: seedParam,
  }),
  inputs: { brief: one('text', 'Brief') },
  outputs: { shots: many('shot', 'Shots'), keyframes: many('text', 'Keyframes') },
  layout({ of, inputs: { brief }, step, problem }) {
    const { shots, secondsPerShot: seconds, totalSeconds, style, seed, model } = of(brief);
    const reason = whyNotDivide(totalSeconds, shots);
    if (reason) problem({ param: 'totalSeconds' }, reason);
    const plan = step('plan-shots', brief, { model, params: { shots, seconds, totalSeconds, style, seed }, reads: { brief } });
    return { shots: plan.shots, keyframes: plan.keyframes };
  },
  example: { shots: 4, secondsPerShot: 3 },
});
