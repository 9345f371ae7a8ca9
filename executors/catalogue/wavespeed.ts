import type { Row } from '#nodes/price.ts';

type More = Pick<Row, 'kinds' | 'tier' | 'takes' | 'price' | 'pace' | 'remote'> & Partial<Row>;

const surveyed = { title: 'Published third-party price lists that agree, checked against the live quote', date: '2026-11-20' };
const words = ['prompt', 'shot'];

const row = (id: string, title: string, more: More): Row => ({
  id: `wavespeed/${id}`,
  title,
  provider: 'wavespeed',
  rev: 1,
  available: false,
  priceSource: surveyed,
  ...more,
});
const video = (id: string, title: string, more: Omit<More, 'kinds'>): Row => row(id, title, { kinds: ['make-video'], ...more });
const perSecond = (micros: number) => ({ per: 'second', micros }) as const;
const wide = (width: number, height: number) =>
  [
    [width, height],
    [height, width],
  ] as const;
const upTo = (longest: number) => ({ maxWidth: longest, maxHeight: longest });
const steps = (from: number, to: number, by = 1): number[] => Array.from({ length: (to - from) / by + 1 }, (_, index) => from + index * by);

/** Prices by resolution, so a model has a row for each; a step goes to the cheapest whose frame is large enough. */
const hunyuan = ([resolution, micros, longest, sizes]: readonly [string, number, number, Row['sizes']]): Row =>
  video(`hunyuan-video-1.5-${resolution}`, `Hunyuan Video 1.5, ${resolution}`, {
    tier: 'draft',
    takes: words,
    remote: 'wavespeed-ai/hunyuan-video-1.5/text-to-video',
    sizes,
    ...upTo(longest),
    maxSeconds: 8,
    billedSeconds: [5, 8],
    price: perSecond(micros),
    pace: { base: 40, perSecond: 8 },
  });

type WanForm = readonly [resolution: string, micros: number, longest: number, tier: Row['tier']];
const wanForms: readonly WanForm[] = [
  ['480p', 50_000, 854, 'draft'],
  ['720p', 100_000, 1280, 'standard'],
  ['1080p', 150_000, 1920, 'standard'],
];
const wanSizes: Readonly<Record<string, Row['sizes']>> = { '480p': wide(832, 480), '720p': wide(1280, 720), '1080p': wide(1920, 1080) };
const wan = ([resolution, micros, longest, tier]: WanForm): Row[] => [
  video(`wan-2.5-t2v-${resolution}`, `Wan 2.5 from words, ${resolution}`, {
    tier,
    takes: [...words, 'audio'],
    remote: 'alibaba/wan-2.5/text-to-video',
    sizes: wanSizes[resolution],
    ...upTo(longest),
    maxSeconds: 10,
    billedSeconds: [5, 10],
    price: perSecond(micros),
    pace: { base: 45, perSecond: 9 },
  }),
  video(`wan-2.5-i2v-${resolution}`, `Wan 2.5 from a picture, ${resolution}`, {
    tier,
    takes: [...words, 'first', 'audio'],
    needs: ['first'],
    remote: 'alibaba/wan-2.5/image-to-video',
    sends: { resolution },
    ...upTo(longest),
    maxSeconds: 10,
    billedSeconds: steps(3, 10),
    price: perSecond(micros),
    pace: { base: 45, perSecond: 9 },
  }),
];

const ltx = (form: 'fast' | 'pro', tier: Row['tier'], micros: number, billedSeconds: readonly number[]): Row[] =>
  (['text', 'image'] as const).map((from) =>
    video(`ltx-2-${form}-${from === 'text' ? 't2v' : 'i2v'}`, `LTX-2 ${form} from ${from === 'text' ? 'words' : 'a picture'}`, {
      tier,
      takes: from === 'text' ? words : [...words, 'first'],
      ...(from === 'image' && { needs: ['first'] }),
      remote: `lightricks/ltx-2-${form}/${from}-to-video`,
      // A film's sound is laid by its own nodes, so clips are bought silent.
      sends: { generate_audio: false },
      sizes: [[1920, 1080]],
      ...upTo(1920),
      maxSeconds: billedSeconds.at(-1),
      billedSeconds,
      price: perSecond(micros),
      pace: { base: form === 'fast' ? 15 : 40, perSecond: form === 'fast' ? 3 : 7 },
    }),
  );

const kandinsky = ([resolution, micros, longest, tier]: readonly [string, number, number, Row['tier']]): Row =>
  video(`kandinsky5-pro-${resolution}`, `Kandinsky 5 Pro from a picture, ${resolution}`, {
    tier,
    takes: [...words, 'first'],
    needs: ['first'],
    remote: 'wavespeed-ai/kandinsky5-pro/image-to-video',
    sends: { resolution },
    ...upTo(longest),
    maxSeconds: 5,
    // Sold by the run, and a run is 5 seconds.
    billedSeconds: [5],
    price: { per: 'call', micros },
    pace: { base: 90, perSecond: 0 },
  });

