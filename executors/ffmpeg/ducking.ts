import { hopSeconds } from './levels.ts';

/** Values a second in a curve of gains. */
export const curveRate = 1000;

/** Music is down this long before a word begins, and stays down over shorter pauses than `hold`. */
const attackSeconds = 0.15;
const holdSeconds = 0.45;
const releaseSeconds = 0.6;
/** A voice is there where it is less than this below its loud passages, and above the noise of a room. */
const belowLoudDb = 32;
const quietestDb = -60;

/**
 * The gain of music and effects under a voice, `curveRate` values a second, `seconds` long: 1 where nobody speaks, down by
 * `duckDb` where somebody does, with a soft way down that is over when the first word begins. `levels` as `measureLevels` gives them.
 */
export function duckingCurve(levels: Float32Array, about: { duckDb: number; seconds: number }): Float32Array {
  const curve = new Float32Array(Math.ceil(about.seconds * curveRate)).fill(1);
  if (about.duckDb === 0) return curve;
  const step = 1 / curveRate;
  const depth = depths(bridge(present(levels)), curve.length);
  let reached = 0;
  for (let index = 0; index < curve.length; index += 1) {
    const wanted = depth[index] ?? 0;
    const change = wanted > reached ? step / attackSeconds : step / releaseSeconds;
    reached = wanted > reached ? Math.min(wanted, reached + change) : Math.max(wanted, reached - change);
    curve[index] = 10 ** ((-about.duckDb * smooth(reached)) / 20);
  }
  return curve;
}

/** Whether a voice is heard, for each level. */
function present(levels: Float32Array): boolean[] {
  const threshold = Math.max(quietestDb, quantile(levels, 0.95) - belowLoudDb);
  return Array.from(levels, (level) => level > threshold);
}

function quantile(levels: Float32Array, share: number): number {
  const heard = levels.filter((level) => level > quietestDb).sort();
  return heard[Math.floor(heard.length * share)] ?? 0;
}

/** Fills pauses that are too short to come up in, and begins early by the time that the way down takes. */
function bridge(heard: readonly boolean[]): boolean[] {
  const early = Math.ceil(attackSeconds / hopSeconds);
  const hold = Math.ceil(holdSeconds / hopSeconds);
  const ducked = new Array<boolean>(heard.length).fill(false);
  let from = 0;
  heard.forEach((isHeard, index) => {
    if (!isHeard) return;
    from = Math.max(from, index - early);
    for (; from < Math.min(heard.length, index + hold); from += 1) ducked[from] = true;
  });
  return ducked;
}

function depths(ducked: readonly boolean[], length: number): Uint8Array {
  const perHop = curveRate * hopSeconds;
  return Uint8Array.from({ length }, (_, index) => (ducked[Math.floor(index / perHop)] ? 1 : 0));
}

/** A way from 0 to 1 without a corner at either end. */
function smooth(reached: number): number {
  return reached * reached * (3 - 2 * reached);
}
