import { type Colour, css, hex } from './colour.ts';
import { lotsOf } from './lots.ts';
import { layerColour } from './palette.ts';
import { landLayer, rolling } from './ridges.ts';
import type { Plot, Site } from './site.ts';
import { across, type Layer, under } from './stage.ts';
import { grass, leaf, type Plant, palm, pine } from './trees.ts';
import { cornerPlants, tufted, wooded } from './vegetation.ts';
import { green } from './wild-sites.ts';

export function forestSite(
  plot: Plot,
  plants: { tree: Plant; near: Plant; tint: Colour; nearHigh: number } = { tree: pine, near: grass, tint: green, nearHigh: 0.15 },
): Site {
  const { stage, palette, seed } = plot;
  const { horizon, floor, span } = stage;
  const lots = lotsOf(seed, 'forest');
  const flat = (y: number) => rolling(lots, { y, swing: span * 0.012, length: span * 0.5 });
  const rows = [
    { ridge: flat(horizon - span * 0.02), distance: 0.95, depth: 0.2, height: [0.2, 0.34], every: 0.03 },
    { ridge: flat(horizon + span * 0.01), distance: 0.7, depth: 0.36, height: [0.24, 0.42], every: 0.055 },
    { ridge: flat(horizon + (floor - horizon) * 0.45), distance: 0.42, depth: 0.6, height: [0.34, 0.5], every: 0.15 },
  ] as const;
  const front = flat(floor - span * 0.035);
  return {
    back: { foot: rows[2].ridge, depth: 0.6 },
    layers: [
      ...rows.map(({ ridge, distance, depth, height, every }) =>
        landLayer(stage, palette, {
          ridge,
          top: Math.max(-stage.height * 0.1, horizon - span * height[1] * 1.1),
          distance,
          depth,
          tint: plants.tint,
          weight: 0.3,
          mist: 0.9,
          dress: wooded(ridge, plants.tree, stage, seed + depth * 10, height, every, depth > 0.5 ? 0.35 : 0.08),
        }),
      ),
      landLayer(stage, palette, {
        ridge: front,
        top: floor - span * 0.08,
        distance: 0.12,
        depth: 1,
        tint: plants.tint,
        weight: 0.3,
        dress: tufted(front, stage, seed),
      }),
      trunks(plot),
      cornerPlants(plot, plants.near, plants.nearHigh),
    ],
  };
}

/** Two dark trunks at the sides of the frame, so that one looks out of the wood. */
function trunks({ stage, palette, seed }: Plot): Layer {
  const lots = lotsOf(seed, 'trunks');
  const box = across(stage, -stage.height * 0.1, under(stage));
  return {
    depth: 1.2,
    box,
    draw(pen) {
      pen.fillStyle = css(layerColour(palette, 0.03));
      for (const x of [-stage.width * lots.between(0.015, 0.05), stage.width * (1 + lots.between(0.02, 0.055))]) {
        const wide = stage.span * lots.between(0.035, 0.055);
        pen.beginPath();
        pen.moveTo(x - wide * 0.6, box.y);
        pen.quadraticCurveTo(x - wide * 0.5, stage.height * 0.7, x - wide * 1.3, under(stage));
        pen.lineTo(x + wide * 1.4, under(stage));
        pen.quadraticCurveTo(x + wide * 0.5, stage.height * 0.7, x + wide * 0.55, box.y);
        pen.fill();
      }
    },
  };
}

export const jungleSite = (plot: Plot): Site => forestSite(plot, { tree: palm, near: leaf, tint: hex('#3f8f4f'), nearHigh: 0.3 });
