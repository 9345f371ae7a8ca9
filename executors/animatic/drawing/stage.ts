import type { Frame } from '#nodes/settings.ts';
import type { Ground } from '../scene.ts';
import type { Box, Pen } from './canvas.ts';
import type { Clock } from './clock.ts';

/** The measures of one frame in pixels; everything else is drawn in shares of them. */
export type Stage = {
  readonly width: number;
  readonly height: number;
  /** The side of a square as large as the frame: sizes that look alike in every aspect. */
  readonly span: number;
  /** Where sky and ground meet. */
  readonly horizon: number;
  /** Where the subjects stand. */
  readonly floor: number;
  /** How far layers reach beyond the frame at each side, so that the camera can move. */
  readonly margin: number;
};

/** Something drawn at its distance: 0 stands still in the sky, 1 is where the subjects are, more is nearer. */
export type Layer = {
  readonly depth: number;
  /** Must fill the frame whatever the camera does: it is magnified as far as a shift asks for. */
  readonly covers?: boolean;
  /** Bitmap pixels to one pixel of the stage, by default 1. */
  readonly sharpness?: number;
  /** The part of the stage it may touch. */
  readonly box: Box;
  /** Draws what does not change; kept as a bitmap. */
  readonly draw?: (pen: Pen) => void;
  /** Draws what moves, anew in every frame. */
  readonly live?: (pen: Pen, clock: Clock) => void;
};

const horizons: Partial<Record<Ground, number>> = {
  sea: 0.58,
  coast: 0.58,
  river: 0.56,
  desert: 0.64,
  snow: 0.66,
  planet: 0.64,
  mountains: 0.66,
  city: 0.66,
  street: 0.68,
  market: 0.68,
  road: 0.62,
  room: 0.7,
  kitchen: 0.7,
  study: 0.7,
  hall: 0.7,
  cave: 0.72,
  stage: 0.72,
  studio: 0.66,
  'ship-deck': 0.56,
  spaceship: 0.7,
  space: 0.94,
  underwater: 0.84,
  sky: 0.9,
  forest: 0.7,
  jungle: 0.72,
  village: 0.66,
};
const floors: Partial<Record<Ground, number>> = { sea: 0.8, room: 0.8, studio: 0.78, space: 0.72, underwater: 0.8, sky: 0.8 };

/** The measures for a ground in a frame of this size. */
export function stageOf({ width, height }: Pick<Frame, 'width' | 'height'>, ground: Ground): Stage {
  const tall = height > width ? 0.02 : 0;
  return {
    width,
    height,
    span: Math.sqrt(width * height),
    horizon: Math.round(height * ((horizons[ground] ?? 0.64) + tall)),
    floor: Math.round(height * ((floors[ground] ?? 0.815) + tall)),
    margin: Math.round(width * 0.16),
  };
}

/** Across the whole stage and its margins, from one height to another. */
export function across(stage: Stage, top: number, bottom: number): Box {
  return { x: -stage.margin, y: Math.floor(top), width: stage.width + 2 * stage.margin, height: Math.ceil(bottom) - Math.floor(top) };
}

/** As far below the frame as any camera looks. */
export function under(stage: Stage): number {
  return stage.height * 1.14;
}
