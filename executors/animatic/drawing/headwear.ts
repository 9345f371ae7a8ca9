import type { Figure } from '../scene.ts';
import type { Bones } from './bones.ts';
import { type Pen, points, smooth } from './canvas.ts';
import { css, mix } from './colour.ts';
import type { FigureInks } from './figure.ts';
import { fill, hairstyles, type Piece } from './hair.ts';
import { hats } from './hats.ts';

const pieces: Readonly<Record<Figure['head'], Piece>> = { ...hairstyles, ...hats };

/** Neck, face, beard, hair and hat. */
export function drawHead(pen: Pen, figure: Figure, { head, chest, skull, lean }: Bones, inks: FigureInks, sway: number): void {
  pen.strokeStyle = css(inks.skin);
  pen.lineCap = 'butt';
  pen.lineWidth = skull * 0.8;
  pen.beginPath();
  pen.moveTo(chest[0], chest[1] + 0.01);
  pen.lineTo(...head);
  pen.stroke();
  pen.save();
  pen.translate(...head);
  pen.rotate(lean * 0.35);
  pen.scale(skull, skull);
  smooth(pen, points('1.0,-0.35 1.06,0.15 0.72,0.88 0.2,1.08 -0.5,0.85 -0.98,0.25 -0.95,-0.5 -0.35,-1.05 0.5,-1.0'));
  fill(pen, inks.skin);
  if (figure.beard) {
    smooth(pen, points('0.95,0.3 0.95,0.95 0.45,1.7 -0.1,1.35 -0.6,0.7 -0.55,0.1 0.1,0.42'));
    fill(pen, figure.build === 'elder' ? mix(inks.light, inks.body, 0.25) : inks.body);
  }
  pieces[figure.head](pen, inks, sway);
  pen.restore();
}
