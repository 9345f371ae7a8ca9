import type { AnimaticMark, Focus } from './animatic-mark.ts';
import { windowOf } from './crop-window.ts';
import { thinned } from './rendition-crop.ts';
import { type Rendition, renditionFps } from './rendition-plan.ts';
import { type CropKey, cropTrack } from './smart-crop.ts';
import type { Watched } from './watch.ts';

type Size = { readonly width: number; readonly height: number };

/** The lines of a picture that are used: `height` from `top` on, both even. */
export type Part = { readonly top: number; readonly height: number };

/** A leap between two clips smaller than this share is no cut: in a chain of shots the one ends where the next begins. */
const leastLeap = 0.04;
/** Points along which the place of a window is sought. */
const points = 128;

/** The part of an animatic's picture between slate and caption band. */
export function between({ slate, band }: AnimaticMark, { height }: Size): Part {
  const top = 2 * Math.ceil((slate * height) / 2);
  const bottom = 2 * Math.floor(((1 - band) * height) / 2);
  return { top, height: Math.max(2, bottom - top) };
}

/** What was watched of a part of the picture alone. */
export function watchedPart(watched: Watched, part: Part | undefined, { height }: Size): Watched {
  if (!part) return watched;
  const { size } = watched;
  const from = Math.min(size.height - 1, Math.round((part.top * size.height) / height));
  const to = Math.max(from + 1, Math.round(((part.top + part.height) * size.height) / height));
  const line = size.width * 3;
  return {
    ...watched,
    size: { width: size.width, height: to - from },
    attention: watched.attention.map((each) => ({ ...each, rows: each.rows.slice(from, to) })),
    samples: watched.samples.map(({ at, rgb }) => ({ at, rgb: rgb.subarray(from * line, to * line) })),
  };
}

/** Where the window of a rendition stands in a part of the picture so that it follows the focus, by output frame. */
export function keysForFocus(
  { focus }: Pick<AnimaticMark, 'focus'>,
  rendition: Rendition,
  picture: Size & { readonly fps: number; readonly part: Part },
): CropKey[] {
  const window = windowOf({ width: picture.width, height: picture.part.height }, rendition);
  if (!window) return [{ at: 0, position: 0 }];
  const inPart = ({ y }: Focus): number => Math.min(1, Math.max(0, (y * picture.height - picture.part.top) / picture.part.height));
  const places = focus.map((one) => ({
    at: Math.round((one.frame * renditionFps) / picture.fps),
    place: window.along === 'x' ? one.x : inPart(one),
    cut: one.cut,
  }));
  const line = lineOf(places, rendition.frames);
  const cuts = new Set(
    places.flatMap(({ at, cut }) => (cut && Math.abs((line[at] ?? 0) - (line[at - 1] ?? line[at] ?? 0)) > leastLeap ? [at] : [])),
  );
  const profiles = Array.from(line, (place) => around(place, window.share));
  return thinned(cropTrack({ profiles, cuts, fps: renditionFps, share: window.share }));
}

type Place = { readonly at: number; readonly place: number; readonly cut?: true | undefined };

/** The place in every output frame; before a cut it rests where it was. */
function lineOf(places: readonly Place[], frames: number): Float64Array {
  const line = new Float64Array(frames);
  let next = 0;
  for (let frame = 0; frame < frames; frame += 1) {
    while (next < places.length && (places[next]?.at ?? 0) <= frame) next += 1;
    const [before, after] = [places[next - 1] ?? places[0], places[next]];
    const glides = before && after && !after.cut && after.at > before.at;
    const share = glides ? (frame - before.at) / (after.at - before.at) : 0;
    line[frame] = (before?.place ?? 0.5) + (glides ? (after.place - before.place) * Math.max(0, share) : 0);
  }
  return line;
}

/** Attention that is greatest at a place and gone a good third of the window away, so that the place is best in the middle. */
function around(place: number, share: number): Float32Array {
  const reach = share * 0.35;
  const profile = Float32Array.from({ length: points }, (_, at) => Math.max(0, 1 - Math.abs((at + 0.5) / points - place) / reach));
  const sum = profile.reduce((total, value) => total + value, 0);
  return profile.map((value) => (sum > 0 ? value / sum : 0));
}
