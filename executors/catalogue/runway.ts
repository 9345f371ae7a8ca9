import type { Row } from '#nodes/price.ts';

type More = Pick<Row, 'kinds' | 'tier' | 'takes' | 'price' | 'pace' | 'remote' | 'sizes'> & Partial<Row>;

const published = {
  title: 'Runway’s own API reference for agents: credits of 0.01 USD',
  url: 'https://github.com/runwayml/skills',
  date: '2026-11-20',
};
const words = ['prompt', 'shot'];
const cent = 10_000;
const steps = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const lengths = (billedSeconds: readonly number[]) => ({ billedSeconds, maxSeconds: billedSeconds.at(-1) });

const row = (id: string, title: string, more: More): Row => ({
  id: `runway/${id}`,
  title,
  provider: 'runway',
  rev: 1,
  available: false,
  priceSource: published,
  ...more,
});

const hd = [
  [1280, 720],
  [720, 1280],
] as const;
const fullHd = [
  [1920, 1080],
  [1080, 1920],
] as const;
/** All of about the same number of pixels. */
const shapes = [...hd, [1104, 832], [832, 1104], [960, 960], [1584, 672]] as const;

const gen4 = (id: string, title: string, more: Omit<More, 'kinds' | 'pace'>): Row =>
  row(id, title, {
    kinds: ['make-video'],
    pace: { base: 30, perSecond: 4 },
    maxWidth: 1584,
    maxHeight: 1280,
    ...lengths(steps(2, 10)),
    ...more,
  });

const veo = (form: 'veo3.1' | 'veo3.1_fast', tier: Row['tier'], credits: number): Row[] =>
  (['text', 'image'] as const).map((from) => {
    const [id, title] = form === 'veo3.1' ? ['veo-3.1', 'Veo 3.1'] : ['veo-3.1-fast', 'Veo 3.1 Fast'];
    return row(`${id}-${from === 'text' ? 't2v' : 'i2v'}`, `${title} at Runway from ${from === 'text' ? 'words' : 'pictures'}`, {
      kinds: ['make-video'],
      tier,
      takes: from === 'text' ? words : [...words, 'first', 'last'],
      ...(from === 'image' && { needs: ['first'] }),
      remote: `${from}_to_video/${form}`,
      // A film's sound is laid by its own nodes, and silent clips cost less.
      sends: { audio: false },
      sizes: [...hd, ...fullHd],
      maxWidth: 1920,
      maxHeight: 1920,
      ...lengths([4, 6, 8]),
      price: { per: 'second', micros: credits * cent },
      pace: { base: 60, perSecond: form === 'veo3.1' ? 8 : 4 },
    });
  });

const smallPictures = [...hd, [720, 720], [960, 720], [720, 960], [1680, 720]] as const;
const largePictures = [
  ...fullHd,
  [1024, 1024],
  [1080, 1080],
  [1168, 880],
  [1360, 768],
  [1440, 1080],
  [1080, 1440],
  [1808, 768],
  [2112, 912],
] as const;
const picture = (id: string, title: string, more: Omit<More, 'kinds' | 'pace' | 'price'> & { credits: number }): Row => {
  const { credits, ...others } = more;
  const price = { per: 'image', micros: credits * cent } as const;
  return row(id, title, { kinds: ['make-image'], pace: { base: 15, perSecond: 0 }, price, ...others });
};

/** Models served by Runway whose price is published. `available` is set where a key is configured. */
export const runwayRows: readonly Row[] = [
  gen4('gen4-turbo', 'Gen-4 Turbo', {
    tier: 'draft',
    takes: [...words, 'first'],
    needs: ['first'],
    remote: 'image_to_video/gen4_turbo',
    sizes: shapes,
    price: { per: 'second', micros: 5 * cent },
  }),
  gen4('gen4.5-t2v', 'Gen-4.5 from words', {
    tier: 'standard',
    takes: words,
    remote: 'text_to_video/gen4.5',
    sizes: hd,
    price: { per: 'second', micros: 12 * cent },
  }),
  gen4('gen4.5-i2v', 'Gen-4.5 from a picture', {
    tier: 'standard',
    takes: [...words, 'first'],
    needs: ['first'],
    remote: 'image_to_video/gen4.5',
    sizes: shapes,
    price: { per: 'second', micros: 12 * cent },
  }),
  ...veo('veo3.1', 'premium', 20),
  ...veo('veo3.1_fast', 'standard', 10),
  picture('gen4-image-720p', 'Gen-4 Image, 720p', {
    tier: 'standard',
    takes: ['prompt', 'reference'],
    remote: 'text_to_image/gen4_image',
    sizes: smallPictures,
    maxWidth: 1680,
    maxHeight: 1280,
    credits: 5,
  }),
  picture('gen4-image-1080p', 'Gen-4 Image, 1080p', {
    tier: 'premium',
    takes: ['prompt', 'reference'],
    remote: 'text_to_image/gen4_image',
    sizes: largePictures,
    maxWidth: 2112,
    maxHeight: 1920,
    credits: 8,
  }),
  picture('gen4-image-turbo', 'Gen-4 Image Turbo', {
    tier: 'draft',
    takes: ['prompt', 'reference'],
    needs: ['reference'],
    remote: 'text_to_image/gen4_image_turbo',
    sizes: [...smallPictures, ...largePictures],
    maxWidth: 2112,
    maxHeight: 1920,
    credits: 2,
  }),
];
