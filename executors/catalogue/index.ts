import type { Row } from '#nodes/price.ts';
import { animaticRows } from './animatic.ts';
import { wavespeedRows } from './wavespeed.ts';

/** Every row of the catalogue, one file a provider. */
export const catalogue: readonly Row[] = [...animaticRows, ...wavespeedRows];
