import { type Filter, filter } from './filtergraph.ts';
import { exactScaling } from './picture.ts';
import type { CropKey } from './smart-crop.ts';

type Size = { readonly width: number; readonly height: number };

/** How much of a picture of one shape is seen in a frame of another when it fills it, and along which side the window can move. */
export type Window = { readonly along: 'x' | 'y'; readonly share: number };

/** Shapes that differ by less than this part are taken as equal. */
const nearlyEqual = 0.005;

/** The window of a frame in a picture; undefined where their shapes are the same and all is seen. */
export function windowOf(picture: Size, frame: Size): Window | undefined {
  const share = (frame.width * picture.height) / (frame.height * picture.width);
  if (Math.abs(share - 1) < nearlyEqual) return undefined;
  return share < 1 ? { along: 'x', share } : { along: 'y', share: 1 / share };
}

/**
 * Fills a frame with the part of the picture that a window shows; `keys` hold its place from output frame to output frame.
 * A first crop steps by whole pixels of the picture and a second one by those of the larger result, so that slow pans glide.
 * The picture must have even sides.
 */
export function windowFilters(picture: Size, frame: Size, keys: readonly CropKey[]): Filter[] {
  const window = windowOf(picture, frame);
  if (!window) return [scaleTo(frame)];
  const across = window.along === 'x';
  const [long, short, target, other] = across
    ? [picture.width, picture.height, frame.width, frame.height]
    : [picture.height, picture.width, frame.height, frame.width];
  const factor = other / short;
  const coarse = Math.min(long, 2 * Math.ceil(target / factor / 2) + 4);
  const scaled = 2 * Math.ceil((coarse * factor) / 2);
  const last = long - coarse;
  const place = trackExpression(
    keys.map(({ at, position }) => ({ at, position: Math.min(Math.max(0, position * long), Math.max(0, long - target / factor)) })),
  );
  const step = `min(2*floor(ld(0)/2),${last})`;
  const first = `0*st(0,${place})+${step}`;
  const rest = `0*st(0,${place})+min(2*round((ld(0)-${step})*${number(scaled / coarse)}/2),${scaled - target})`;
  return across
    ? [
        crop({ w: coarse, h: short, x: first, y: 0 }),
        scaleTo({ width: scaled, height: other }),
        crop({ w: target, h: other, x: rest, y: 0 }),
      ]
    : [
        crop({ w: short, h: coarse, x: 0, y: first }),
        scaleTo({ width: other, height: scaled }),
        crop({ w: other, h: target, x: 0, y: rest }),
      ];
}

/** The picture as a whole, over a blurred and darkened copy of itself that fills the frame: filters for each of the two. */
export function wholeFilters(picture: Size, frame: Size): { behind: Filter[]; front: Filter[] } {
  const factor = Math.min(frame.width / picture.width, frame.height / picture.height);
  const inner = { width: even(picture.width * factor), height: even(picture.height * factor) };
  const small = { width: even(frame.width / 8), height: even(frame.height / 8) };
  const behind = [
    ...windowFilters(picture, small, centred(picture, small)),
    filter('gblur', { sigma: Math.max(2, small.width / 24), steps: 2 }),
    filter('lutyuv', { y: 'val*0.62+6' }),
    scaleTo(frame),
  ];
  return { behind, front: [scaleTo(inner)] };
}

/** A window that rests in the middle. */
export function centred(picture: Size, frame: Size): CropKey[] {
  return [{ at: 0, position: (1 - (windowOf(picture, frame)?.share ?? 1)) / 2 }];
}

function crop(options: { w: number; h: number; x: string | number; y: string | number }): Filter {
  return filter('crop', options);
}

function scaleTo({ width, height }: Size): Filter {
  return filter('scale', { w: width, h: height, flags: exactScaling });
}

function even(pixels: number): number {
  return Math.max(2, Math.round(pixels / 2) * 2);
}

/** A value that moves evenly from key to key, over the number of the frame `n`. Halved again and again, so that no branch is deep. */
export function trackExpression(keys: readonly CropKey[]): string {
  const [only] = keys;
  if (!only) return '0';
  if (keys.length === 1) return number(only.position);
  if (keys.length === 2) return between(only, keys[1] ?? only);
  const middle = Math.floor(keys.length / 2);
  return `if(lt(n,${keys[middle]?.at ?? 0}),${trackExpression(keys.slice(0, middle + 1))},${trackExpression(keys.slice(middle))})`;
}

/** Before the first key its value holds, after the last one that of the last. */
function between(from: CropKey, to: CropKey): string {
  if (to.position === from.position || to.at <= from.at) return number(to.position);
  const slope = (to.position - from.position) / (to.at - from.at);
  return `${number(from.position)}+${number(slope)}*clip(n-${from.at},0,${to.at - from.at})`;
}

function number(value: number): string {
  return value.toFixed(4).replace(/\.?0+$/, '') || '0';
}
