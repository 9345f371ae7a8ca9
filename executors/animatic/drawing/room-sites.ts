import { glow, gradient, type Pen, polygon } from './canvas.ts';
import { type Colour, css, hex, lit, mix } from './colour.ts';
import { bookcase, kitchenFittings, pendant, sash, standIcon } from './furniture.ts';
import { layGrain } from './grain.ts';
import { type Lots, lotsOf } from './lots.ts';
import type { Palette } from './palette.ts';
import type { Plot, Site } from './site.ts';
import { across, type Layer, type Stage, under } from './stage.ts';

/** The colours of a wall, its floor and its wood under the light of the mood. */
type Paint = { readonly wall: Colour; readonly floor: Colour; readonly wood: Colour };

const walls = ['#e3cda4', '#a9c4c0', '#e0b09a', '#c3cba2', '#b4b9d6'].map(hex);

function paintOf(palette: Palette, seed: number, wall = walls[seed % walls.length] ?? hex('#b9a48c')): Paint {
  const light = mix(palette.ambient, palette.lamp, palette.lamps ? 0.35 : 0.05);
  const shade = (colour: Colour, dark: number) => mix(lit(colour, light), palette.ink, dark);
  const wood = [hex('#7f5640'), hex('#4f7270'), hex('#5d6b8c'), hex('#8a5a48')][Math.floor(seed / 7) % 4] ?? hex('#7f5640');
  return { wall: shade(wall, palette.lamps ? 0.42 : 0.1), floor: shade(hex('#a97f5c'), palette.lamps ? 0.5 : 0.2), wood: shade(wood, palette.lamps ? 0.42 : 0.14) };
}

