import { z } from 'zod';
import { defineNode } from './define.ts';
import { fields } from './fields.ts';
import { maybe, type Ports } from './ports.ts';

const items = {
  text: maybe('text', 'Text'),
  shot: maybe('shot', 'Shot'),
  image: maybe('image', 'Image'),
  video: maybe('video', 'Video'),
  audio: maybe('audio', 'Audio'),
} satisfies Ports;

export const review = defineNode({
  type: 'review',
  version: 1,
  title: 'Review',
  group: 'flow',
  icon: 'circle-check-big',
  docs: 'Waits until a person says yes, before anything behind it is made or paid for. What comes in goes out as it is.',
  params: z.strictObject({
    question: z.string().min(1).max(500).default('Good to go?').register(fields, {
      label: 'Question',
      help: 'What the person is asked.',
      widget: 'text',
      inline: true,
    }),
  }),
  inputs: items,
  outputs: items,
  layout({ of, inputs: { text, shot, image, video, audio }, step, problem }) {
    if (!(text ?? shot ?? image ?? video ?? audio)) problem({}, 'There is nothing to look at yet. Connect what should be approved.');
    return {
      text: text && step('review-text', text, { params: of(text), reads: { item: text } }).item,
      shot: shot && step('review-shot', shot, { params: of(shot), reads: { item: shot } }).item,
      image: image && step('review-image', image, { params: of(image), reads: { item: image } }).item,
      video: video && step('review-video', video, { params: of(video), reads: { item: video } }).item,
      audio: audio && step('review-audio', audio, { params: of(audio), reads: { item: audio } }).item,
    };
  },
  example: { question: 'Is this the right opening?' },
});
