import { type Colour, hex } from './colour.ts';
import { lotsOf } from './lots.ts';
import { dunes, landLayer, type Ridge, rolling } from './ridges.ts';
import type { Plot, Site } from './site.ts';
import { cloudLayers } from './sky.ts';
import { broad, cactus, grass, type Plant, poplar } from './trees.ts';
import { cornerPlants, tufted, wooded } from './vegetation.ts';

export const green = hex('#5f9a52');

const meadow = hex('#79a64f');

const sand = hex('#e8b774');

export function hillsSite(plot: Plot, dressed: { far?: Plant; mid?: Plant; tint?: Colour } = {}): Site {
  const { stage, palette, seed } = plot;
  const lots = lotsOf(seed, 'hills');
  const { horizon, floor, span } = stage;
  const farthest = rolling(lots, { y: horizon - span * 0.045, swing: span * 0.04, length: span * 0.6 });
  const far = rolling(lots, { y: horizon + span * 0.005, swing: span * 0.032, length: span * 0.42 });
  const mid = rolling(lots, { y: horizon + (floor - horizon) * 0.42, swing: span * 0.022, length: span * 0.5 });
  const front = rolling(lots, { y: floor - span * 0.032, swing: span * 0.01, length: span * 0.7 });
  const tint = dressed.tint ?? green;
  return {
    back: { foot: mid, depth: 0.55 },
    layers: [
      ...cloudLayers(stage, palette, 0.45, seed),
      landLayer(stage, palette, { ridge: farthest, top: horizon - span * 0.11, distance: 0.95, depth: 0.16, tint, weight: 0.25 }),
      landLayer(stage, palette, {
        ridge: far,
        top: horizon - span * 0.1,
        distance: 0.72,
        depth: 0.28,
        tint,
        weight: 0.4,
        dress: wooded(far, dressed.far ?? broad, stage, seed, [0.018, 0.04], 0.05, 0.45),
      }),
      landLayer(stage, palette, {
        ridge: mid,
        top: horizon - span * 0.09,
        distance: 0.45,
        depth: 0.55,
        tint,
        weight: 0.5,
        dress: wooded(mid, dressed.mid ?? poplar, stage, seed, [0.05, 0.11], 0.13, 0.55),
      }),
      landLayer(stage, palette, {
        ridge: front,
        top: floor - span * 0.07,
        distance: 0.14,
        depth: 1,
        tint: meadow,
        weight: 0.5,
        dress: tufted(front, stage, seed),
      }),
      cornerPlants(plot, grass, 0.14),
    ],
  };
}

export function desertSite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { horizon, floor, span } = stage;
  const lots = lotsOf(seed, 'desert');
  const far = dunes(lots, { y: horizon + span * 0.01, swing: span * 0.05, length: span * 0.62 });
  const mid = dunes(lots, { y: horizon + (floor - horizon) * 0.5, swing: span * 0.055, length: span * 0.8 });
  const front = dunes(lots, { y: floor - span * 0.02, swing: span * 0.03, length: span * 1.5 });
  const shade = (ridge: Ridge) => ridge;
  return {
    back: { foot: mid, depth: 0.55 },
    layers: [
      landLayer(stage, palette, {
        ridge: dunes(lots, { y: horizon - span * 0.005, swing: span * 0.03, length: span * 0.4 }),
        top: horizon - span * 0.06,
        distance: 0.95,
        depth: 0.16,
        tint: sand,
        weight: 0.55,
      }),
      landLayer(stage, palette, { ridge: shade(far), top: horizon - span * 0.07, distance: 0.75, depth: 0.28, tint: sand, weight: 0.65 }),
      landLayer(stage, palette, {
        ridge: mid,
        top: horizon - span * 0.05,
        distance: 0.48,
        depth: 0.55,
        tint: sand,
        weight: 0.65,
        dress: wooded(mid, cactus, stage, seed, [0.03, 0.05], 0.3, 0.6),
      }),
      landLayer(stage, palette, { ridge: front, top: floor - span * 0.08, distance: 0.2, depth: 1, tint: sand, weight: 0.6 }),
    ],
  };
}
