import type { StepKind } from '#nodes/steps.ts';
import { composeMusic } from './animatic/compose-music.ts';
import { enhanceText } from './animatic/enhance-text.ts';
import { makeImage } from './animatic/make-image.ts';
import { makeVideo } from './animatic/make-video.ts';
import { planShots } from './animatic/plan-shots.ts';
import { speak } from './animatic/speak.ts';
import { transcribe } from './animatic/transcribe.ts';
import { translate } from './animatic/translate.ts';
import { upscale } from './animatic/upscale.ts';
import { compare } from './ffmpeg/compare.ts';
import { concat } from './ffmpeg/concat.ts';
import { lastFrame } from './ffmpeg/last-frame.ts';
import { layVoice } from './ffmpeg/lay-voice.ts';
import { mixAudio } from './ffmpeg/mix-audio.ts';
import { renditions } from './ffmpeg/renditions.ts';
import { thumbnail } from './ffmpeg/thumbnail.ts';
import type { Recipe } from './work.ts';

export type LocalKind = Exclude<StepKind, `review-${string}`>;

/** Who carries out each kind of step on this machine. A kind without its recipe does not compile. */
export const recipes: { readonly [N in LocalKind]: Recipe<N> } = {
  'plan-shots': planShots,
  'enhance-text': enhanceText,
  'make-image': makeImage,
  'make-video': makeVideo,
  'last-frame': lastFrame,
  speak,
  'lay-voice': layVoice,
  'compose-music': composeMusic,
  'mix-audio': mixAudio,
  transcribe,
  translate,
  upscale,
  concat,
  renditions,
  thumbnail,
  compare,
};
