import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { type Colour, css } from './colour.ts';

export type Pen = SKRSContext2D;

/** A rectangle on the stage, in pixels of the frame. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A bitmap of its place on the stage: whatever `draw` draws in stage pixels is caught, `sharpness` bitmap pixels each. */
export function bitmapOf(box: Box, draw: (pen: Pen) => void, sharpness = 1): Canvas {
  const canvas = createCanvas(Math.max(1, Math.ceil(box.width * sharpness)), Math.max(1, Math.ceil(box.height * sharpness)));
  const pen = canvas.getContext('2d');
  pen.scale(sharpness, sharpness);
  pen.translate(-box.x, -box.y);
  draw(pen);
  return canvas;
}

/** A gradient from top to bottom (or along any line) through colours with opacities. */
export function gradient(
  pen: Pen,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  stops: readonly (readonly [at: number, colour: Colour, opacity?: number])[],
) {
  const made = pen.createLinearGradient(x0, y0, x1, y1);
  for (const [at, colour, opacity] of stops) made.addColorStop(Math.min(1, Math.max(0, at)), css(colour, opacity));
  return made;
}

/** A soft round glow. */
export function glow(pen: Pen, x: number, y: number, radius: number, colour: Colour, opacity: number): void {
  const made = pen.createRadialGradient(x, y, 0, x, y, radius);
  for (const [at, share] of [
    [0, 1],
    [0.15, 0.68],
    [0.35, 0.34],
    [0.6, 0.12],
    [1, 0],
  ] as const)
    made.addColorStop(at, css(colour, opacity * share));
  pen.fillStyle = made;
  pen.fillRect(x - radius, y - radius, radius * 2, radius * 2);
}

/** A closed shape through points given as [x, y]. */
export function polygon(pen: Pen, points: readonly (readonly [number, number])[]): void {
  pen.beginPath();
  for (const [index, [x, y]] of points.entries()) index === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y);
  pen.closePath();
}

/** A closed smooth shape through points: each point is the middle of a curve. */
export function smooth(pen: Pen, points: readonly (readonly [number, number])[]): void {
  pen.beginPath();
  const at = (index: number) => points[(index + points.length) % points.length] ?? [0, 0];
  for (let index = 0; index < points.length; index++) {
    const [here, next] = [at(index), at(index + 1)];
    const middle = [(here[0] + next[0]) / 2, (here[1] + next[1]) / 2] as const;
    if (index === 0) {
      const before = at(-1);
      pen.moveTo((before[0] + here[0]) / 2, (before[1] + here[1]) / 2);
    }
    pen.quadraticCurveTo(here[0], here[1], middle[0], middle[1]);
  }
  pen.closePath();
}

const read = new Map<string, readonly (readonly [number, number])[]>();

/** Points written as `x,y x,y …`, read once. */
export function points(text: string): readonly (readonly [number, number])[] {
  const known = read.get(text);
  if (known) return known;
  const made = text.split(' ').map((pair) => {
    const [x = 0, y = 0] = pair.split(',').map(Number);
    return [x, y] as const;
  });
  read.set(text, made);
  return made;
}
