import type { AnimaticMark } from './animatic-mark.ts';
import { windowOf } from './crop-window.ts';
import { between, keysForFocus, watchedPart } from './marked-crop.ts';
import { type CropWay, keysFor, stillFrame } from './rendition-crop.ts';
import type { Picture } from './rendition-graph.ts';
import { type Rendition, renditionFps } from './rendition-plan.ts';
import type { CropKey } from './smart-crop.ts';
import type { Watched } from './watch.ts';

export type Placing = {
  readonly rendition: Rendition;
  readonly size: { readonly width: number; readonly height: number };
  readonly watched: Watched;
  readonly mark: AnimaticMark | undefined;
  readonly crop: CropWay;
  readonly fps: number | undefined;
  readonly burned: boolean;
};

/**
 * Which part of the picture is shown, where and which frame is its still. Of an animatic that changes its shape, or gets
 * captions in place of its band, slate and band are left out; what is all words is shown whole.
 */
export function placeWindow({ rendition, size, watched, mark, crop, fps, burned }: Placing): Pick<Picture, 'part' | 'keys' | 'still'> {
  const way = crop === 'smart' && mark?.whole ? 'fit' : crop;
  const anew = windowOf(size, rendition) !== undefined || (burned && !mark?.whole);
  const part = mark && mark.band + mark.slate > 0 && anew ? between(mark, size) : undefined;
  const shown = { ...size, height: part?.height ?? size.height };
  const seen = watchedPart(watched, part, size);
  const picture = { ...size, fps: fps ?? renditionFps, part: part ?? { top: 0, height: size.height } };
  const follows = way === 'smart' && mark && mark.focus.length > 0;
  const placed = (): CropKey[] | undefined => (way === 'fit' ? undefined : keysFor(rendition, shown, seen, way));
  const keys = follows ? keysForFocus(mark, rendition, picture) : placed();
  return { part, keys, still: stillFrame(rendition, shown, seen, keys) };
}
