import { audio } from './audio.ts';
import { captions } from './captions.ts';
import { captionsFile } from './captions-file.ts';
import { compare } from './compare.ts';
import { concat } from './concat.ts';
import type { NodeDef } from './define.ts';
import { enhancePrompt } from './enhance-prompt.ts';
import { flf2v } from './flf2v.ts';
import { i2vChain } from './i2v-chain.ts';
import { image } from './image.ts';
import { imageToVideo } from './image-to-video.ts';
import { keyframe } from './keyframe.ts';
import { list } from './list.ts';
import { mix } from './mix.ts';
import { music } from './music.ts';
import { note } from './note.ts';
import { planner } from './planner.ts';
import { prompt } from './prompt.ts';
import { review } from './review.ts';
import { socialPack } from './social-pack.ts';
import { speech } from './speech.ts';
import { storyboard } from './storyboard.ts';
import { textToVideo } from './text-to-video.ts';
import { thumbnail } from './thumbnail.ts';
import { translate } from './translate.ts';
import { upscale } from './upscale.ts';
import { video } from './video.ts';

const definitions: readonly NodeDef[] = [
  prompt,
  image,
  video,
  audio,
  captionsFile,
  list,
  planner,
  storyboard,
  enhancePrompt,
  keyframe,
  textToVideo,
  imageToVideo,
  flf2v,
  i2vChain,
  speech,
  music,
  mix,
  captions,
  upscale,
  concat,
  translate,
  socialPack,
  thumbnail,
  compare,
  review,
  note,
];

/** Every node type by its name, in the order of the palette. */
export const nodeTypes: ReadonlyMap<string, NodeDef> = new Map(definitions.map((definition) => [definition.type, definition]));
