import type { z } from 'zod';
import type { Kinds } from '#nodes/steps.ts';
import { centred, windowOf } from './crop-window.ts';
import { type Rendition, renditionFps } from './rendition-plan.ts';
import { type CropKey, cropTrack } from './smart-crop.ts';
import { mostTelling, telling } from './thumbnail-score.ts';
import type { Watched } from './watch.ts';

/** How a picture gets another shape: following what matters, around its centre, or whole. */
export type CropWay = z.output<Kinds['renditions']['params']>['crop'];

type Size = { readonly width: number; readonly height: number };

/** Longer tracks are thinned out: the whole must fit into one argument of ffmpeg. */
const mostKeys = 1000;

/** Where the window of a rendition stands, by output frame: following what was watched, or resting in the middle. */
export function keysFor(rendition: Rendition, picture: Size, watched: Watched, crop: CropWay): CropKey[] {
  const window = windowOf(picture, rendition);
  if (!window || crop !== 'smart') return centred(picture, rendition);
  const frames = Math.ceil((rendition.frames * watched.fps) / renditionFps);
  const seen = watched.attention.slice(0, frames);
  const profiles = seen.map(({ columns, rows }) => (window.along === 'x' ? columns : rows));
  const cuts = new Set(seen.flatMap(({ cut }, at) => (cut ? [at] : [])));
  return thinned(atOutput(cropTrack({ profiles, cuts, fps: watched.fps, share: window.share }), cuts, watched.fps));
}

/** From watched frames to output frames; a jump stays a jump of one frame. */
function atOutput(keys: readonly CropKey[], cuts: ReadonlySet<number>, fps: number): CropKey[] {
  const output = (at: number): number => Math.round((at * renditionFps) / fps);
  return keys.map(({ at, position }, index) => {
    const next = keys[index + 1];
    return { at: next && cuts.has(next.at) ? Math.max(output(at), output(next.at) - 1) : output(at), position };
  });
}

/** No more keys than fit into the place of a window. */
export function thinned(keys: CropKey[]): CropKey[] {
  const every = Math.ceil(keys.length / mostKeys);
  return every <= 1 ? keys : keys.filter((_, index) => index % every === 0 || index === keys.length - 1);
}

/** The output frame that makes the best still of a rendition, judged by the part of the picture that it shows. */
export function stillFrame(rendition: Rendition, picture: Size, watched: Watched, keys: readonly CropKey[] | undefined): number {
  const seconds = rendition.frames / renditionFps;
  const samples = watched.samples.filter(({ at }) => at < seconds);
  const window = keys && windowOf(picture, rendition);
  const shown = samples.map(({ at, rgb }) => {
    if (!window) return telling(rgb, watched.size.width);
    const part = partOf(watched.size, { ...window, position: positionAt(keys, at * renditionFps) });
    return telling(cut(rgb, watched.size, part), part.width);
  });
  const best = samples[mostTelling(shown)];
  return Math.min(rendition.frames - 1, Math.round((best?.at ?? 0) * renditionFps));
}

function positionAt(keys: readonly CropKey[], frame: number): number {
  const after = keys.findIndex(({ at }) => at > frame);
  const next = keys[after];
  const last = keys[after - 1] ?? keys.at(-1);
  if (!next || !last || after <= 0) return (after === 0 ? next : last)?.position ?? 0;
  return last.position + ((next.position - last.position) * (frame - last.at)) / (next.at - last.at);
}

type Part = { x: number; y: number; width: number; height: number };

function partOf(size: Size, window: { along: 'x' | 'y'; share: number; position: number }): Part {
  const across = window.along === 'x';
  const long = across ? size.width : size.height;
  const length = Math.max(1, Math.round(long * window.share));
  const from = Math.min(long - length, Math.round(long * window.position));
  return across ? { x: from, y: 0, width: length, height: size.height } : { x: 0, y: from, width: size.width, height: length };
}

function cut(rgb: Uint8Array, size: Size, part: Part): Uint8Array {
  const result = new Uint8Array(part.width * part.height * 3);
  for (let y = 0; y < part.height; y += 1) {
    const from = ((part.y + y) * size.width + part.x) * 3;
    result.set(rgb.subarray(from, from + part.width * 3), y * part.width * 3);
  }
  return result;
}
