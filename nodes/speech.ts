import { z } from 'zod';
import { defineNode } from './define.ts';
import { fields } from './fields.ts';
import { alone } from './keys.ts';
import { modelParam } from './params.ts';
import { many, maybe, one } from './ports.ts';
import { spokenLanguageParam, voiceParam } from './spoken.ts';

export const speech = defineNode({
  type: 'speech',
  version: 1,
  title: 'Speech',
  group: 'sound',
  icon: 'mic',
  docs: 'Speaks a text, or the narration of every shot where the shot begins, and gives captions timed to the voice.',
  params: z.strictObject({
    language: spokenLanguageParam,
    speed: z.number().min(0.5).max(2).default(1).register(fields, {
      label: 'Speed',
      help: '1 is the pace of the voice itself, 1.2 a fifth faster.',
      widget: 'slider',
      unit: '×',
      inline: true,
    }),
    voice: voiceParam,
    model: modelParam,
  }),
  inputs: { text: maybe('text', 'Text'), shots: many('shot', 'Shots', { optional: true }) },
  outputs: { audio: one('audio', 'Voice'), captions: one('captions', 'Captions') },
  layout({ of, inputs: { text, shots }, step, problem }) {
    if (!text && shots.length === 0) problem({ port: 'text' }, 'There is nothing to say yet. Connect a text or the shots of a plan.');
    if (text && shots.length > 0) problem({ port: 'text' }, 'Only one can be spoken. Connect a text or the shots of a plan, not both.');
    const speak = (place: { readonly key: string }, reads: { text: typeof text } | { shot: (typeof shots)[number] }) => {
      const { model, ...params } = of(place);
      return step('speak', place, { model, params, reads });
    };
    if (shots.length === 0) return speak(text ?? alone, { text });
    const spoken = shots.map((shot) => speak(shot, { shot }));
    const reads = { shots, voices: spoken.map(({ audio }) => audio), captions: spoken.map(({ captions }) => captions) };
    return step('lay-voice', alone, { reads });
  },
  example: { speed: 1.1 },
});
