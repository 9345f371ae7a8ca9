import { gradient, polygon } from './canvas.ts';
import { mix } from './colour.ts';
import type { DrawnThing } from './drawn-thing.ts';

/** Three pyramids, each with a lit and a shaded face. */
export const pyramids: DrawnThing = {
  aspect: 2.3,
  draw(pen, { face, edge, line }) {
    for (const [x, high, far] of [
      [-0.72, 0.62, 0.35],
      [0.78, 0.5, 0.5],
      [0.02, 1, 0],
    ] as const) {
      const half = high * 0.78;
      const ridge = x + half * 0.28;
      pen.fillStyle = gradient(
        pen,
        [0, -high, 0, 0],
        [
          [0, mix(edge, face, far)],
          [1, mix(face, line, 0.12)],
        ],
      );
      polygon(pen, [
        [x, -high],
        [x - half, 0],
        [ridge, 0.02],
      ]);
      pen.fill();
      pen.fillStyle = gradient(
        pen,
        [0, -high, 0, 0],
        [
          [0, mix(face, line, 0.45 - far * 0.4)],
          [1, mix(face, line, 0.62 - far * 0.5)],
        ],
      );
      polygon(pen, [
        [x, -high],
        [ridge, 0.02],
        [x + half, 0],
      ]);
      pen.fill();
    }
  },
};
