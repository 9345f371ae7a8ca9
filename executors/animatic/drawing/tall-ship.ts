import { glow, gradient, type Pen, points, smooth } from './canvas.ts';
import type { Clock } from './clock.ts';
import { type Colour, css, mix } from './colour.ts';
import type { DrawnThing, Tones } from './drawn-thing.ts';

/** A square sail that bellies forward between two yards. */
function sail(
  pen: Pen,
  { x, top, foot, wide }: { x: number; top: number; foot: number; wide: number },
  belly: number,
  light: Colour,
  shade: Colour,
): void {
  pen.fillStyle = gradient(
    pen,
    [x - wide, 0, x + wide + belly, 0],
    [
      [0, shade],
      [0.55, light],
      [1, mix(light, shade, 0.45)],
    ],
  );
  pen.beginPath();
  pen.moveTo(x - wide * 0.86, top);
  pen.quadraticCurveTo(x, top + 0.012, x + wide * 0.86, top);
  pen.bezierCurveTo(x + wide * 0.95 + belly, top + (foot - top) * 0.35, x + wide * 1.02 + belly, top + (foot - top) * 0.7, x + wide, foot);
  pen.quadraticCurveTo(x + belly * 0.4, foot - 0.035, x - wide, foot);
  pen.bezierCurveTo(
    x - wide + belly * 0.8,
    top + (foot - top) * 0.7,
    x - wide * 0.9 + belly * 0.8,
    top + (foot - top) * 0.35,
    x - wide * 0.86,
    top,
  );
  pen.fill();
}

function mast(pen: Pen, x: number, top: number, line: Colour): void {
  pen.fillStyle = css(line);
  pen.fillRect(x - 0.008, top, 0.016, -top - 0.16);
}

/** The flag at the top streams with the wind. */
function pennant(pen: Pen, x: number, top: number, colour: Colour, clock: Clock): void {
  const wave = 0.012 * Math.sin(clock.turn(3));
  pen.fillStyle = css(colour);
  smooth(pen, [
    [x, top],
    [x + 0.05, top + wave],
    [x + 0.12, top + 0.018 - wave],
    [x + 0.05, top + 0.03 + wave],
    [x, top + 0.032],
  ]);
  pen.fill();
}

const hull =
  '-0.56,-0.3 -0.5,-0.31 -0.34,-0.235 -0.1,-0.19 0.2,-0.19 0.42,-0.225 0.56,-0.27 0.52,-0.16 0.44,-0.02 0.38,0.03 -0.4,0.03 -0.5,-0.04 -0.56,-0.2';

function drawHull(pen: Pen, { face, edge, line, palette }: Tones): void {
  pen.fillStyle = gradient(
    pen,
    [0, -0.3, 0, 0.03],
    [
      [0, edge],
      [0.3, face],
      [1, mix(face, line, 0.6)],
    ],
  );
  smooth(pen, points(hull));
  pen.fill();
  pen.strokeStyle = css(mix(edge, palette.light, 0.3), 0.8);
  pen.lineWidth = 0.01;
  pen.beginPath();
  pen.moveTo(-0.53, -0.235);
  pen.bezierCurveTo(-0.25, -0.13, 0.2, -0.12, 0.52, -0.2);
  pen.stroke();
  pen.fillStyle = css(palette.lamps ? palette.lamp : line);
  for (let port = 0; port < 7; port++) pen.fillRect(-0.3 + port * 0.095, -0.115 + Math.abs(port - 3) * -0.004, 0.026, 0.026);
  if (palette.lamps) glow(pen, -0.54, -0.34, 0.14, palette.lamp, 0.8);
}

/** A three-master under full sail, its bow to the right. */
export const ship: DrawnThing = {
  aspect: 1.32,
  draw(pen, tones, clock) {
    const { line, palette, face } = tones;
    const belly = 0.035 + 0.008 * Math.sin(clock.turn(1.4));
    const light = mix(mix([0.95, 0.91, 0.82], palette.ambient, 0.45), palette.ink, palette.lamps ? 0.3 : 0.06);
    const shade = mix(light, palette.ink, 0.42);
    pen.strokeStyle = css(line);
    pen.lineWidth = 0.018;
    pen.beginPath();
    pen.moveTo(0.48, -0.24);
    pen.lineTo(0.68, -0.36);
    pen.stroke();
    pen.lineWidth = 0.005;
    pen.beginPath();
    for (const [fromX, fromY, toX, toY] of [
      [0.68, -0.36, 0.27, -0.86],
      [0.27, -0.86, 0, -0.96],
      [-0.29, -0.8, -0.52, -0.3],
      [0, -0.96, -0.29, -0.8],
    ] as const) {
      pen.moveTo(fromX, fromY);
      pen.lineTo(toX, toY);
    }
    pen.stroke();
    pen.fillStyle = css(mix(light, shade, 0.3));
    smooth(pen, points('0.66,-0.36 0.5,-0.46 0.33,-0.72 0.36,-0.46 0.42,-0.32'));
    pen.fill();
    for (const [x, top, wide] of [
      [-0.29, -0.8, 0.12],
      [0.27, -0.86, 0.135],
      [0, -0.97, 0.16],
    ] as const) {
      mast(pen, x, top, line);
      const high = -0.24 - top;
      for (const [from, to, share] of [
        [0.06, 0.3, 0.66],
        [0.33, 0.62, 0.86],
        [0.65, 0.97, 1],
      ] as const)
        sail(pen, { x, top: top + high * from, foot: top + high * to, wide: wide * share }, belly, light, shade);
      pennant(pen, x, top, mix([0.8, 0.22, 0.22], face, 0.2), clock);
    }
    drawHull(pen, tones);
  },
};
