import { glow, gradient, type Pen } from './canvas.ts';
import { type Colour, css, hex, lit, mix } from './colour.ts';
import { layGrain } from './grain.ts';
import type { Palette } from './palette.ts';
import type { Plot } from './site.ts';
import { across, type Layer, type Stage, under } from './stage.ts';

/** The colours of a wall, its floor and its wood under the light of the mood. */
export type Paint = { readonly wall: Colour; readonly floor: Colour; readonly wood: Colour };

export const walls = ['#e3cda4', '#a9c4c0', '#e0b09a', '#c3cba2', '#b4b9d6'].map(hex);

export function paintOf(palette: Palette, seed: number, wall = walls[seed % walls.length] ?? hex('#b9a48c')): Paint {
  const light = mix(palette.ambient, palette.lamp, palette.lamps ? 0.35 : 0.05);
  const shade = (colour: Colour, dark: number) => mix(lit(colour, light), palette.ink, dark);
  const wood = [hex('#7f5640'), hex('#4f7270'), hex('#5d6b8c'), hex('#8a5a48')][Math.floor(seed / 7) % 4] ?? hex('#7f5640');
  return {
    wall: shade(wall, palette.lamps ? 0.4 : 0.03),
    floor: shade(hex('#b98a62'), palette.lamps ? 0.48 : 0.12),
    wood: shade(wood, palette.lamps ? 0.4 : 0.1),
  };
}

export function shell({ stage, palette }: Plot, paint: Paint, lamp: { x: number; y: number }): Layer {
  const { horizon, span } = stage;
  const box = across(stage, -stage.height * 0.14, under(stage));
  return {
    depth: 0.45,
    box,
    draw(pen) {
      pen.fillStyle = gradient(
        pen,
        [0, 0, 0, horizon],
        [
          [0, mix(paint.wall, palette.ink, 0.4)],
          [0.7, paint.wall],
          [1, mix(paint.wall, palette.ink, 0.12)],
        ],
      );
      pen.fillRect(box.x, box.y, box.width, horizon - box.y);
      pen.fillStyle = gradient(
        pen,
        [0, horizon, 0, stage.height],
        [
          [0, mix(paint.floor, palette.ink, 0.2)],
          [0.4, paint.floor],
          [1, mix(paint.floor, palette.ink, 0.45)],
        ],
      );
      pen.fillRect(box.x, horizon, box.width, box.height);
      boards(pen, stage, mix(paint.floor, palette.ink, 0.5));
      pen.fillStyle = css(mix(paint.wall, palette.ink, 0.3));
      pen.fillRect(box.x, horizon - span * 0.022, box.width, span * 0.022);
      pen.fillStyle = css(mix(paint.wall, palette.light, 0.16));
      pen.fillRect(box.x, horizon - span * 0.024, box.width, span * 0.003);
      pen.globalCompositeOperation = 'screen';
      if (palette.lamps) glow(pen, lamp.x, lamp.y, span * 0.75, palette.lamp, 0.3);
      pen.globalCompositeOperation = 'source-over';
      layGrain(pen, box);
    },
  };
}

/** Floor boards that run together towards the back. */
function boards(pen: Pen, stage: Stage, colour: Colour): void {
  pen.strokeStyle = css(colour, 0.45);
  pen.lineWidth = Math.max(1, stage.span * 0.0016);
  pen.beginPath();
  for (let board = -14; board <= 14; board++) {
    pen.moveTo(stage.width / 2 + board * stage.span * 0.075, stage.horizon);
    pen.lineTo(stage.width / 2 + board * stage.span * 0.17, under(stage));
  }
  pen.stroke();
}
