import { gradient, type Pen, polygon } from './canvas.ts';
import { type Colour, css, mix } from './colour.ts';
import { bookcase, kitchenFittings, pendant, sash, standIcon } from './furniture.ts';
import { layGrain } from './grain.ts';
import { type Lots, lotsOf } from './lots.ts';
import type { Palette } from './palette.ts';
import { type Paint, paintOf, shell } from './room-shell.ts';
import type { Plot, Site } from './site.ts';
import { across, type Layer, type Stage, under } from './stage.ts';

/** The window's light on the floor, a leaning bright patch. */
function patch(pen: Pen, stage: Stage, palette: Palette, x: number, wide: number): void {
  pen.globalCompositeOperation = 'screen';
  pen.fillStyle = gradient(
    pen,
    [0, stage.horizon, 0, stage.height],
    [
      [0, mix(palette.sky[3], palette.light, 0.5), 0.34],
      [1, palette.light, 0.02],
    ],
  );
  const lean = stage.span * (x < stage.width / 2 ? 0.14 : -0.14);
  polygon(pen, [
    [x, stage.horizon + 2],
    [x + wide, stage.horizon + 2],
    [x + wide * 1.35 + lean, stage.height * 0.97],
    [x - wide * 0.15 + lean, stage.height * 0.97],
  ]);
  pen.fill();
  pen.globalCompositeOperation = 'source-over';
}

export type Dress = (pen: Pen, about: { stage: Stage; palette: Palette; paint: Paint; lots: Lots; windowX: number }) => void;

/** A room: shell, window, what furnishes it, and a lamp from the ceiling. */
export function furnished(plot: Plot, dress: Dress, more: { window?: number; lamp?: boolean; wall?: Colour } = {}): Site {
  const { stage, palette, disc, seed } = plot;
  const { span, horizon, width } = stage;
  const paint = paintOf(palette, seed, more.wall);
  const [wide, high] = [span * 0.22 * (more.window ?? 1), span * 0.25 * (more.window ?? 1)];
  const windowX = disc.x < width / 2 ? width * 0.1 : width * 0.9 - wide;
  const windowY = Math.max(stage.height * 0.13, horizon - span * 0.36);
  const lamp = { x: width * (disc.x < width / 2 ? 0.62 : 0.38), y: stage.height * 0.2 };
  const inside: Layer = {
    depth: 0.46,
    box: across(stage, -stage.height * 0.14, under(stage)),
    draw(pen) {
      if (more.window !== 0) {
        sash(pen, stage, palette, { x: windowX, y: windowY, wide, high }, mix(paint.wood, palette.light, 0.16));
        patch(pen, stage, palette, windowX, wide);
      }
      dress(pen, { stage, palette, paint, lots: lotsOf(seed, 'furniture'), windowX });
      layGrain(pen, across(stage, 0, under(stage)), 0.6);
    },
  };
  const hanging: Layer = {
    depth: 0.75,
    box: across(stage, -stage.height * 0.14, stage.floor + span * 0.1),
    draw: (pen) =>
      pendant(
        pen,
        palette,
        lamp.x,
        -stage.height * 0.14,
        lamp.y,
        span * 0.032,
        mix(paint.wood, palette.ink, 0.5),
        stage.floor + span * 0.06,
      ),
  };
  const layers = [shell(plot, paint, lamp), inside];
  return {
    layers: palette.lamps && more.lamp !== false ? [...layers, hanging] : layers,
    back: { foot: () => horizon + span * 0.018, depth: 0.6 },
    indoors: true,
  };
}

const livingDress: Dress = (pen, { stage, palette, paint, windowX }) => {
  const { span, width, horizon } = stage;
  const side = windowX < width / 2 ? 1 : -1;
  const shade = mix(paint.wood, palette.ink, 0.3);
  const at = (share: number) => width / 2 + side * width * share;
  for (const [x, y, wide, high] of [
    [0.22, 0.34, 0.09, 0.07],
    [0.34, 0.33, 0.06, 0.085],
  ] as const) {
    const left = at(x) - (span * wide) / 2;
    pen.fillStyle = css(mix(paint.wood, palette.light, 0.14));
    pen.fillRect(left, horizon - span * y, span * wide, span * high);
    pen.fillStyle = gradient(
      pen,
      [0, horizon - span * y, 0, horizon - span * (y - high)],
      [
        [0, palette.sky[2], 0.8],
        [1, palette.sky[1], 0.8],
      ],
    );
    pen.fillRect(left + span * 0.007, horizon - span * (y - 0.007), span * (wide - 0.014), span * (high - 0.014));
  }
  standIcon(pen, 'sofa', at(0.3), horizon + span * 0.03, span * 0.125, shade);
  standIcon(pen, 'flower-pot', at(0.455), horizon + span * 0.03, span * 0.12, mix(shade, palette.ink, 0.3));
  standIcon(pen, 'bed-lamp', at(-0.46), horizon + span * 0.03, span * 0.17, shade);
};

const kitchenDress: Dress = (pen, { stage, palette, paint, lots }) =>
  kitchenFittings(pen, stage, palette, paint.wood, stage.horizon + stage.span * 0.02, lots);

const studyDress: Dress = (pen, { stage, palette, paint, lots, windowX }) => {
  const { span, width, horizon, margin } = stage;
  const wide = span * 0.17;
  for (let x = -margin; x < width + margin; x += wide * 1.06) {
    if (x + wide > windowX - span * 0.03 && x < windowX + span * 0.27) continue;
    bookcase(pen, { x, y: horizon + span * 0.012, wide, high: span * 0.36 }, paint.wood, palette, lots);
  }
};

export const roomSite = (plot: Plot): Site => furnished(plot, livingDress);

export const kitchenSite = (plot: Plot): Site => furnished(plot, kitchenDress, { window: 0.85 });

export const studySite = (plot: Plot): Site => furnished(plot, studyDress);
