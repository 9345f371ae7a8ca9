import type { Pen } from './canvas.ts';
import { type Colour, css } from './colour.ts';
import { lotsOf } from './lots.ts';
import { layerColour } from './palette.ts';
import type { Ridge } from './ridges.ts';
import type { Plot } from './site.ts';
import { across, type Layer, type Stage, under } from './stage.ts';
import { grass, grow, type Plant } from './trees.ts';

/** Dark plants at the two lower corners, close to the lens. */
export function cornerPlants({ stage, palette, seed }: Plot, plant: Plant, high: number): Layer {
  const lots = lotsOf(seed, 'corner');
  const colour = layerColour(palette, 0);
  const box = across(stage, stage.height * (0.98 - high), under(stage));
  const row = (from: number, to: number, pen: Pen) =>
    grow(
      pen,
      plant,
      { from, to, every: stage.span * 0.035, foot: () => stage.height * 1.02, height: [stage.height * high * 0.55, stage.height * high] },
      lots,
    );
  return {
    depth: 1.35,
    box,
    draw(pen) {
      pen.fillStyle = css(colour);
      row(-stage.margin, stage.width * 0.1, pen);
      row(stage.width * 0.9, stage.width + stage.margin, pen);
    },
  };
}

export const wooded =
  (ridge: Ridge, plant: Plant, stage: Stage, seed: number, height: readonly [number, number], every: number, gaps = 0) =>
  (pen: Pen, colour: Colour) => {
    pen.fillStyle = css(colour);
    grow(
      pen,
      plant,
      {
        from: -stage.margin,
        to: stage.width + stage.margin,
        every: stage.span * every,
        foot: (x) => ridge(x) + 3,
        height: [stage.span * height[0], stage.span * height[1]],
        gaps,
      },
      lotsOf(seed, 'wood', every),
    );
  };

/** Grass along an edge, so that the near land is not a cut of paper. */
export const tufted = (ridge: Ridge, stage: Stage, seed: number) => wooded(ridge, grass, stage, seed, [0.012, 0.026], 0.009, 0.15);
