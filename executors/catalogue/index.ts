import type { Row } from '#nodes/price.ts';
import { animaticRows } from './animatic.ts';
import { googleRows } from './google.ts';
import { openaiRows } from './openai.ts';
import { openaiCompatibleRows } from './openai-compatible.ts';
import { runwayRows } from './runway.ts';
import { stabilityRows } from './stability.ts';
import { wavespeedRows } from './wavespeed.ts';

/** Every row of the catalogue, one file a provider. */
export const catalogue: readonly Row[] = [
  ...animaticRows,
  ...googleRows,
  ...openaiRows,
  ...openaiCompatibleRows,
  ...runwayRows,
  ...stabilityRows,
  ...wavespeedRows,
];
