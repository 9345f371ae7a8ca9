/** A frame rate as a fraction, so that NTSC rates and 12.5 stay exact. */
export type Rate = { readonly num: number; readonly den: number };

const denominators = [1, 1001, 2, 3, 4, 5, 8, 10, 100, 1000];

/** The fraction meant by a decimal rate: 30 → 30/1, 12.5 → 25/2, 29.97 → 30000/1001. */
export function rateOf(fps: number): Rate {
  if (!Number.isFinite(fps) || fps <= 0 || fps > 1000) throw new RangeError(`${fps} is not a frame rate`);
  for (const den of denominators) {
    const num = den === 1001 ? Math.round((fps * 1001) / 1000) * 1000 : Math.round(fps * den);
    if (num > 0 && Math.abs(num / den - fps) < 0.0006) return { num, den };
  }
  return { num: Math.round(fps * 1000), den: 1000 };
}

/** The rate as ffmpeg writes it. */
export function rateText({ num, den }: Rate): string {
  return `${num}/${den}`;
}

/** Ticks a second in which every frame of the rate has a whole number of ticks: 15360 at 30 frames a second. */
export function timescaleOf({ num }: Rate): number {
  let timescale = num;
  while (timescale < 10_000) timescale *= 2;
  return timescale;
}

/** How many frames a length has. */
export function framesIn(seconds: number, rate: Rate): number {
  return Math.round((seconds * rate.num) / rate.den);
}

/** How long a number of frames is. */
export function secondsOf(frames: number, rate: Rate): number {
  return (frames * rate.den) / rate.num;
}

/** How many samples of sound belong to a number of frames. */
export function samplesOf(frames: number, rate: Rate, sampleRate: number): number {
  return Math.round((frames * rate.den * sampleRate) / rate.num);
}
