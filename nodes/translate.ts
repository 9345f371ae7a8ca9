import { z } from 'zod';
import { defineNode } from './define.ts';
import { modelParam } from './params.ts';
import { maybe, one } from './ports.ts';
import { targetLanguageParam, voiceParam } from './spoken.ts';

export const translate = defineNode({
  type: 'translate',
  version: 1,
  title: 'Translate',
  group: 'finish',
  icon: 'languages',
  docs: 'Dubs a video into another language and gives captions in it. Connected captions say what the original words are.',
  params: z.strictObject({ language: targetLanguageParam, voice: voiceParam, model: modelParam }),
  inputs: { video: one('video', 'Video'), captions: maybe('captions', 'Captions') },
  outputs: { video: one('video', 'Video'), captions: one('captions', 'Captions') },
  layout({ of, inputs, step }) {
    const { model, ...params } = of(inputs.video);
    return step('translate', inputs.video, { model, params, reads: inputs });
  },
  example: { language: 'fr' },
});
