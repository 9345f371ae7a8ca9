import type { Palette } from './palette.ts';
import type { Ridge } from './ridges.ts';
import type { Disc } from './sky.ts';
import type { Layer, Stage } from './stage.ts';

/** What a ground is built from. The seed belongs to the place, so that the same place looks alike in every shot. */
export type Plot = { readonly stage: Stage; readonly palette: Palette; readonly disc: Disc; readonly seed: number };

/** A built ground. Landmarks stand on `back`, a row behind the subjects, which stand on the stage's floor. */
export type Site = {
  readonly layers: readonly Layer[];
  readonly back: { readonly foot: Ridge; readonly depth: number };
  /** The side where landmarks stand, -1 left and 1 right, where the land has one for them. */
  readonly landmarks?: 1 | -1;
  /** The water on which things float, where there is any. */
  readonly water?: { readonly level: number; readonly depth: number; readonly rough: boolean };
  /** Light that lies over the whole picture. */
  readonly indoors?: boolean;
};
