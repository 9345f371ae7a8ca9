import { z } from 'zod';
import { defineNode } from './define.ts';
import { fields } from './fields.ts';
import { alone } from './keys.ts';
import { many, maybe, one } from './ports.ts';

/** A level, in dB above or below the recording. */
const level = (value: number) => z.number().min(-40).max(20).default(value);

export const mix = defineNode({
  type: 'mix',
  version: 1,
  title: 'Mix',
  group: 'sound',
  icon: 'sliders-horizontal',
  docs: 'Brings voice, music and effects together. Music and effects step back while somebody speaks, and the whole has an even loudness.',
  params: z.strictObject({
    voiceDb: level(0).register(fields, { label: 'Voice', widget: 'slider', unit: 'dB', inline: true }),
    musicDb: level(-10).register(fields, { label: 'Music', widget: 'slider', unit: 'dB', inline: true }),
    effectsDb: level(-6).register(fields, { label: 'Effects', widget: 'slider', unit: 'dB', inline: true }),
    duckDb: z.number().min(0).max(40).default(10).register(fields, {
      label: 'Step back under the voice',
      help: 'How much quieter music and effects become while somebody speaks. 0 leaves them as they are.',
      widget: 'slider',
      unit: 'dB',
    }),
    loudness: z.number().min(-30).max(-8).default(-14).register(fields, {
      label: 'Loudness',
      help: '-14 suits social platforms, -23 suits television.',
      widget: 'slider',
      unit: 'LUFS',
      advanced: true,
    }),
  }),
  inputs: {
    voice: many('audio', 'Voice', { optional: true }),
    music: maybe('audio', 'Music'),
    effects: many('audio', 'Effects', { optional: true }),
  },
  outputs: { audio: one('audio', 'Mix') },
  layout({ of, inputs, step, problem }) {
    const place = inputs.music ?? alone;
    if (!inputs.music && inputs.voice.length + inputs.effects.length === 0)
      problem({ port: 'voice' }, 'There is nothing to mix yet. Connect a voice, music or effects.');
    return { audio: step('mix-audio', place, { params: of(place), reads: inputs }).audio };
  },
  example: { musicDb: -12, duckDb: 12 },
});
