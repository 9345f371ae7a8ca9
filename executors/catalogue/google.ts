import type { Row } from '#nodes/price.ts';

const published = {
  title: 'Third-party copies of Google’s price list that agree; sound included',
  url: 'https://ai.google.dev/gemini-api/docs/pricing',
  date: '2026-11-20',
};
const cent = 10_000;
const frames = { '720p': [1280, 720], '1080p': [1920, 1080], '4k': [3840, 2160] } as const;
type Resolution = keyof typeof frames;
type Model = {
  readonly id: string;
  readonly title: string;
  readonly remote: string;
  readonly tier: Row['tier'];
  readonly perSecond: number;
  readonly cents: Partial<Readonly<Record<Resolution, number>>>;
};

const models: readonly Model[] = [
  {
    id: 'veo-3.1',
    title: 'Veo 3.1',
    remote: 'veo-3.1-generate-preview',
    tier: 'premium',
    perSecond: 10,
    cents: { '720p': 40, '1080p': 40, '4k': 60 },
  },
  {
    id: 'veo-3.1-fast',
    title: 'Veo 3.1 Fast',
    remote: 'veo-3.1-fast-generate-preview',
    tier: 'standard',
    perSecond: 5,
    cents: { '720p': 10, '1080p': 12, '4k': 30 },
  },
  {
    id: 'veo-3.1-lite',
    title: 'Veo 3.1 Lite',
    remote: 'veo-3.1-lite-generate-preview',
    tier: 'draft',
    perSecond: 4,
    cents: { '720p': 5, '1080p': 8 },
  },
];

/** Prices by resolution, so a model has a row for each; between two pictures and above 720p it makes 8 seconds only. */
const rowOf = ({ id, title, remote, tier, perSecond, cents }: Model, resolution: Resolution, ends: boolean): Row => {
  const [long, short] = frames[resolution];
  return {
    id: `google/${id}${ends ? '-ends' : ''}-${resolution}`,
    title: `${title}${ends ? ' between two pictures' : ''}, ${resolution}`,
    provider: 'google',
    rev: 1,
    kinds: ['make-video'],
    tier,
    takes: ['prompt', 'shot', 'first', ...(ends ? ['last'] : [])],
    ...(ends && { needs: ['first', 'last'] }),
    remote,
    sends: { resolution },
    sizes: [
      [long, short],
      [short, long],
    ],
    maxWidth: long,
    maxHeight: long,
    maxSeconds: 8,
    billedSeconds: ends || resolution !== '720p' ? [8] : [4, 6, 8],
    price: { per: 'second', micros: (cents[resolution] ?? 0) * cent },
    pace: { base: 45, perSecond },
    priceSource: published,
    available: false,
  };
};

/** Veo by a Gemini key. `available` is set where one is configured. */
export const googleRows: readonly Row[] = models.flatMap((model) =>
  (Object.keys(model.cents) as Resolution[]).flatMap((resolution) => [rowOf(model, resolution, false), rowOf(model, resolution, true)]),
);
