import { gradient, type Pen } from './canvas.ts';
import { type Colour, mix } from './colour.ts';
import { layGrain } from './grain.ts';
import type { Lots } from './lots.ts';
import { layerColour, type Palette } from './palette.ts';
import { across, type Layer, type Stage, under } from './stage.ts';

/** The height of the land above a place, in pixels of the stage. */
export type Ridge = (x: number) => number;

type Shape = { readonly y: number; readonly swing: number; readonly length: number };

/** Soft hills: `swing` up and down around `y`, a hill every `length` pixels. */
export function rolling(lots: Lots, { y, swing, length }: Shape): Ridge {
  const waves = [1, 2.3, 4.9].map((rate, index) => ({
    rate: (rate * 2 * Math.PI) / (length * 1.8),
    part: [0.6, 0.3, 0.1][index] ?? 0,
    phase: lots.between(0, 6.3),
  }));
  return (x) => y - swing * waves.reduce((sum, { rate, part, phase }) => sum + part * Math.sin(x * rate + phase), 0);
}

/** Crests with one steep side, like dunes. */
export function dunes(lots: Lots, { y, swing, length }: Shape): Ridge {
  const soft = rolling(lots, { y: 0, swing: swing * 0.3, length: length * 2.2 });
  const phase = lots.between(0, 1);
  return (x) => {
    const along = (((x / length + phase) % 1) + 1) % 1;
    const crest = along < 0.72 ? (along / 0.72) ** 1.6 : ((1 - along) / 0.28) ** 1.2;
    return y - swing * 0.75 * crest + soft(x);
  };
}

type Peak = { readonly x: number; readonly y: number };

/** The corners of a jagged ridge: peaks and saddles in turn. */
export function peaks(lots: Lots, stage: Stage, { y, swing, length }: Shape): Peak[] {
  const corners: Peak[] = [];
  let high = lots.chance(0.5);
  for (let x = -stage.margin - length; x < stage.width + stage.margin + length; x += length * lots.between(0.32, 0.68)) {
    corners.push({ x, y: y - swing * (high ? lots.between(0.55, 1) : lots.between(0.02, 0.34)) });
    high = !high;
  }
  return corners;
}

/** A ridge through corners, with rubble between them. */
export function jagged(corners: readonly Peak[], lots: Lots, rubble: number): Ridge {
  const phases = [lots.between(0, 6), lots.between(0, 6), lots.between(0, 6)];
  return (x) => {
    const after = Math.max(
      1,
      corners.findIndex((corner) => corner.x > x),
    );
    const [from, to] = [corners[after - 1], corners[after]];
    if (!from || !to) return corners.at(-1)?.y ?? 0;
    const rough =
      Math.sin(x * 0.11 + (phases[0] ?? 0)) + 0.6 * Math.sin(x * 0.27 + (phases[1] ?? 0)) + 0.4 * Math.sin(x * 0.61 + (phases[2] ?? 0));
    return from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x) + rough * rubble;
  };
}

/** Follows a ridge from one margin to the other and closes the shape below. */
function traceRidge(pen: Pen, stage: Stage, ridge: Ridge, bottom: number, step = Math.max(2, stage.span / 240)): void {
  const [left, right] = [-stage.margin - 4, stage.width + stage.margin + 4];
  pen.beginPath();
  pen.moveTo(left, bottom);
  for (let x = left; x <= right + step; x += step) pen.lineTo(x, ridge(x));
  pen.lineTo(right, bottom);
  pen.closePath();
}

type Land = {
  readonly ridge: Ridge;
  /** The highest point the ridge may reach. */
  readonly top: number;
  /** 1 far, 0 near: how much air lies before it. */
  readonly distance: number;
  readonly depth: number;
  readonly tint?: Colour;
  readonly weight?: number;
  /** Draws on the land once it is filled, clipped by nothing. */
  readonly dress?: (pen: Pen, colour: Colour) => void;
  /** How much the air gathers at the foot, 0 to 1. */
  readonly mist?: number;
};

/** One ridge of land as a layer: solid at its edge, fading into the air at its foot. */
export function landLayer(stage: Stage, palette: Palette, land: Land): Layer {
  // What nearer land covers anyway need not be drawn.
  const bottom = land.depth >= 0.8 ? under(stage) : Math.min(under(stage), stage.floor + stage.height * 0.07);
  const colour = layerColour(palette, land.distance, land.tint, land.weight);
  const air = mix(palette.sky[2], palette.sky[3], 0.5);
  const misty = mix(colour, air, (land.mist ?? 0.55) * land.distance * palette.air);
  const box = across(stage, land.top, bottom);
  return {
    depth: land.depth,
    box,
    draw(pen) {
      const foot = Math.min(bottom, land.top + stage.height * 0.42);
      land.dress?.(pen, colour);
      traceRidge(pen, stage, land.ridge, bottom);
      pen.fillStyle = gradient(
        pen,
        [0, land.top, 0, foot],
        [
          [0, mix(colour, palette.light, 0.05)],
          [0.4, colour],
          [1, misty],
        ],
      );
      pen.fill();
      layGrain(pen, box);
    },
  };
}
