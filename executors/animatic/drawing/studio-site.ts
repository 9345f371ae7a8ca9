import { glow, gradient, type Pen } from './canvas.ts';
import { type Colour, mix } from './colour.ts';
import { layGrain } from './grain.ts';
import type { Palette } from './palette.ts';
import { walls } from './room-shell.ts';
import type { Plot, Site } from './site.ts';
import { across, type Stage, under } from './stage.ts';

/** A studio: a seamless backdrop, a pool of light and a round plinth. */
export function studioSite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { span, width, height, floor } = stage;
  const tint = mix(palette.sky[2], walls[seed % walls.length] ?? palette.sky[2], 0.25);
  const box = across(stage, -height * 0.14, under(stage));
  return {
    back: { foot: () => floor, depth: 0.8 },
    indoors: true,
    layers: [
      {
        depth: 0.3,
        box,
        draw(pen) {
          pen.fillStyle = gradient(
            pen,
            [0, 0, 0, height],
            [
              [0, mix(tint, palette.ink, 0.72)],
              [0.55, mix(tint, palette.ink, 0.42)],
              [0.72, mix(tint, palette.ink, 0.3)],
              [1, mix(tint, palette.ink, 0.62)],
            ],
          );
          pen.fillRect(box.x, box.y, box.width, box.height);
          pen.globalCompositeOperation = 'screen';
          glow(pen, width / 2, height * 0.42, span * 0.62, mix(tint, palette.light, 0.6), 0.62);
          pen.globalCompositeOperation = 'source-over';
          layGrain(pen, box);
        },
      },
      {
        depth: 1,
        box: across(stage, floor - span * 0.05, under(stage)),
        draw: (pen) => plinth(pen, stage, palette, tint),
      },
    ],
  };
}

function plinth(pen: Pen, stage: Stage, palette: Palette, tint: Colour): void {
  const { span, width, floor } = stage;
  const [x, y, wide] = [width / 2, floor + span * 0.012, Math.min(span * 0.34, width * 0.46)];
  const side = mix(tint, palette.ink, 0.45);
  pen.fillStyle = gradient(
    pen,
    [x - wide, 0, x + wide, 0],
    [
      [0, mix(side, palette.ink, 0.3)],
      [0.35, mix(side, palette.light, 0.12)],
      [1, mix(side, palette.ink, 0.55)],
    ],
  );
  pen.beginPath();
  pen.ellipse(x, y, wide, wide * 0.12, 0, 0, Math.PI);
  pen.lineTo(x - wide, y);
  pen.lineTo(x - wide, under(stage));
  pen.lineTo(x + wide, under(stage));
  pen.lineTo(x + wide, y);
  pen.fill();
  pen.fillStyle = gradient(
    pen,
    [x - wide, 0, x + wide, 0],
    [
      [0, mix(tint, palette.light, 0.1)],
      [0.4, mix(tint, palette.light, 0.42)],
      [1, mix(tint, palette.ink, 0.2)],
    ],
  );
  pen.beginPath();
  pen.ellipse(x, y, wide, wide * 0.12, 0, 0, 7);
  pen.fill();
}
