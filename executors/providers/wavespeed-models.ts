/**
 * What fills a field of a request. `words`: the prompt, the shot and how much moves · `duration`: the length that is sold ·
 * `size`: width*height as sold · `aspect`: its ratio · `language`: an English language name · `boost`: the same where known.
 */
export type Filling =
  | 'words'
  | 'text'
  | 'first'
  | 'last'
  | 'audio'
  | 'video'
  | 'reference'
  | 'strength'
  | 'seed'
  | 'duration'
  | 'size'
  | 'aspect'
  | 'width'
  | 'height'
  | 'voice'
  | 'speed'
  | 'language'
  | 'boost'
  | 'style';

export type RemoteModel = Readonly<Record<string, Filling>>;

const fromWords = { prompt: 'words', duration: 'duration' } as const;
const fromPicture = { image: 'first', ...fromWords } as const;
const speech = { text: 'text', voice_id: 'voice', speed: 'speed', language_boost: 'boost' } as const;
const withSize = { ...fromWords, size: 'size', seed: 'seed' } as const;

/** The fields that each remote model declares and a step can fill. The service refuses a request with any other field. */
export const remoteModels: Readonly<Record<string, RemoteModel>> = {
  'wavespeed-ai/z-image-base': {
    prompt: 'words',
    image: 'reference',
    strength: 'strength',
    width: 'width',
    height: 'height',
    seed: 'seed',
  },
  'wavespeed-ai/hunyuan-video-1.5/text-to-video': withSize,
  'alibaba/wan-2.5/text-to-video': { ...withSize, audio: 'audio' },
  'alibaba/wan-2.5/image-to-video': { ...fromPicture, audio: 'audio', seed: 'seed' },
  'lightricks/ltx-2-fast/text-to-video': fromWords,
  'lightricks/ltx-2-fast/image-to-video': fromPicture,
  'lightricks/ltx-2-pro/text-to-video': fromWords,
  'lightricks/ltx-2-pro/image-to-video': fromPicture,
  'wavespeed-ai/kandinsky5-pro/image-to-video': fromPicture,
  'google/veo3.1/text-to-video': { ...fromWords, aspect_ratio: 'aspect', seed: 'seed' },
  'google/veo3.1/image-to-video': { ...fromPicture, last_image: 'last', aspect_ratio: 'aspect', seed: 'seed' },
  'wavespeed-ai/flashvsr': { video: 'video' },
  'minimax/speech-02-turbo': speech,
  'minimax/speech-02-hd': speech,
  'wavespeed-ai/prompt-optimizer': { text: 'text', style: 'style' },
  'heygen/video-translate': { video: 'video', output_language: 'language' },
};

export const systemVoices: readonly string[] = [
  'Calm_Woman',
  'Wise_Woman',
  'Friendly_Person',
  'Inspirational_girl',
  'Deep_Voice_Man',
  'Casual_Guy',
  'Lively_Girl',
  'Patient_Man',
  'Young_Knight',
  'Determined_Man',
  'Lovely_Girl',
  'Decent_Boy',
  'Imposing_Manner',
  'Elegant_Man',
  'Abbess',
  'Sweet_Girl_2',
  'Exuberant_Girl',
];
export const optimizerStyles: readonly string[] = ['default', 'artistic', 'photographic', 'technical', 'anime', 'realistic'];

const list = (names: string): readonly string[] => names.split(' ');
export const dubbedLanguages = list(
  'English Spanish French Hindi Italian German Polish Portuguese Chinese Japanese Dutch Turkish Korean Danish Arabic Romanian Filipino Swedish Indonesian Ukrainian Greek Czech Bulgarian Malay',
);
export const boostedLanguages = list(
  'Chinese English Arabic Russian Spanish French Portuguese German Turkish Dutch Ukrainian Vietnamese Indonesian Japanese Italian Korean Thai Polish Romanian Greek Czech Finnish Hindi',
);
