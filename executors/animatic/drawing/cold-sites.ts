import type { Pen } from './canvas.ts';
import { hex, mix } from './colour.ts';
import { lotsOf } from './lots.ts';
import { mountainLayers } from './mountains.ts';
import { layerColour } from './palette.ts';
import { landLayer, type Ridge, rolling } from './ridges.ts';
import type { Plot, Site } from './site.ts';
import { cloudLayers } from './sky.ts';
import { pine } from './trees.ts';
import { cornerPlants, tufted, wooded } from './vegetation.ts';
import { green } from './wild-sites.ts';

const white = hex('#f6fafe');

export function mountainsSite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { horizon, floor, span } = stage;
  const lots = lotsOf(seed, 'foothills');
  const mid = rolling(lots, { y: horizon + (floor - horizon) * 0.3, swing: span * 0.028, length: span * 0.5 });
  const front = rolling(lots, { y: floor - span * 0.03, swing: span * 0.012, length: span * 0.6 });
  return {
    back: { foot: mid, depth: 0.55 },
    layers: [
      ...cloudLayers(stage, palette, 0.3, seed),
      ...mountainLayers(plot),
      landLayer(stage, palette, {
        ridge: mid,
        top: horizon - span * 0.16,
        distance: 0.45,
        depth: 0.55,
        tint: green,
        weight: 0.35,
        dress: wooded(mid, pine, stage, seed, [0.05, 0.12], 0.03, 0.2),
      }),
      landLayer(stage, palette, {
        ridge: front,
        top: floor - span * 0.08,
        distance: 0.12,
        depth: 1,
        tint: green,
        weight: 0.35,
        dress: tufted(front, stage, seed),
      }),
      cornerPlants(plot, pine, 0.3),
    ],
  };
}

export function snowSite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { horizon, floor, span } = stage;
  const lots = lotsOf(seed, 'snow');
  const far = rolling(lots, { y: horizon, swing: span * 0.03, length: span * 0.5 });
  const mid = rolling(lots, { y: horizon + (floor - horizon) * 0.4, swing: span * 0.02, length: span * 0.6 });
  const front = rolling(lots, { y: floor - span * 0.03, swing: span * 0.012, length: span * 0.9 });
  const dark = layerColour(palette, 0.5);
  const firs = (ridge: Ridge, height: readonly [number, number], every: number, gaps: number, distance: number) => (pen: Pen) =>
    wooded(ridge, pine, stage, seed, height, every, gaps)(pen, mix(dark, layerColour(palette, distance), 0.6));
  return {
    back: { foot: mid, depth: 0.55 },
    layers: [
      ...mountainLayers(plot, white),
      landLayer(stage, palette, {
        ridge: far,
        top: horizon - span * 0.16,
        distance: 0.8,
        depth: 0.3,
        tint: white,
        weight: 0.7,
        dress: firs(far, [0.04, 0.09], 0.026, 0.25, 0.75),
      }),
      landLayer(stage, palette, {
        ridge: mid,
        top: horizon - span * 0.2,
        distance: 0.5,
        depth: 0.55,
        tint: white,
        weight: 0.75,
        dress: firs(mid, [0.09, 0.18], 0.09, 0.45, 0.4),
      }),
      landLayer(stage, palette, { ridge: front, top: floor - span * 0.06, distance: 0.25, depth: 1, tint: white, weight: 0.7 }),
    ],
  };
}
