import { bottle, rowingBoat, whale } from './afloat.ts';
import { glow, gradient, smooth } from './canvas.ts';
import { castle } from './castle.ts';
import { coffeeMachine } from './coffee-machine.ts';
import { css, mix } from './colour.ts';
import { block, type DrawnThing } from './drawn-thing.ts';
import { flowers, tree } from './growing.ts';
import { lighthouse } from './lighthouse.ts';
import { pyramids } from './pyramids.ts';
import { ship } from './tall-ship.ts';
import { volcano } from './volcano.ts';

/** Seven birds that beat their wings, each in its own time. */
const flock: DrawnThing = {
  aspect: 1.9,
  draw(pen, { line }, clock) {
    pen.strokeStyle = css(line);
    pen.lineCap = 'round';
    pen.lineJoin = 'round';
    for (const [index, [x, y, size]] of (
      [
        [0.1, -0.5, 0.3],
        [-0.38, -0.66, 0.22],
        [0.52, -0.74, 0.2],
        [-0.72, -0.3, 0.17],
        [0.78, -0.36, 0.15],
        [-0.15, -0.92, 0.16],
        [0.3, -0.16, 0.14],
      ] as const
    ).entries()) {
      const beat = Math.sin(clock.turn(5 + index * 0.35) + index * 1.7);
      pen.lineWidth = size * 0.13;
      pen.beginPath();
      pen.moveTo(x - size, y - size * (0.1 + 0.34 * beat));
      pen.quadraticCurveTo(x - size * 0.4, y - size * (0.34 + 0.2 * beat), x, y);
      pen.quadraticCurveTo(x + size * 0.4, y - size * (0.34 + 0.2 * beat), x + size, y - size * (0.1 + 0.34 * beat));
      pen.stroke();
    }
  },
};

/** A table that reaches below the frame. */
const table: DrawnThing = {
  aspect: 4,
  draw(pen, { palette, line }) {
    const wood = mix([0.5, 0.34, 0.24], palette.ink, palette.lamps ? 0.45 : 0.25);
    pen.fillStyle = gradient(
      pen,
      [0, -1, 0, 0],
      [
        [0, mix(wood, line, 0.35)],
        [1, mix(wood, line, 0.85)],
      ],
    );
    for (const x of [-1.75, 1.5]) pen.fillRect(x, -0.8, 0.25, 2.4);
    pen.fillRect(-1.85, -0.82, 3.7, 0.22);
    pen.fillStyle = gradient(
      pen,
      [-2, 0, 2, 0],
      [
        [0, mix(wood, palette.light, 0.12)],
        [0.45, mix(wood, palette.light, 0.34)],
        [1, mix(wood, palette.light, 0.06)],
      ],
    );
    pen.beginPath();
    pen.roundRect(-2, -1, 4, 0.2, 0.06);
    pen.fill();
  },
};

/** A park bench seen from the front. */
const bench: DrawnThing = {
  aspect: 1.9,
  draw(pen, { face, edge, line }) {
    for (const x of [-0.8, 0.68]) block(pen, x, -0.52, 0.12, 0.52, line, 0.03);
    for (const x of [-0.72, 0.62]) block(pen, x, -1, 0.09, 0.55, line, 0.03);
    for (const [y, colour] of [
      [-0.98, edge],
      [-0.8, face],
      [-0.56, edge],
    ] as const)
      block(pen, -0.94, y, 1.88, 0.13, colour, 0.04);
  },
};

/** A cake with candles that burn. */
const cake: DrawnThing = {
  aspect: 1.05,
  draw(pen, { face, edge, line, palette }, clock) {
    const cream = mix(mix([1, 0.95, 0.88], palette.ambient, 0.25), palette.ink, palette.lamps ? 0.12 : 0.03);
    block(pen, -0.52, -0.05, 1.04, 0.05, mix(palette.light, palette.ink, 0.3), 0.02);
    for (const [wide, foot, high] of [
      [0.46, 0.05, 0.32],
      [0.32, 0.37, 0.26],
    ] as const) {
      pen.fillStyle = gradient(
        pen,
        [-wide, 0, wide, 0],
        [
          [0, mix(face, line, 0.2)],
          [0.35, edge],
          [1, mix(face, line, 0.4)],
        ],
      );
      pen.fillRect(-wide, -foot - high, wide * 2, high);
      pen.fillStyle = css(cream);
      pen.beginPath();
      pen.roundRect(-wide - 0.015, -foot - high - 0.03, wide * 2 + 0.03, 0.08, 0.03);
      for (let drip = 0; drip < 7; drip++)
        pen.roundRect(-wide + (drip * wide * 2) / 7, -foot - high, (wide * 2) / 9, 0.07 + 0.05 * Math.sin(drip * 2.3 + foot * 9), 0.03);
      pen.fill();
    }
    for (let candle = -2; candle <= 2; candle++) {
      const x = candle * 0.115;
      block(pen, x - 0.016, -0.84, 0.032, 0.18, mix(palette.light, [0.95, 0.4, 0.5], candle % 2 ? 0.2 : 0.65));
      const flicker = 1 + 0.14 * Math.sin(clock.turn(9) + candle * 2);
      glow(pen, x, -0.9, 0.15, palette.lamp, 0.7);
      pen.fillStyle = css(mix(palette.lamp, palette.light, 0.5));
      smooth(pen, [
        [x, -0.84],
        [x - 0.026, -0.88],
        [x, -0.89 - 0.09 * flicker],
        [x + 0.026, -0.88],
      ]);
      pen.fill();
    }
  },
};

export const drawnThings = {
  'coffee-machine': coffeeMachine,
  bottle,
  'rowing-boat': rowingBoat,
  flock,
  table,
  cake,
  lighthouse,
  castle,
  tree,
  volcano,
  ship,
  whale,
  pyramids,
  flowers,
  bench,
} as const satisfies Record<string, DrawnThing>;
