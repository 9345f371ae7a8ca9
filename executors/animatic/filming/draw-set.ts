import type { Canvas } from '@napi-rs/canvas';
import type { Box, Pen } from '../drawing/canvas.ts';
import type { Clock } from '../drawing/clock.ts';
import { drawDisc } from '../drawing/sky.ts';
import { bob } from '../drawing/water.ts';
import { shiftOf, type View } from './camera.ts';
import type { FilmSet, Flat } from './film-set.ts';
import type { Placed } from './placed.ts';

/** One thing to be drawn at its depth. */
export type Item = { readonly depth: number; readonly draw: (pen: Pen) => void };

/** One set alone, seen from a view. */
export function drawSet(pen: Pen, set: FilmSet, view: View, clock: Clock): void {
  const { stage, disc, placed } = set.composition;
  const items: Item[] = set.flats.map((flat) => ({ depth: flat.depth, draw: (on) => drawFlat(on, flat, view, stage, clock) }));
  if (set.disc)
    items.push({
      depth: 0.05,
      draw(on) {
        moveTo(on, view, 0.05, stage);
        on.translate(disc.x, disc.y);
        drawDisc(on, set.palette, disc.radius);
      },
    });
  for (const one of placed) items.push({ depth: one.depth + 0.0005, draw: (on) => drawPlaced(on, set, one, view, clock) });
  drawItems(pen, items, view.roll, stage);
  pen.setTransform(1, 0, 0, 1, 0, 0);
  set.weather(pen, clock, 1);
}

/** Draws from the back to the front. */
export function drawItems(pen: Pen, items: readonly Item[], roll: number, stage: { width: number; height: number }): void {
  for (const { draw } of [...items].sort((one, other) => one.depth - other.depth)) {
    pen.save();
    if (roll !== 0) {
      pen.translate(stage.width / 2, stage.height / 2);
      pen.rotate(roll);
      pen.translate(-stage.width / 2, -stage.height / 2);
    }
    draw(pen);
    pen.restore();
  }
}

/** Puts the pen where the camera sees a depth. */
export function moveTo(pen: Pen, view: View, depth: number, stage: { width: number; height: number }): void {
  const { scale, x, y } = shiftOf(view, depth, stage);
  pen.translate(x, y);
  pen.scale(scale, scale);
}

export function drawFlat(pen: Pen, flat: Flat, view: View, stage: { width: number; height: number }, clock: Clock): void {
  const { depth, box, bitmap, live, covers } = flat;
  if (bitmap && depth < 0.05) return stillSky(pen, bitmap, box, view, stage);
  if (covers) coverFrame(pen, view, depth, stage);
  else moveTo(pen, view, depth, stage);
  pen.imageSmoothingQuality = 'low';
  if (bitmap) pen.drawImage(bitmap, box.x, box.y, box.width, box.height);
  live?.(pen, clock);
}

/** Moves what has no margin: it is magnified just so far that a shift lets nothing shine through at the edges. */
function coverFrame(pen: Pen, view: View, depth: number, stage: { width: number; height: number }): void {
  const least = Math.max(1, 1 + (Math.abs(view.x) * depth) / 0.5, 1 + (Math.abs(view.y) * depth) / 0.44, 1 + Math.abs(view.roll) * 2);
  const zoom = Math.max(least, 1 + (view.zoom - 1) * depth);
  moveTo(pen, { ...view, zoom: 1 + (zoom - 1) / depth }, depth, stage);
}

/** The sky is so far away that it only shifts, by whole pixels: laying it is then a plain copy. */
function stillSky(pen: Pen, bitmap: Canvas, box: Box, view: View, stage: { width: number; height: number }): void {
  const { x, y } = shiftOf({ ...view, zoom: 1 }, 0.03, stage);
  pen.drawImage(bitmap, Math.round(box.x + x), Math.round(box.y + y));
}

/** An actor where it stands in its set. */
function drawPlaced(pen: Pen, set: FilmSet, placed: Placed, view: View, clock: Clock): void {
  moveTo(pen, view, placed.depth, set.composition.stage);
  const { lift, tilt } = floatOf(set, placed, clock);
  set.actor(placed).draw(pen, { x: placed.x, y: placed.y + lift, height: placed.height, flip: placed.flip, clock, speed: 0, tilt });
}

/** How what floats, flies or hovers moves on its place. */
export function floatOf(set: FilmSet, { subject, y, height }: Placed, clock: Clock): { lift: number; tilt: number } {
  const { site, stage } = set.composition;
  const afloat =
    site.water !== undefined &&
    Math.abs(y - site.water.level) < height * 0.5 &&
    (subject.place === 'water' || subject.place === 'under' || subject.rides !== undefined);
  const adrift = set.scene.ground === 'space' || set.scene.ground === 'underwater' || subject.place === 'sky';
  if (!afloat && !adrift) return { lift: 0, tilt: 0 };
  const { lift, roll } = bob(clock, 1.3, afloat && site.water?.rough === true);
  return {
    lift: (lift - Math.sin(1.3)) * stage.span * (afloat ? (site.water?.rough ? 0.012 : 0.004) : 0.008),
    tilt: roll * (afloat ? 1 : 0.8),
  };
}
