import type { Canvas } from '@napi-rs/canvas';
import type { CameraMove } from '#nodes/values.ts';
import type { Pen } from '../drawing/canvas.ts';
import { type Clock, clockAt } from '../drawing/clock.ts';
import { blendItems } from './blend.ts';
import { type Motion, moveAt, type View, viewFrom } from './camera.ts';
import { drawItems, drawSet } from './draw-set.ts';
import { type FilmSet, scratch } from './film-set.ts';
import { wipe } from './wipe.ts';

/** A clip to be drawn: it begins with one set and ends with another, or with the same. */
export type Shot = {
  readonly first: FilmSet;
  readonly last?: FilmSet;
  readonly move: CameraMove;
  readonly motion: Motion;
  readonly seconds: number;
  /** Slate, caption band and lens, laid over every frame. */
  readonly slate: Canvas;
  readonly card?: Canvas;
};

/** Draws a shot at any share of its length; keeps what it can from frame to frame. */
export function drawerOf(shot: Shot): (pen: Pen, share: number) => void {
  const { first, last, slate } = shot;
  const stage = first.composition.stage;
  const spare = scratch(stage);
  const cut = last && (first.picture || last.picture || first.scene.card || last.scene.card);
  return (pen, share) => {
    const clock = clockAt(share, shot.seconds);
    const [from, to] = [viewAt(shot, first, share, clock), last ? viewAt(shot, last, share - 1, clock) : undefined];
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalAlpha = 1;
    if (!last || !to || share === 0) drawSet(pen, first, from, clock);
    else if (cut)
      wipe(pen, spare, {
        share,
        way: wayOf(shot.move),
        first: (on) => drawSet(on, first, from, clock),
        last: (on) => drawSet(on, last, to, clock),
      });
    else {
      drawItems(pen, blendItems({ first, last, from, to, share, clock, seconds: shot.seconds, spare }), from.roll, stage);
    }
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalAlpha = 1;
    if (shot.card) pen.drawImage(shot.card, 0, 0);
    pen.drawImage(slate, 0, 0);
  };
}

/** Which way a wipe goes: with the camera. */
const wayOf = (move: CameraMove): number => (move === 'pan-left' ? -1 : 1);

/** Where the camera sees a set from at a share of the clip. */
export function viewAt({ move, motion }: Pick<Shot, 'move' | 'motion'>, set: FilmSet, share: number, clock: Clock): View {
  const moved = moveAt(move, motion, share, clock);
  // There is nothing beyond a picture's edge: pulling out of it begins nearer instead.
  const near = set.picture && move === 'pull-out' ? 1 / moveAt(move, motion, 1, clock).zoom : 1;
  return viewFrom({ ...moved, zoom: moved.zoom * near }, set.composition.rest, set.scene.framing);
}
