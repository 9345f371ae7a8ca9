import type { Row } from '#nodes/price.ts';

const row = (more: Partial<Row> & Pick<Row, 'id' | 'kinds' | 'price'>): Row => ({
  title: more.id,
  provider: 'sample',
  rev: 1,
  tier: 'standard',
  takes: ['brief', 'prompt', 'reference', 'shot', 'first', 'last', 'text', 'shots'],
  pace: { base: 1, perSecond: 1 },
  available: true,
  ...more,
});

/** A small paid catalogue: two video models with different billing, one image model, one planner. */
export const sampleRows: readonly Row[] = [
  row({ id: 'planner-a', kinds: ['plan-shots', 'enhance-text'], price: { per: 'call', micros: 2_000 } }),
  row({ id: 'image-a', kinds: ['make-image'], price: { per: 'image', micros: 40_000 } }),
  row({ id: 'video-a', kinds: ['make-video'], price: { per: 'second', micros: 70_000 }, billedSeconds: [5, 10] }),
  row({ id: 'video-b', kinds: ['make-video'], price: { per: 'second', micros: 90_000 }, maxSeconds: 8 }),
  row({ id: 'video-premium', kinds: ['make-video'], tier: 'premium', price: { per: 'second', micros: 500_000 } }),
];
