import { glow, gradient, type Pen, polygon } from './canvas.ts';
import { css, mix } from './colour.ts';
import { block, type DrawnThing, type Tones } from './drawn-thing.ts';

/** A tower with battlements or a pointed roof. */
function keep(
  pen: Pen,
  tones: Tones,
  { x, wide, top, roof, flag }: { x: number; wide: number; top: number; roof?: true; flag?: true },
): void {
  const { palette, line, face, edge } = tones;
  pen.fillStyle = gradient(
    pen,
    [x - wide, 0, x + wide, 0],
    [
      [0, mix(face, line, 0.3)],
      [0.4, edge],
      [1, mix(face, line, 0.55)],
    ],
  );
  pen.fillRect(x - wide / 2, top, wide, -top);
  pen.fillRect(x - wide * 0.6, top, wide * 1.2, wide * 0.22);
  for (let tooth = 0; tooth < 4; tooth++) pen.fillRect(x - wide * 0.6 + tooth * wide * 0.333, top - wide * 0.16, wide * 0.2, wide * 0.18);
  if (roof) {
    pen.fillStyle = gradient(
      pen,
      [x - wide * 0.7, 0, x + wide * 0.7, 0],
      [
        [0, mix(line, palette.sky[2], 0.3)],
        [1, line],
      ],
    );
    polygon(pen, [
      [x - wide * 0.66, top + 0.005],
      [x, top - wide * 1.7],
      [x + wide * 0.66, top + 0.005],
    ]);
    pen.fill();
  }
  if (flag) {
    const pole = top - wide * (roof ? 1.7 : 0.16);
    pen.fillStyle = css(mix([0.78, 0.2, 0.22], palette.ink, 0.2));
    polygon(pen, [
      [x, pole - 0.085],
      [x + 0.075, pole - 0.06],
      [x, pole - 0.035],
    ]);
    pen.fill();
    pen.fillStyle = css(line);
    pen.fillRect(x - 0.003, pole - 0.088, 0.006, 0.09);
  }
  for (const level of [0.3, 0.62])
    block(
      pen,
      x - wide * 0.09,
      top + wide * 0.1 - top * level * 0.55 + 0.03,
      wide * 0.18,
      wide * 0.42,
      palette.lamps ? palette.lamp : mix(line, palette.ink, 0.4),
      wide * 0.09,
    );
}

/** A castle: a wall with a gate between towers, and a keep behind. */
export const castle: DrawnThing = {
  aspect: 1.15,
  draw(pen, tones) {
    const { face, line, palette } = tones;
    const back = { ...tones, face: mix(face, palette.sky[2], 0.16), edge: mix(tones.edge, palette.sky[2], 0.16) };
    keep(pen, back, { x: -0.12, wide: 0.15, top: -0.66, roof: true });
    keep(pen, back, { x: 0.16, wide: 0.13, top: -0.56, roof: true });
    keep(pen, back, { x: 0.02, wide: 0.2, top: -0.72, flag: true });
    pen.fillStyle = gradient(
      pen,
      [0, -0.36, 0, 0],
      [
        [0, face],
        [1, mix(face, line, 0.45)],
      ],
    );
    pen.fillRect(-0.46, -0.34, 0.92, 0.34);
    for (let tooth = 0; tooth < 13; tooth++) pen.fillRect(-0.46 + tooth * 0.073, -0.375, 0.042, 0.04);
    keep(pen, tones, { x: -0.47, wide: 0.17, top: -0.5, roof: true, flag: true });
    keep(pen, tones, { x: 0.47, wide: 0.17, top: -0.46, roof: true });
    pen.fillStyle = css(line);
    pen.beginPath();
    pen.moveTo(-0.085, 0);
    pen.lineTo(-0.085, -0.13);
    pen.arc(0, -0.13, 0.085, Math.PI, 0);
    pen.lineTo(0.085, 0);
    pen.fill();
    if (palette.lamps) glow(pen, 0, -0.1, 0.14, palette.lamp, 0.5);
  },
};
