/** A moment of a clip for everything that sways, rolls or walks. Whole turns fit into the clip, so that its end joins its beginning. */
export type Clock = {
  /** The angle in radians of something that turns at `rate` radians a second. */
  turn(rate: number): number;
  /** How often something that happens `rate` times a second has happened. */
  times(rate: number): number;
};

/** The moment at `share` (0 to 1) of a clip that lasts `seconds`. */
export function clockAt(share: number, seconds: number): Clock {
  const whole = (times: number) => Math.round(times * seconds) * share;
  return { turn: (rate) => whole(rate / (2 * Math.PI)) * 2 * Math.PI, times: whole };
}

/** The moment of a still: the beginning of any clip. */
export const stillClock: Clock = clockAt(0, 1);
