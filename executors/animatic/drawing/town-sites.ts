import { gradient, type Pen, polygon } from './canvas.ts';
import { brick, stone } from './city-sites.ts';
import { type Colour, css, hex, mix } from './colour.ts';
import { layGrain } from './grain.ts';
import { cottage } from './houses.ts';
import { lotsOf } from './lots.ts';
import { layerColour } from './palette.ts';
import { landLayer, rolling } from './ridges.ts';
import type { Plot, Site } from './site.ts';
import { cloudLayers } from './sky.ts';
import { across, under } from './stage.ts';
import { grass, grow, pine } from './trees.ts';
import { cornerPlants } from './vegetation.ts';

const green = hex('#5f9a52');

export function villageSite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { horizon, floor, span, margin, width } = stage;
  const lots = lotsOf(seed, 'village');
  const far = rolling(lots, { y: horizon - span * 0.03, swing: span * 0.04, length: span * 0.5 });
  const mid = rolling(lots, { y: horizon + (floor - horizon) * 0.35, swing: span * 0.012, length: span * 0.5 });
  const front = rolling(lots, { y: floor - span * 0.032, swing: span * 0.008, length: span * 0.7 });
  const houses = (ridge: (x: number) => number, size: number, every: number, distance: number) => (pen: Pen) => {
    const own = lotsOf(seed, 'houses', size);
    for (let x = -margin; x < width + margin; x += span * every * own.between(0.75, 1.4)) {
      if (own.chance(0.12)) continue;
      const [wide, high] = [span * size * own.between(0.8, 1.3), span * size * own.between(0.75, 1.05)];
      cottage(pen, palette, layerColour(palette, distance, brick, 0.3), { x, y: ridge(x + wide / 2) + span * 0.006, wide, high }, own);
    }
  };
  return {
    back: { foot: mid, depth: 0.55 },
    layers: [
      ...cloudLayers(stage, palette, 0.45, seed),
      landLayer(stage, palette, {
        ridge: far,
        top: horizon - span * 0.16,
        distance: 0.85,
        depth: 0.2,
        tint: green,
        weight: 0.35,
        dress: houses(far, 0.035, 0.06, 0.75),
      }),
      landLayer(stage, palette, {
        ridge: mid,
        top: horizon - span * 0.16,
        distance: 0.45,
        depth: 0.55,
        tint: green,
        weight: 0.35,
        dress: houses(mid, 0.105, 0.135, 0.42),
      }),
      landLayer(stage, palette, {
        ridge: front,
        top: floor - span * 0.06,
        distance: 0.14,
        depth: 1,
        tint: mix(green, stone, 0.5),
        weight: 0.4,
      }),
      cornerPlants(plot, grass, 0.13),
    ],
  };
}

/** A road that runs to the horizon. */
export function roadSite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { horizon, floor, span } = stage;
  const lots = lotsOf(seed, 'road');
  const far = rolling(lots, { y: horizon - span * 0.03, swing: span * 0.035, length: span * 0.5 });
  const plain = rolling(lots, { y: horizon + span * 0.012, swing: span * 0.006, length: span * 0.9 });
  const wood = (pen: Pen, colour: Colour) => {
    pen.fillStyle = css(colour);
    grow(
      pen,
      pine,
      {
        from: -stage.margin,
        to: stage.width + stage.margin,
        every: span * 0.05,
        foot: (x) => plain(x) + 2,
        height: [span * 0.03, span * 0.075],
        gaps: 0.3,
      },
      lotsOf(seed, 'roadside'),
    );
  };
  const box = across(stage, horizon, under(stage));
  const asphalt = layerColour(palette, 0.18, stone, 0.25);
  return {
    back: { foot: plain, depth: 0.4 },
    layers: [
      ...cloudLayers(stage, palette, 0.4, seed),
      landLayer(stage, palette, { ridge: far, top: horizon - span * 0.09, distance: 0.85, depth: 0.16, tint: green, weight: 0.3 }),
      landLayer(stage, palette, {
        ridge: plain,
        top: horizon - span * 0.1,
        distance: 0.5,
        depth: 0.4,
        tint: green,
        weight: 0.4,
        dress: wood,
      }),
      {
        depth: 0.85,
        box,
        draw(pen) {
          const top = horizon + span * 0.012;
          const centre = stage.width / 2;
          pen.fillStyle = gradient(
            pen,
            [0, top, 0, stage.height],
            [
              [0, mix(asphalt, palette.sky[3], 0.35)],
              [0.5, asphalt],
              [1, mix(asphalt, palette.ink, 0.4)],
            ],
          );
          polygon(pen, [
            [centre - span * 0.008, top],
            [centre + span * 0.008, top],
            [centre + span * 0.95, under(stage)],
            [centre - span * 0.95, under(stage)],
          ]);
          pen.fill();
          pen.fillStyle = css(mix(palette.light, palette.ambient, 0.4), 0.7);
          for (let dash = 0; dash < 9; dash++) {
            const [from, to] = [(dash / 9) ** 2.2, ((dash + 0.5) / 9) ** 2.2].map((share) => top + (under(stage) - top) * share) as [
              number,
              number,
            ];
            const wide = (y: number) => (span * 0.014 * (y - top)) / (stage.height - top) + 0.4;
            polygon(pen, [
              [centre - wide(from), from],
              [centre + wide(from), from],
              [centre + wide(to), to],
              [centre - wide(to), to],
            ]);
            pen.fill();
          }
          layGrain(pen, box);
        },
      },
      cornerPlants(plot, grass, Math.min(0.16, (stage.height - floor) / stage.height)),
    ],
  };
}
