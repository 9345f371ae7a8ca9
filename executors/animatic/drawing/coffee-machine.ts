import { gradient, type Pen, smooth } from './canvas.ts';
import type { Clock } from './clock.ts';
import { type Colour, css, mix } from './colour.ts';
import { block, type DrawnThing, type Tones } from './drawn-thing.ts';
import type { Palette } from './palette.ts';

export const coffeeMachine: DrawnThing = {
  aspect: 0.95,
  draw(pen, tones, clock) {
    const { palette, line, face, edge } = tones;
    const steel = mix(palette.light, palette.ink, 0.42);
    for (const x of [-0.36, 0.26]) block(pen, x, -0.04, 0.1, 0.04, line, 0.01);
    pen.fillStyle = gradient(
      pen,
      [-0.46, 0, 0.46, 0],
      [
        [0, mix(face, line, 0.3)],
        [0.25, edge],
        [0.6, face],
        [1, mix(face, line, 0.55)],
      ],
    );
    pen.beginPath();
    pen.roundRect(-0.45, -0.15, 0.9, 0.12, 0.03);
    pen.roundRect(-0.45, -0.8, 0.24, 0.7, 0.04);
    pen.roundRect(-0.45, -0.84, 0.9, 0.28, 0.06);
    pen.fill();
    block(pen, -0.22, -0.57, 0.62, 0.42, mix(line, face, 0.22));
    block(pen, -0.4, -0.185, 0.78, 0.04, mix(steel, line, 0.35), 0.01);
    for (let slot = -7; slot < 8; slot++) block(pen, slot * 0.047 - 0.01, -0.175, 0.02, 0.018, line);
    block(pen, -0.38, -0.88, 0.76, 0.05, mix(steel, line, 0.2), 0.015);
    for (const x of [-0.26, -0.02, 0.2]) cup(pen, x, -0.88, 0.085, mix(palette.light, palette.ambient, 0.3), line);
    block(pen, -0.02, -0.58, 0.2, 0.075, steel, 0.015);
    block(pen, 0.16, -0.555, 0.26, 0.035, mix(line, steel, 0.12), 0.015);
    block(pen, 0.04, -0.51, 0.035, 0.045, mix(steel, line, 0.4));
    block(pen, 0.105, -0.51, 0.035, 0.045, mix(steel, line, 0.4));
    pen.strokeStyle = css(mix([0.45, 0.26, 0.13], palette.ink, 0.2));
    pen.lineWidth = 0.012;
    pen.beginPath();
    for (const x of [0.057, 0.122]) {
      pen.moveTo(x, -0.465);
      pen.lineTo(x, -0.29);
    }
    pen.stroke();
    cup(pen, 0.09, -0.185, 0.13, mix(palette.light, palette.ambient, 0.25), line);
    dial(pen, -0.33, -0.7, 0.062, tones);
    for (const [x, colour] of [
      [-0.14, palette.lamp],
      [-0.06, steel],
      [0.02, steel],
    ] as const) {
      pen.fillStyle = css(colour);
      pen.beginPath();
      pen.arc(x, -0.7, 0.022, 0, 7);
      pen.fill();
    }
    pen.strokeStyle = css(mix(steel, palette.light, 0.3));
    pen.lineWidth = 0.022;
    pen.beginPath();
    pen.moveTo(0.36, -0.57);
    pen.quadraticCurveTo(0.4, -0.5, 0.36, -0.3);
    pen.stroke();
    steam(pen, 0.09, -0.3, 0.22, palette, clock);
    steam(pen, -0.1, -0.97, 0.3, palette, clock);
  },
};

function dial(pen: Pen, x: number, y: number, radius: number, { palette, line }: Tones): void {
  pen.fillStyle = css(mix(palette.light, palette.ambient, 0.3));
  pen.beginPath();
  pen.arc(x, y, radius, 0, 7);
  pen.fill();
  pen.strokeStyle = css(line);
  pen.lineWidth = radius * 0.2;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 7);
  pen.moveTo(x, y);
  pen.lineTo(x + radius * 0.6, y - radius * 0.45);
  pen.stroke();
}

function cup(pen: Pen, x: number, foot: number, size: number, colour: Colour, line: Colour): void {
  pen.strokeStyle = css(mix(colour, line, 0.25));
  pen.lineWidth = size * 0.13;
  pen.beginPath();
  pen.arc(x + size * 0.52, foot - size * 0.5, size * 0.24, 0, 7);
  pen.stroke();
  pen.fillStyle = gradient(
    pen,
    [x - size * 0.6, 0, x + size * 0.6, 0],
    [
      [0, mix(colour, line, 0.25)],
      [0.35, colour],
      [1, mix(colour, line, 0.45)],
    ],
  );
  smooth(pen, [
    [x - size * 0.62, foot - size * 0.95],
    [x - size * 0.62, foot - size * 0.85],
    [x - size * 0.42, foot - size * 0.1],
    [x - size * 0.3, foot],
    [x + size * 0.3, foot],
    [x + size * 0.42, foot - size * 0.1],
    [x + size * 0.62, foot - size * 0.85],
    [x + size * 0.62, foot - size * 0.95],
  ]);
  pen.fill();
}

/** Three curls of steam that rise and fade. */
export function steam(pen: Pen, x: number, y: number, high: number, palette: Palette, clock: Clock): void {
  pen.save();
  pen.lineCap = 'round';
  for (let curl = 0; curl < 3; curl++) {
    const life = (clock.times(0.32) + curl / 3 + 0.1) % 1;
    const rise = y - high * life;
    pen.strokeStyle = css(palette.light, 0.5 * Math.sin(life * Math.PI));
    pen.lineWidth = high * (0.05 + 0.07 * life);
    pen.beginPath();
    const shift = (curl - 1) * high * 0.14;
    pen.moveTo(x + shift, rise);
    pen.bezierCurveTo(
      x + shift + high * 0.12,
      rise - high * 0.12,
      x + shift - high * 0.12,
      rise - high * 0.24,
      x + shift + high * 0.06 * Math.sin(clock.turn(1) + curl),
      rise - high * 0.38,
    );
    pen.stroke();
  }
  pen.restore();
}
