import type { Figure } from '../scene.ts';
import { type Pen, points, smooth } from './canvas.ts';
import { type Colour, css } from './colour.ts';
import type { FigureInks } from './figure.ts';

/** Draws in units of the head's radius around its middle, the face to the right, y downwards. */
export type Piece = (pen: Pen, inks: FigureInks, sway: number) => void;

/** Fills what has just been traced. */
export function fill(pen: Pen, colour: Colour): void {
  pen.fillStyle = css(colour);
  pen.fill();
}

const hair = (inks: FigureInks): Colour => inks.body;

/** Short hair, as it shows below a hat; `low` is how far it reaches down the neck. */
export function cap(pen: Pen, inks: FigureInks, low = 0.15): void {
  smooth(pen, [
    [0.92, -0.5],
    [0.72, -0.98],
    [0, -1.2],
    [-0.82, -1.02],
    [-1.16, -0.3],
    [-1.05, low],
    [-0.72, low + 0.3],
    [-0.55, -0.12],
    [0.1, -0.52],
  ]);
  fill(pen, hair(inks));
}

/** Heads without a hat. */
export const hairstyles = {
  short: (pen, inks) => cap(pen, inks),
  bald: () => undefined,
  long: (pen, inks, sway) => {
    const out = sway * 6;
    smooth(pen, [
      [0.85, -0.55],
      [0.6, -1.05],
      [-0.1, -1.22],
      [-0.95, -0.95],
      [-1.25, -0.1],
      [-1.35 - out, 1.2],
      [-1.15 - out * 1.6, 2.5],
      [-0.5 - out, 2.3],
      [-0.35, 1.1],
      [-0.4, 0.05],
      [0.1, -0.52],
    ]);
    fill(pen, hair(inks));
  },
  bun: (pen, inks) => {
    cap(pen, inks);
    pen.beginPath();
    pen.arc(-1.0, -0.95, 0.48, 0, 7);
    fill(pen, hair(inks));
  },
  bob: (pen, inks) => {
    smooth(pen, points('0.95,-0.5 0.65,-1.05 -0.1,-1.24 -1.0,-0.95 -1.3,0 -1.22,0.85 -0.5,1.0 -0.28,0.5 -0.35,-0.1 0.1,-0.55'));
    fill(pen, hair(inks));
  },
  curly: (pen, inks) => {
    for (let curl = 0; curl < 9; curl++) {
      const angle = -0.35 - (curl / 8) * 3.1;
      pen.beginPath();
      pen.arc(Math.cos(angle) * 0.92, Math.sin(angle) * 0.92 - 0.08, 0.46, 0, 7);
      fill(pen, hair(inks));
    }
  },
  ponytail: (pen, inks, sway) => {
    cap(pen, inks, 0);
    const out = sway * 10;
    smooth(pen, [
      [-0.8, -0.7],
      [-1.25, -0.7],
      [-1.75 - out, 0],
      [-1.7 - out * 1.4, 1.3],
      [-1.45 - out, 1.4],
      [-1.35 - out, 0.3],
    ]);
    fill(pen, hair(inks));
  },
} satisfies Partial<Record<Figure['head'], Piece>>;