const veo = (from: 'text' | 'image'): Row =>
  video(`veo-3.1-${from === 'text' ? 't2v' : 'i2v'}`, `Veo 3.1 from ${from === 'text' ? 'words' : 'pictures'}`, {
    tier: 'premium',
    takes: from === 'text' ? words : [...words, 'first', 'last'],
    ...(from === 'image' && { needs: ['first'] }),
    remote: `google/veo3.1/${from}-to-video`,
    sends: { resolution: '1080p', generate_audio: false },
    sizes: wide(1920, 1080),
    ...upTo(1920),
    maxSeconds: 8,
    billedSeconds: [4, 6, 8],
    // Published with sound; silent clips may cost less, which the quote tells.
    price: perSecond(400_000),
    pace: { base: 60, perSecond: 8 },
    priceSource: { title: 'Third-party price list: 3.20 USD for 8 s', date: '2026-11-20' },
  });

const flashvsr = ([target, micros, height]: readonly [string, number, number]): Row =>
  row(`flashvsr-${target}`, `FlashVSR to ${target}`, {
    kinds: ['upscale'],
    tier: 'draft',
    takes: ['video'],
    remote: 'wavespeed-ai/flashvsr',
    sends: { target_resolution: target },
    maxHeight: height,
    maxSeconds: 300,
    billedSeconds: steps(5, 300, 5),
    price: perSecond(micros),
    pace: { base: 10, perSecond: 12 },
  });

const speech = (form: 'turbo' | 'hd', tier: Row['tier'], micros: number, url: string): Row =>
  row(`speech-02-${form}`, `MiniMax Speech 02 ${form === 'hd' ? 'HD' : 'Turbo'}`, {
    kinds: ['speak'],
    tier,
    takes: ['text'],
    needs: ['text'],
    remote: `minimax/speech-02-${form}`,
    sends: { format: 'wav' },
    price: { per: 'character', micros },
    pace: { base: 3, perSecond: 1 },
    priceSource: { title: 'WaveSpeed model page', url, date: '2026-11-20' },
  });

/** Models served through WaveSpeed whose price is published. `available` is set where a key is configured. */
export const wavespeedRows: readonly Row[] = [
  row('z-image-base', 'Z-Image', {
    kinds: ['make-image'],
    tier: 'draft',
    takes: ['prompt', 'reference'],
    remote: 'wavespeed-ai/z-image-base',
    sends: { output_format: 'png' },
    ...upTo(1024),
    price: { per: 'image', micros: 10_000 },
    pace: { base: 6, perSecond: 0 },
    priceSource: { title: 'WaveSpeed model page', url: 'https://wavespeed.ai/docs/docs-api/wavespeed-ai/z-image-base', date: '2026-11-20' },
  }),
  hunyuan(['480p', 20_000, 854, wide(832, 480)]),
  hunyuan(['720p', 40_000, 1280, wide(1280, 720)]),
  ...wanForms.flatMap(wan),
  ...ltx('fast', 'draft', 40_000, steps(6, 20, 2)),
  ...ltx('pro', 'standard', 60_000, [6, 8, 10]),
  kandinsky(['512p', 200_000, 960, 'draft']),
  kandinsky(['1024p', 600_000, 1920, 'standard']),
  veo('text'),
  veo('image'),
  flashvsr(['720p', 12_000, 720]),
  flashvsr(['1080p', 18_000, 1080]),
  flashvsr(['2k', 24_000, 1440]),
  flashvsr(['4k', 32_000, 2160]),
  speech('turbo', 'draft', 30, 'https://wavespeed.ai/docs-api/minimax-speech-02-turbo'),
  speech('hd', 'standard', 50, 'https://wavespeed.ai/docs-api/minimax-speech-02-hd'),
  row('prompt-optimizer', 'Prompt optimizer', {
    kinds: ['enhance-text'],
    tier: 'draft',
    takes: ['text'],
    remote: 'wavespeed-ai/prompt-optimizer',
    sends: { mode: 'video' },
    price: { per: 'call', micros: 1_000 },
    pace: { base: 4, perSecond: 0 },
    priceSource: { title: 'WaveSpeed troubleshooting guide, Prompt Enhancer', date: '2026-11-20' },
  }),
  row('heygen-video-translate', 'HeyGen Video Translate', {
    kinds: ['translate'],
    tier: 'standard',
    takes: ['video'],
    remote: 'heygen/video-translate',
    price: perSecond(37_500),
    pace: { base: 60, perSecond: 10 },
  }),
];
