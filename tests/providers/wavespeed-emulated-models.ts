type Input = Readonly<Record<string, unknown>>;
type Kind = 'video' | 'image' | 'audio' | 'text';

/** A field: whether it must be there, and the values it takes where they are counted. */
type Field = { readonly must?: true; readonly of?: readonly unknown[] };
export type EmulatedModel = {
  readonly makes: Kind;
  readonly fields: Readonly<Record<string, Field>>;
  /** USD, by the input and the seconds of the uploaded video. */
  price(input: Input, sourceSeconds: number): number;
};

const must = { must: true } as const;
const free = {};
const pick = (...of: unknown[]): Field => ({ of });
const sizes = pick('832*480', '480*832', '1280*720', '720*1280', '1920*1080', '1080*1920');
const tall = (input: Input): number =>
  Number(/(\d+)p/.exec(String(input.resolution))?.[1]) || Math.min(...String(input.size).split('*').map(Number));
const seconds = (input: Input, otherwise: number): number => Number(input.duration ?? otherwise);
const wanPrice = (input: Input): number => seconds(input, 5) * ({ 480: 0.05, 720: 0.1, 1080: 0.15 }[tall(input)] ?? Number.NaN);
const ltx = (perSecond: number, lengths: readonly number[], picture: boolean): EmulatedModel => ({
  makes: 'video',
  fields: { ...(picture && { image: must }), prompt: must, duration: { of: lengths }, generate_audio: pick(true, false) },
  price: (input) => perSecond * seconds(input, 6),
});
const veo = (picture: boolean): EmulatedModel => ({
  makes: 'video',
  fields: {
    ...(picture && { image: must, last_image: free }),
    prompt: must,
    aspect_ratio: pick('16:9', '9:16'),
    duration: pick(4, 6, 8),
    resolution: pick('720p', '1080p', '4k'),
    generate_audio: pick(true, false),
    negative_prompt: free,
    seed: free,
  },
  price: (input) => 0.4 * seconds(input, 8),
});
const speech = (perThousand: number): EmulatedModel => ({
  makes: 'audio',
  fields: {
    text: must,
    voice_id: must,
    speed: free,
    volume: free,
    pitch: free,
    emotion: free,
    language_boost: free,
    format: pick('mp3', 'wav', 'pcm', 'flac'),
  },
  price: (input) => (String(input.text).length * perThousand) / 1000,
});
const fast = [6, 8, 10, 12, 14, 16, 18, 20];
const upscalePrices: Readonly<Record<string, number>> = { '720p': 0.06, '1080p': 0.09, '2k': 0.12, '4k': 0.16 };

/** Fields and prices as the service publishes them, written down apart from the product’s own tables. */
export const emulatedModels: Readonly<Record<string, EmulatedModel>> = {
  'wavespeed-ai/z-image-base': {
    makes: 'image',
    fields: {
      prompt: must,
      negative_prompt: free,
      image: free,
      size: free,
      width: free,
      height: free,
      strength: free,
      seed: free,
      output_format: pick('jpeg', 'png'),
    },
    price: () => 0.01,
  },
  'wavespeed-ai/hunyuan-video-1.5/text-to-video': {
    makes: 'video',
    fields: {
      prompt: must,
      negative_prompt: free,
      size: pick('1280*720', '832*480', '480*832', '720*1280'),
      duration: pick(5, 8),
      seed: free,
    },
    price: (input) => seconds(input, 5) * (tall(input) === 480 ? 0.02 : 0.04),
  },
  'alibaba/wan-2.5/text-to-video': {
    makes: 'video',
    fields: {
      prompt: must,
      negative_prompt: free,
      audio: free,
      size: sizes,
      duration: pick(5, 10),
      enable_prompt_expansion: free,
      seed: free,
    },
    price: wanPrice,
  },
  'alibaba/wan-2.5/image-to-video': {
    makes: 'video',
    fields: {
      image: must,
      prompt: must,
      audio: free,
      negative_prompt: free,
      resolution: pick('480p', '720p', '1080p'),
      duration: pick(3, 4, 5, 6, 7, 8, 9, 10),
      enable_prompt_expansion: free,
      seed: free,
    },
    price: wanPrice,
  },
  'lightricks/ltx-2-fast/text-to-video': ltx(0.04, fast, false),
  'lightricks/ltx-2-fast/image-to-video': ltx(0.04, fast, true),
  'lightricks/ltx-2-pro/text-to-video': ltx(0.06, [6, 8, 10], false),
  'lightricks/ltx-2-pro/image-to-video': ltx(0.06, [6, 8, 10], true),
  'wavespeed-ai/kandinsky5-pro/image-to-video': {
    makes: 'video',
    fields: { image: must, prompt: must, resolution: pick('512p', '1024p'), duration: pick(5) },
    price: (input) => (input.resolution === '1024p' ? 0.6 : 0.2),
  },
  'google/veo3.1/text-to-video': veo(false),
  'google/veo3.1/image-to-video': veo(true),
  'wavespeed-ai/flashvsr': {
    makes: 'video',
    fields: { video: must, target_resolution: { of: Object.keys(upscalePrices) } },
    price: (input, source) => Math.max(1, Math.ceil(source / 5)) * (upscalePrices[String(input.target_resolution)] ?? 0),
  },
  'minimax/speech-02-turbo': speech(0.03),
  'minimax/speech-02-hd': speech(0.05),
  'wavespeed-ai/prompt-optimizer': { makes: 'text', fields: { text: must, mode: pick('image', 'video'), style: free }, price: () => 0.001 },
  'heygen/video-translate': { makes: 'video', fields: { video: must, output_language: must }, price: (_input, source) => 0.0375 * source },
};

/** What is wrong with a request, in the words of a strict schema. */
export function refusedInput({ fields }: EmulatedModel, input: Input): string | undefined {
  const unknown = Object.keys(input).find((name) => !(name in fields));
  if (unknown) return `unknown field: ${unknown}`;
  for (const [name, { must, of }] of Object.entries(fields)) {
    if (must && (input[name] === undefined || input[name] === '')) return `missing field: ${name}`;
    if (of && input[name] !== undefined && !of.includes(input[name])) return `invalid ${name}: ${String(input[name])}`;
  }
  return undefined;
}
