import type { Row } from '#nodes/price.ts';

const cent = 10_000;

/** By shape, all of about a megapixel. */
const sizes = [
  [1344, 768],
  [768, 1344],
  [1024, 1024],
  [1536, 640],
  [640, 1536],
  [832, 1216],
  [1216, 832],
  [896, 1088],
  [1088, 896],
] as const;

const stable = (id: string, title: string, tier: Row['tier'], cents: number, base: number): Row => ({
  id: `stability/${id}`,
  title,
  provider: 'stability',
  rev: 1,
  kinds: ['make-image'],
  tier,
  takes: ['prompt', 'reference'],
  remote: 'generate/sd3',
  sends: { model: id },
  sizes,
  maxWidth: 1536,
  maxHeight: 1536,
  price: { per: 'image', micros: cents * cent },
  pace: { base, perSecond: 0 },
  priceSource: { title: 'Third-party price list: credits of 0.01 USD', url: 'https://developer.puter.com', date: '2026-11-20' },
  available: false,
});

/** Models of Stability AI whose price is published. `available` is set where a key is configured. */
export const stabilityRows: readonly Row[] = [
  stable('sd3.5-large', 'Stable Diffusion 3.5 Large', 'standard', 6.5, 10),
  stable('sd3.5-large-turbo', 'Stable Diffusion 3.5 Large Turbo', 'draft', 4, 4),
  stable('sd3.5-medium', 'Stable Diffusion 3.5 Medium', 'draft', 3.5, 6),
  {
    id: 'stability/inpaint',
    title: 'Stability Inpaint',
    provider: 'stability',
    rev: 1,
    kinds: ['make-image'],
    tier: 'standard',
    takes: ['prompt', 'reference', 'mask'],
    needs: ['reference', 'mask'],
    remote: 'edit/inpaint',
    price: { per: 'image', micros: 5 * cent },
    pace: { base: 8, perSecond: 0 },
    priceSource: {
      title: 'README of a client library: 5 credits of 0.01 USD',
      url: 'https://github.com/aself101/stability-ai-api',
      date: '2026-11-20',
    },
    available: false,
  },
];
