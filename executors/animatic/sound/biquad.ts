/** A second-order filter as its coefficients, normalised so that a0 is 1. */
export type Biquad = { readonly b0: number; readonly b1: number; readonly b2: number; readonly a1: number; readonly a2: number };

type Shape = { readonly hertz: number; readonly q?: number; readonly decibels?: number; readonly rate: number };

function terms({ hertz, q = Math.SQRT1_2, decibels = 0, rate }: Shape) {
  const omega = (2 * Math.PI * hertz) / rate;
  const cosine = Math.cos(omega);
  return { cosine, alpha: Math.sin(omega) / (2 * q), gain: 10 ** (decibels / 40) };
}

const over = (a0: number, b: readonly [number, number, number], a1: number, a2: number): Biquad => ({
  b0: b[0] / a0,
  b1: b[1] / a0,
  b2: b[2] / a0,
  a1: a1 / a0,
  a2: a2 / a0,
});

/** Lets through what lies above `hertz`. */
export function highPass(shape: Shape): Biquad {
  const { cosine, alpha } = terms(shape);
  return over(1 + alpha, [(1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2], -2 * cosine, 1 - alpha);
}

/** Lets through what lies below `hertz`. */
export function lowPass(shape: Shape): Biquad {
  const { cosine, alpha } = terms(shape);
  return over(1 + alpha, [(1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2], -2 * cosine, 1 - alpha);
}

/** Lets through what lies around `hertz`; its peak keeps its level. */
export function bandPass(shape: Shape): Biquad {
  const { cosine, alpha } = terms(shape);
  return over(1 + alpha, [alpha, 0, -alpha], -2 * cosine, 1 - alpha);
}

/** Raises or lowers what lies around `hertz` by `decibels`. */
export function peaking(shape: Shape): Biquad {
  const { cosine, alpha, gain } = terms(shape);
  return over(1 + alpha / gain, [1 + alpha * gain, -2 * cosine, 1 - alpha * gain], -2 * cosine, 1 - alpha / gain);
}

/** Raises or lowers what lies above `hertz` by `decibels`. */
export function highShelf(shape: Shape): Biquad {
  const { cosine, alpha, gain } = terms(shape);
  const root = 2 * Math.sqrt(gain) * alpha;
  const up = gain + 1;
  const down = gain - 1;
  return over(
    up - down * cosine + root,
    [gain * (up + down * cosine + root), -2 * gain * (down + up * cosine), gain * (up + down * cosine - root)],
    2 * (down - up * cosine),
    up - down * cosine - root,
  );
}

/** Keeps a dying tail out of the numbers that processors are slow with. */
const nothing = 1e-25;

/** Filters `samples` in place. `memory` carries the filter's state from one block to the next: four zeros at first. */
export function filterInPlace(samples: Float32Array, by: Biquad, memory: Float64Array = new Float64Array(4)): void {
  const { b0, b1, b2, a1, a2 } = by;
  let [x1 = 0, x2 = 0, y1 = 0, y2 = 0] = memory;
  for (let index = 0; index < samples.length; index++) {
    const x = samples[index] as number;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2 + nothing;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    samples[index] = y;
  }
  memory.set([x1, x2, y1, y2]);
}
