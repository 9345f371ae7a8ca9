import type { Pen } from './canvas.ts';
import type { Clock } from './clock.ts';
import { type Colour, css } from './colour.ts';
import type { Palette } from './palette.ts';

/** The tones in which a thing is drawn. */
export type Tones = { readonly face: Colour; readonly edge: Colour; readonly line: Colour; readonly palette: Palette };

/** Draws in units of its own height with the foot at (0, 0); y grows downwards. The clock moves what moves. */
export type DrawnThing = { readonly aspect: number; readonly draw: (pen: Pen, tones: Tones, clock: Clock) => void };

/** A box with round corners. */
export function block(pen: Pen, x: number, y: number, wide: number, high: number, colour: Colour, round = 0): void {
  pen.fillStyle = css(colour);
  pen.beginPath();
  pen.roundRect(x, y, wide, high, round);
  pen.fill();
}
