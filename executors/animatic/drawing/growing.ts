import { smooth } from './canvas.ts';
import { css, mix } from './colour.ts';
import type { DrawnThing } from './drawn-thing.ts';
import { lotsOf } from './lots.ts';
import { broad } from './trees.ts';

/** A broad tree with a lit side. */
export const tree: DrawnThing = {
  aspect: 0.75,
  draw(pen, { line, face, edge }) {
    for (const [colour, x, share] of [
      [line, 0, 1],
      [face, 0.012, 0.985],
      [mix(face, edge, 0.35), 0.05, 0.93],
    ] as const) {
      pen.save();
      if (share < 1) {
        pen.beginPath();
        pen.rect(-1, -1, 2, share < 0.95 ? 0.5 : 0.62);
        pen.clip();
      }
      pen.fillStyle = css(colour);
      broad(pen, x, share < 0.95 ? -0.04 : 0, share < 0.95 ? 0.86 : 1, lotsOf('tree'));
      pen.restore();
    }
  },
};

/** Three flowers on their stems. */
export const flowers: DrawnThing = {
  aspect: 0.9,
  draw(pen, { face, palette, line }, clock) {
    const green = mix(mix([0.3, 0.52, 0.28], palette.ambient, 0.15), palette.ink, 0.3);
    for (const [index, [x, high, size]] of (
      [
        [-0.24, 0.72, 0.13],
        [0.02, 0.95, 0.15],
        [0.27, 0.64, 0.12],
      ] as const
    ).entries()) {
      const sway = 0.02 * Math.sin(clock.turn(1.6) + index);
      pen.strokeStyle = css(green);
      pen.lineWidth = 0.028;
      pen.beginPath();
      pen.moveTo(x * 0.5, 0);
      pen.quadraticCurveTo(x * 0.6, -high * 0.5, x + sway, -high + size);
      pen.stroke();
      pen.fillStyle = css(green);
      smooth(pen, [
        [x * 0.6, -high * 0.3],
        [x * 0.6 + 0.1, -high * 0.46],
        [x * 0.6 + 0.19, -high * 0.42],
        [x * 0.6 + 0.09, -high * 0.32],
      ]);
      pen.fill();
      pen.fillStyle = css(index === 1 ? face : mix(face, palette.light, 0.35));
      for (let petal = 0; petal < 6; petal++) {
        const angle = (petal / 6) * Math.PI * 2;
        pen.beginPath();
        pen.arc(x + sway + Math.cos(angle) * size * 0.55, -high + size * 0.4 + Math.sin(angle) * size * 0.55, size * 0.46, 0, 7);
        pen.fill();
      }
      pen.fillStyle = css(mix([0.96, 0.78, 0.3], line, 0.12));
      pen.beginPath();
      pen.arc(x + sway, -high + size * 0.4, size * 0.36, 0, 7);
      pen.fill();
    }
  },
};
