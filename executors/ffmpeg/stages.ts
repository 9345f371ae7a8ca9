/** Reports one part of a work as the next share of the whole. */
export type Stage = (fraction: number) => void;

/** Divides the progress of a work among its parts, which follow one another. `weights` are in any unit of effort. */
export function stages(progress: (fraction: number) => void, weights: readonly number[]): Stage[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  let before = 0;
  return weights.map((weight) => {
    const start = before / whole;
    before += weight;
    return (fraction) => progress(start + (fraction * weight) / whole);
  });
}
