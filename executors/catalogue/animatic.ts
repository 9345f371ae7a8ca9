import type { Row } from '#nodes/price.ts';
import { kinds, type StepKind } from '#nodes/steps.ts';

const modelKinds = (Object.keys(kinds) as StepKind[]).filter((kind) => kinds[kind].lane === 'model');

/** The free local renderer: it does every kind of generative work, on this machine, without a key. */
export const animaticRows: readonly Row[] = [
  {
    id: 'animatic',
    title: 'Animatic',
    provider: 'animatic',
    rev: 1,
    kinds: modelKinds,
    tier: 'animatic',
    takes: [...new Set(modelKinds.flatMap((kind) => Object.keys(kinds[kind].reads)))],
    price: { per: 'call', micros: 0 },
    pace: { base: 0.5, perSecond: 0.8 },
    available: true,
  },
];
