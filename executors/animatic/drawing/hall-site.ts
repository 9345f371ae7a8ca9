import { gradient, type Pen } from './canvas.ts';
import { type Colour, css, hex, mix } from './colour.ts';
import type { Palette } from './palette.ts';
import { type Dress, furnished } from './room-sites.ts';
import type { Plot, Site } from './site.ts';
import type { Stage } from './stage.ts';

/** A great hall of stone: columns, arches with the sky behind them, banners. */
export function hallSite(plot: Plot): Site {
  const { stage, palette } = plot;
  const { span, width, horizon, margin } = stage;
  const dress: Dress = (pen, { paint }) => {
    const step = span * 0.3;
    for (let x = width / 2 - step * 3; x < width + margin; x += step) {
      arch(pen, { x: x + step * 0.2, y: horizon - span * 0.02, wide: step * 0.6, high: span * 0.4 }, palette, paint.wall);
      column(pen, x, horizon + span * 0.02, span * 0.042, stage, paint.wall, palette);
    }
  };
  return furnished(plot, dress, { window: 0, lamp: false, wall: hex('#a39c94') });
}

function arch(pen: Pen, { x, y, wide, high }: { x: number; y: number; wide: number; high: number }, palette: Palette, wall: Colour): void {
  const opening = (grow: number) => {
    pen.beginPath();
    pen.moveTo(x - grow, y + grow * 0.2);
    pen.lineTo(x - grow, y - high + wide / 2);
    pen.arc(x + wide / 2, y - high + wide / 2, wide / 2 + grow, Math.PI, 0);
    pen.lineTo(x + wide + grow, y + grow * 0.2);
    pen.closePath();
  };
  pen.fillStyle = css(mix(wall, palette.light, 0.14));
  opening(wide * 0.06);
  pen.fill();
  pen.fillStyle = gradient(
    pen,
    [0, y - high, 0, y],
    [
      [0, palette.sky[1]],
      [0.6, palette.sky[2]],
      [1, palette.sky[3]],
    ],
  );
  opening(0);
  pen.fill();
}

function column(pen: Pen, x: number, foot: number, wide: number, stage: Stage, wall: Colour, palette: Palette): void {
  const top = -stage.height * 0.14;
  pen.fillStyle = gradient(
    pen,
    [x - wide / 2, 0, x + wide / 2, 0],
    [
      [0, mix(wall, palette.light, 0.2)],
      [0.4, wall],
      [1, mix(wall, palette.ink, 0.55)],
    ],
  );
  pen.fillRect(x - wide / 2, top, wide, foot - top);
  pen.fillStyle = css(mix(wall, palette.ink, 0.3));
  pen.fillRect(x - wide * 0.72, foot - wide * 0.35, wide * 1.44, wide * 0.35);
  pen.fillRect(x - wide * 0.62, foot - wide * 0.52, wide * 1.24, wide * 0.17);
}
