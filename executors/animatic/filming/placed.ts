import type { Site } from '../drawing/site.ts';
import type { Disc } from '../drawing/sky.ts';
import type { Stage } from '../drawing/stage.ts';
import type { Framing, Subject } from '../scene.ts';

/** A subject with its place: foot in the middle at (x, y), in stage pixels. */
export type Placed = {
  /** The same for the same one in every shot. */
  readonly key: string;
  readonly subject: Subject;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly flip: boolean;
  readonly depth: number;
};

/** `rest` is how the background is framed before the camera moves. */
export type Composition = {
  readonly rest: Framing;
  readonly stage: Stage;
  readonly site: Site;
  readonly disc: Disc;
  readonly placed: readonly Placed[];
};
