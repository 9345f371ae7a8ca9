import { z } from 'zod';
import { defineNode } from './define.ts';
import { alone } from './keys.ts';
import { modelParam } from './params.ts';
import { maybe, one } from './ports.ts';
import { spokenLanguageParam } from './spoken.ts';

export const captions = defineNode({
  type: 'captions',
  version: 1,
  title: 'Captions',
  group: 'edit',
  icon: 'captions',
  docs: 'Writes captions for what is said in a video or a sound. A script you connect is used word for word and timed to the speech.',
  params: z.strictObject({ language: spokenLanguageParam, model: modelParam }),
  inputs: { video: maybe('video', 'Video'), audio: maybe('audio', 'Sound'), script: maybe('text', 'Script') },
  outputs: { captions: one('captions', 'Captions') },
  layout({ of, inputs, step, problem }) {
    const { video, audio } = inputs;
    if (!video && !audio) problem({ port: 'video' }, 'Captions need something to listen to. Connect a video or a sound.');
    if (video && audio) problem({ port: 'audio' }, 'Only one can be listened to. Connect the video or the sound, not both.');
    const place = video ?? audio ?? alone;
    const { model, ...params } = of(place);
    return { captions: step('transcribe', place, { model, params, reads: inputs }).captions };
  },
  example: { language: 'en' },
});
