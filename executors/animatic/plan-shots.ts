import { StepError } from '../errors.ts';
import { type Recipe, seedOf } from '../work.ts';
import { planFilm } from './planning/film.ts';

/**
 * Plans a film without a model: cuts the brief into shots by rules and never adds to its story.
 * Fails with INPUT_INVALID where the brief is empty or more shots than frames are asked for.
 */
export const planShots: Recipe<'plan-shots'> = async ({ params, reads, take }) => {
  const brief = reads.brief.value;
  if (brief.trim() === '') throw new StepError('INPUT_INVALID', 'The brief is empty: write at least one word about the film.');
  const { shots, keyframes } = planFilm(brief, { ...params, seed: seedOf(params, take) });
  return {
    gives: {
      shots: shots.map((value) => ({ value })),
      keyframes: keyframes.map((value) => ({ value })),
    },
  };
};
