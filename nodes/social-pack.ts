import { z } from 'zod';
import { defineNode } from './define.ts';
import { fields } from './fields.ts';
import { many, maybe, one } from './ports.ts';
import { platformPresets, platforms } from './steps.ts';

const platformTitles = Object.fromEntries(platforms.map((platform) => [platform, platformPresets[platform].title]));

export const socialPack = defineNode({
  type: 'social-pack',
  version: 1,
  title: 'Social pack',
  group: 'finish',
  icon: 'share-2',
  docs: 'Makes a version of your film for each platform, in its size, length and loudness, with a thumbnail.',
  params: z.strictObject({
    platforms: z
      .array(z.enum(platforms))
      .min(1)
      .max(platforms.length)
      .default(['instagram-reels', 'tiktok', 'youtube-shorts'])
      .register(fields, { label: 'Platforms', widget: 'choices', titles: platformTitles, inline: true }),
    crop: z
      .enum(['smart', 'centre', 'fit'])
      .default('smart')
      .register(fields, {
        label: 'Crop',
        help: 'How the picture gets its new shape: following what matters, around its centre, or whole with a border.',
        widget: 'choice',
        titles: { smart: 'Follow the subject', centre: 'Centre', fit: 'Show everything' },
        inline: true,
      }),
    captions: z
      .enum(['burn', 'none'])
      .default('burn')
      .register(fields, {
        label: 'Captions',
        help: 'Connected captions can be written into the picture, clear of the platform’s own buttons.',
        widget: 'choice',
        titles: { burn: 'In the picture', none: 'Left out' },
      }),
  }),
  inputs: { video: one('video', 'Video'), captions: maybe('captions', 'Captions') },
  outputs: { videos: many('video', 'Videos'), thumbnails: many('image', 'Thumbnails') },
  layout({ of, inputs, step }) {
    const params = of(inputs.video);
    // a platform named twice is meant once: its element has the platform's name as key
    const once = [...new Set(params.platforms)];
    const pack = step('renditions', inputs.video, { params: { ...params, platforms: once }, reads: inputs });
    return { videos: pack.videos, thumbnails: pack.thumbnails };
  },
  example: { platforms: ['tiktok', 'linkedin'] },
});
