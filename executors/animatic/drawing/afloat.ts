import { gradient, points, smooth } from './canvas.ts';
import { css, mix } from './colour.ts';
import { block, type DrawnThing } from './drawn-thing.ts';

export const bottle: DrawnThing = {
  aspect: 0.42,
  draw(pen, { palette, line }) {
    const glass = mix(mix([0.36, 0.68, 0.55], palette.ambient, 0.25), palette.ink, palette.lamps ? 0.25 : 0.08);
    pen.fillStyle = css(glass, 0.82);
    smooth(
      pen,
      points('-0.2,-0.02 -0.2,-0.5 -0.16,-0.62 -0.065,-0.74 -0.065,-0.9 0.065,-0.9 0.065,-0.74 0.16,-0.62 0.2,-0.5 0.2,-0.02 0,0.01'),
    );
    pen.fill();
    pen.fillStyle = gradient(
      pen,
      [-0.1, 0, 0.1, 0],
      [
        [0, mix(palette.light, palette.ambient, 0.5)],
        [0.4, mix([1, 0.95, 0.8], palette.ambient, 0.18)],
        [1, mix([0.8, 0.7, 0.5], palette.ink, 0.25)],
      ],
    );
    pen.beginPath();
    pen.roundRect(-0.095, -0.55, 0.19, 0.45, 0.03);
    pen.fill();
    block(pen, -0.1, -0.36, 0.2, 0.05, mix([0.78, 0.18, 0.18], palette.ink, 0.2));
    block(pen, -0.055, -1, 0.11, 0.13, mix([0.62, 0.42, 0.26], palette.ink, 0.3), 0.02);
    pen.fillStyle = css(palette.light, 0.5);
    smooth(pen, points('-0.15,-0.1 -0.155,-0.5 -0.12,-0.55 -0.125,-0.12'));
    pen.fill();
    pen.strokeStyle = css(line, 0.35);
    pen.lineWidth = 0.012;
    pen.stroke();
  },
};

export const rowingBoat: DrawnThing = {
  aspect: 3.4,
  draw(pen, tones, clock) {
    const { line, palette } = tones;
    pen.strokeStyle = css(line);
    pen.lineWidth = 0.06;
    pen.lineCap = 'round';
    const stroke = 0.25 * Math.sin(clock.turn(1.8));
    pen.beginPath();
    pen.moveTo(0.1, -0.72);
    pen.lineTo(-0.55 + stroke, 0.1);
    pen.stroke();
    pen.fillStyle = gradient(
      pen,
      [0, -0.8, 0, 0.1],
      [
        [0, tones.edge],
        [0.35, tones.face],
        [1, tones.line],
      ],
    );
    smooth(
      pen,
      points('-1.66,-0.95 -1.5,-0.6 -1.3,-0.1 -0.9,0.08 0.9,0.08 1.35,-0.1 1.62,-0.7 1.72,-1.05 1.35,-0.72 0.6,-0.56 -0.6,-0.56 -1.3,-0.7'),
    );
    pen.fill();
    pen.strokeStyle = css(mix(tones.edge, palette.light, 0.3));
    pen.lineWidth = 0.05;
    pen.beginPath();
    pen.moveTo(-1.6, -0.9);
    pen.bezierCurveTo(-0.9, -0.45, 0.9, -0.45, 1.66, -0.98);
    pen.stroke();
  },
};

/** A whale at the surface: a long back, a tail in the air and its breath. */
export const whale: DrawnThing = {
  aspect: 2.1,
  draw(pen, { face, edge, line, palette }, clock) {
    const breath = Math.max(0, Math.sin(clock.turn(1.2) + 0.6));
    pen.strokeStyle = css(palette.light, 0.35 + 0.45 * breath);
    pen.lineCap = 'round';
    pen.lineWidth = 0.025;
    pen.beginPath();
    for (const [x, y] of [
      [-0.16, 0.2],
      [-0.05, 0.3],
      [0.07, 0.3],
      [0.18, 0.2],
    ] as const) {
      pen.moveTo(0.52, -0.5);
      pen.quadraticCurveTo(0.52 + x * 0.3, -0.5 - y * (0.8 + 0.5 * breath), 0.52 + x, -0.5 - y * (0.5 + 0.4 * breath));
    }
    pen.stroke();
    pen.fillStyle = gradient(
      pen,
      [0, -0.55, 0, 0],
      [
        [0, edge],
        [0.45, face],
        [1, mix(face, line, 0.4)],
      ],
    );
    smooth(
      pen,
      points(
        '1.02,-0.12 0.98,-0.36 0.7,-0.52 0.3,-0.54 -0.15,-0.4 -0.5,-0.3 -0.72,-0.5 -0.8,-0.72 -1,-0.86 -0.98,-0.94 -0.78,-0.92 -0.66,-0.8 -0.56,-0.96 -0.38,-1 -0.36,-0.94 -0.52,-0.76 -0.55,-0.5 -0.5,-0.16 -0.2,-0.02 0.6,0.02 0.94,0',
      ),
    );
    pen.fill();
    pen.strokeStyle = css(line, 0.7);
    pen.lineWidth = 0.014;
    pen.beginPath();
    pen.moveTo(1, -0.2);
    pen.quadraticCurveTo(0.82, -0.14, 0.66, -0.2);
    pen.stroke();
    pen.fillStyle = css(line);
    pen.beginPath();
    pen.arc(0.68, -0.29, 0.02, 0, 7);
    pen.fill();
  },
};
