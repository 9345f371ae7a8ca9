import { runStep } from '#executors/run-step.ts';
import type { Runner } from './contract.ts';

/** The work of the local lane: animatics and everything that ffmpeg does. It needs no GPU. */
export const animaticRunner: Runner = {
  id: 'animatic',
  rows: [],
  allocation: { strategy: 'cpu' },
  run: ({ kind, params, take, reads, signal, progress }, files) => runStep({ kind, params, take, reads, signal, progress }, files),
};
