import { glow, gradient, type Pen, points, polygon, smooth } from './canvas.ts';
import type { Clock } from './clock.ts';
import { css, mix } from './colour.ts';
import { block, type DrawnThing, type Tones } from './drawn-thing.ts';
import type { Palette } from './palette.ts';

const sideLight = (pen: Pen, wide: number, { face, edge, line }: Tones) =>
  gradient(
    pen,
    [-wide, 0, wide, 0],
    [
      [0, mix(face, line, 0.35)],
      [0.35, edge],
      [0.6, face],
      [1, mix(face, line, 0.6)],
    ],
  );

export const lighthouse: DrawnThing = {
  aspect: 0.36,
  draw(pen, tones, clock) {
    const { palette, line } = tones;
    beam(pen, palette, clock);
    pen.fillStyle = sideLight(pen, 0.13, tones);
    polygon(pen, points('-0.135,0 -0.085,-0.76 0.085,-0.76 0.135,0'));
    pen.fill();
    const red = mix([0.78, 0.2, 0.2], palette.ink, palette.lamps ? 0.42 : 0.15);
    for (const [from, to] of [
      [0.1, 0.26],
      [0.42, 0.58],
    ] as const) {
      const half = (level: number) => 0.135 - (0.05 * level) / 0.76;
      pen.fillStyle = gradient(
        pen,
        [-0.13, 0, 0.13, 0],
        [
          [0, mix(red, palette.ink, 0.4)],
          [0.35, mix(red, palette.light, 0.12)],
          [1, mix(red, palette.ink, 0.6)],
        ],
      );
      polygon(pen, [
        [-half(from), -from],
        [-half(to), -to],
        [half(to), -to],
        [half(from), -from],
      ]);
      pen.fill();
    }
    for (const [x, y] of [
      [0.005, -0.34],
      [-0.01, -0.66],
    ] as const)
      block(pen, x - 0.018, y - 0.05, 0.036, 0.055, palette.lamps ? palette.lamp : line, 0.018);
    block(pen, -0.028, -0.085, 0.056, 0.085, line, 0.01);
    block(pen, -0.135, -0.785, 0.27, 0.028, mix(line, palette.light, 0.08));
    pen.fillStyle = css(line);
    for (let post = -4; post <= 4; post++) pen.fillRect(post * 0.031 - 0.003, -0.835, 0.006, 0.05);
    pen.fillRect(-0.13, -0.838, 0.26, 0.008);
    block(
      pen,
      -0.062,
      -0.905,
      0.124,
      0.12,
      palette.lamps ? mix(palette.lamp, palette.light, 0.55) : mix(palette.sky[2], palette.light, 0.4),
    );
    pen.fillStyle = css(line);
    for (const x of [-0.062, -0.024, 0.018, 0.055]) pen.fillRect(x, -0.905, 0.008, 0.12);
    smooth(pen, points('-0.085,-0.9 -0.07,-0.94 0,-0.985 0.07,-0.94 0.085,-0.9 0,-0.9'));
    pen.fill();
    pen.fillRect(-0.005, -1, 0.01, 0.04);
  },
};

/** The light that goes round: two cones whose reach swings with the turn of the lamp. */
function beam(pen: Pen, palette: Palette, clock: Clock): void {
  if (!palette.lamps) return;
  const turn = clock.turn(0.9) + 0.5;
  pen.save();
  for (const half of [0, Math.PI]) {
    const reach = Math.cos(turn + half);
    const [long, wide] = [2.6 * reach, 0.1 + 0.34 * Math.abs(reach)];
    const light = pen.createLinearGradient(0, 0, long, 0);
    light.addColorStop(0, css(palette.lamp, 0.55));
    light.addColorStop(0.4, css(palette.lamp, 0.17));
    light.addColorStop(1, css(palette.lamp, 0));
    pen.fillStyle = light;
    polygon(pen, [
      [0, -0.862],
      [long, -0.845 - wide],
      [long, -0.845 + wide * 0.8],
      [0, -0.83],
    ]);
    pen.fill();
  }
  glow(pen, 0, -0.845, 0.42, palette.lamp, 0.75);
  pen.restore();
}