function shell({ stage, palette }: Plot, paint: Paint, lamp: { x: number; y: number }): Layer {
  const { horizon, span } = stage;
  const box = across(stage, -stage.height * 0.14, under(stage));
  return {
    depth: 0.45,
    box,
    draw(pen) {
      pen.fillStyle = gradient(pen, [0, 0, 0, horizon], [[0, mix(paint.wall, palette.ink, 0.4)], [0.7, paint.wall], [1, mix(paint.wall, palette.ink, 0.12)]]);
      pen.fillRect(box.x, box.y, box.width, horizon - box.y);
      pen.fillStyle = gradient(pen, [0, horizon, 0, stage.height], [[0, mix(paint.floor, palette.ink, 0.2)], [0.4, paint.floor], [1, mix(paint.floor, palette.ink, 0.45)]]);
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

/** The window's light on the floor, a leaning bright patch. */
function patch(pen: Pen, stage: Stage, palette: Palette, x: number, wide: number): void {
  pen.globalCompositeOperation = 'screen';
  pen.fillStyle = gradient(pen, [0, stage.horizon, 0, stage.height], [[0, mix(palette.sky[3], palette.light, 0.5), 0.34], [1, palette.light, 0.02]]);
  const lean = stage.span * (x < stage.width / 2 ? 0.14 : -0.14);
  polygon(pen, [[x, stage.horizon + 2], [x + wide, stage.horizon + 2], [x + wide * 1.35 + lean, stage.height * 0.97], [x - wide * 0.15 + lean, stage.height * 0.97]]);
  pen.fill();
  pen.globalCompositeOperation = 'source-over';
}

type Dress = (pen: Pen, about: { stage: Stage; palette: Palette; paint: Paint; lots: Lots; windowX: number }) => void;

/** A room: shell, window, what furnishes it, and a lamp from the ceiling. */
function furnished(plot: Plot, dress: Dress, more: { window?: number; lamp?: boolean; wall?: Colour } = {}): Site {
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
    draw: (pen) => pendant(pen, palette, lamp.x, -stage.height * 0.14, lamp.y, span * 0.032, mix(paint.wood, palette.ink, 0.5), stage.floor + span * 0.06),
  };
  const layers = [shell(plot, paint, lamp), inside];
  return { layers: palette.lamps && more.lamp !== false ? [...layers, hanging] : layers, back: { foot: () => horizon + span * 0.018, depth: 0.6 }, indoors: true };
}

const livingDress: Dress = (pen, { stage, palette, paint, windowX }) => {
  const { span, width, horizon } = stage;
  const side = windowX < width / 2 ? 1 : -1;
  const shade = mix(paint.wood, palette.ink, 0.3);
  const at = (share: number) => width / 2 + side * width * share;
  for (const [x, y, wide, high] of [[0.22, 0.34, 0.09, 0.07], [0.34, 0.33, 0.06, 0.085]] as const) {
    const left = at(x) - (span * wide) / 2;
    pen.fillStyle = css(mix(paint.wood, palette.light, 0.14));
    pen.fillRect(left, horizon - span * y, span * wide, span * high);
    pen.fillStyle = gradient(pen, [0, horizon - span * y, 0, horizon - span * (y - high)], [[0, palette.sky[2], 0.8], [1, palette.sky[1], 0.8]]);
    pen.fillRect(left + span * 0.007, horizon - span * (y - 0.007), span * (wide - 0.014), span * (high - 0.014));
  }
  standIcon(pen, 'sofa', at(0.3), horizon + span * 0.03, span * 0.125, shade);
  standIcon(pen, 'flower-pot', at(0.455), horizon + span * 0.03, span * 0.12, mix(shade, palette.ink, 0.3));
  standIcon(pen, 'bed-lamp', at(-0.46), horizon + span * 0.03, span * 0.17, shade);
};

const kitchenDress: Dress = (pen, { stage, palette, paint, lots }) => kitchenFittings(pen, stage, palette, paint.wood, stage.horizon + stage.span * 0.02, lots);

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
  pen.fillStyle = gradient(pen, [0, y - high, 0, y], [[0, palette.sky[1]], [0.6, palette.sky[2]], [1, palette.sky[3]]]);
  opening(0);
  pen.fill();
}

function column(pen: Pen, x: number, foot: number, wide: number, stage: Stage, wall: Colour, palette: Palette): void {
  const top = -stage.height * 0.14;
  pen.fillStyle = gradient(pen, [x - wide / 2, 0, x + wide / 2, 0], [[0, mix(wall, palette.light, 0.2)], [0.4, wall], [1, mix(wall, palette.ink, 0.55)]]);
  pen.fillRect(x - wide / 2, top, wide, foot - top);
  pen.fillStyle = css(mix(wall, palette.ink, 0.3));
  pen.fillRect(x - wide * 0.72, foot - wide * 0.35, wide * 1.44, wide * 0.35);
  pen.fillRect(x - wide * 0.62, foot - wide * 0.52, wide * 1.24, wide * 0.17);
}

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
          pen.fillStyle = gradient(pen, [0, 0, 0, height], [[0, mix(tint, palette.ink, 0.72)], [0.55, mix(tint, palette.ink, 0.42)], [0.72, mix(tint, palette.ink, 0.3)], [1, mix(tint, palette.ink, 0.62)]]);
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
  pen.fillStyle = gradient(pen, [x - wide, 0, x + wide, 0], [[0, mix(side, palette.ink, 0.3)], [0.35, mix(side, palette.light, 0.12)], [1, mix(side, palette.ink, 0.55)]]);
  pen.beginPath();
  pen.ellipse(x, y, wide, wide * 0.12, 0, 0, Math.PI);
  pen.lineTo(x - wide, y);
  pen.lineTo(x - wide, under(stage));
  pen.lineTo(x + wide, under(stage));
  pen.lineTo(x + wide, y);
  pen.fill();
  pen.fillStyle = gradient(pen, [x - wide, 0, x + wide, 0], [[0, mix(tint, palette.light, 0.1)], [0.4, mix(tint, palette.light, 0.42)], [1, mix(tint, palette.ink, 0.2)]]);
  pen.beginPath();
  pen.ellipse(x, y, wide, wide * 0.12, 0, 0, 7);
  pen.fill();
}
