import { glow, gradient, points, smooth } from './canvas.ts';
import { css, mix } from './colour.ts';
import type { DrawnThing } from './drawn-thing.ts';

/** A volcano: a cone with a burning mouth, streams of fire and a cloud that rises. */
export const volcano: DrawnThing = {
  aspect: 1.5,
  draw(pen, { face, edge, line, palette }, clock) {
    for (let puff = 0; puff < 6; puff++) {
      const life = (clock.times(0.25) + puff / 6) % 1;
      pen.fillStyle = css(mix(line, palette.sky[2], 0.25 + life * 0.4), 0.75 * Math.sin(Math.PI * Math.min(1, life * 1.15 + 0.08)));
      pen.beginPath();
      pen.arc(Math.sin(puff * 2.4) * 0.05 + life * 0.16, -0.68 - life * 0.42, 0.06 + life * 0.13, 0, 7);
      pen.fill();
    }
    glow(pen, 0, -0.68, 0.42, [1, 0.5, 0.16], 0.75 + 0.08 * Math.sin(clock.turn(5)));
    pen.fillStyle = gradient(
      pen,
      [-0.7, 0, 0.7, 0],
      [
        [0, mix(face, line, 0.3)],
        [0.42, edge],
        [0.6, face],
        [1, line],
      ],
    );
    smooth(pen, points('-0.78,0.02 -0.5,-0.14 -0.22,-0.48 -0.13,-0.66 -0.05,-0.63 0.03,-0.65 0.13,-0.67 0.25,-0.46 0.52,-0.13 0.78,0.02'));
    pen.fill();
    pen.strokeStyle = css([1, 0.55, 0.18], 0.95);
    pen.lineCap = 'round';
    for (const [x, length, thick] of [
      [-0.06, 0.3, 0.022],
      [0.04, 0.48, 0.03],
      [0.1, 0.24, 0.018],
    ] as const) {
      pen.lineWidth = thick;
      pen.beginPath();
      pen.moveTo(x, -0.62);
      pen.bezierCurveTo(x * 1.6 - 0.02, -0.55, x * 1.4 + 0.04, -0.5, x * 2.4, -0.62 + length);
      pen.stroke();
    }
  },
};
