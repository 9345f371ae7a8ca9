import { type Pen, polygon } from './canvas.ts';
import { type Colour, css, hex, mix } from './colour.ts';
import { layGrain } from './grain.ts';
import { lotsOf } from './lots.ts';
import { layerColour } from './palette.ts';
import { jagged, landLayer, peaks, rolling } from './ridges.ts';
import type { Plot, Site } from './site.ts';
import { cloudLayers } from './sky.ts';
import { across, type Layer, under } from './stage.ts';
import { broad, grow, leaf, reed } from './trees.ts';
import { cornerPlants } from './vegetation.ts';
import { type Swell, waterLayer, waveLayer } from './water.ts';

const sand = hex('#dcb98a');
const green = hex('#5f9a52');

/** The open sea; `rough` in a storm. */
export function seaSite(plot: Plot, rough: boolean): Site {
  const { stage, palette, disc, seed } = plot;
  const swell: Swell = rough ? { high: 0.036, count: 3.2, rough } : { high: 0.009, count: 4, rough };
  const wave = (near: number, depth: number) => waveLayer(stage, palette, { near, depth, swell, seed });
  const level = stage.horizon + (stage.height - stage.horizon) * 0.42;
  return {
    back: { foot: () => stage.horizon + stage.span * 0.012, depth: 0.32 },
    water: { level, depth: 0.75, rough },
    layers: [
      ...cloudLayers(stage, palette, rough ? 0.95 : 0.5, seed),
      waterLayer(stage, palette, disc, seed),
      wave(0.12, 0.42),
      wave(0.32, 0.66),
      wave(0.52, 0.95),
      wave(0.84, 1.3),
    ],
  };
}

/** A shore: sea behind, a headland for landmarks, land in front. */
export function coastSite(plot: Plot, rough: boolean): Site {
  const { stage, palette, disc, seed } = plot;
  const { horizon, floor, span } = stage;
  const lots = lotsOf(seed, 'coast');
  const left = lots.chance(0.5) ? 1 : -1;
  const swell: Swell = rough ? { high: 0.028, count: 3.4, rough } : { high: 0.007, count: 4.5, rough };
  const head = headland(plot, left);
  const front = rolling(lots, { y: floor - span * 0.028, swing: span * 0.012, length: span * 0.8 });
  return {
    back: { foot: head.foot, depth: 0.5 },
    landmarks: left,
    water: { level: horizon + (floor - horizon) * 0.5, depth: 0.62, rough },
    layers: [
      ...cloudLayers(stage, palette, rough ? 0.95 : 0.5, seed),
      waterLayer(stage, palette, disc, seed),
      waveLayer(stage, palette, { near: 0.12, depth: 0.42, swell, seed }),
      head.layer,
      waveLayer(stage, palette, { near: 0.3, depth: 0.66, swell, seed }),
      landLayer(stage, palette, { ridge: front, top: floor - span * 0.07, distance: 0.14, depth: 1, tint: sand, weight: 0.4 }),
      cornerPlants(plot, reed, 0.16),
    ],
  };
}

/** A rocky rise at one side that runs out into the water. */
function headland({ stage, palette, seed }: Plot, side: 1 | -1): { layer: Layer; foot: (x: number) => number } {
  const { horizon, floor, span, width } = stage;
  const lots = lotsOf(seed, 'headland');
  const rough = jagged(peaks(lots, stage, { y: 0, swing: span * 0.022, length: span * 0.1 }), lots, span * 0.002);
  const shore = horizon + (floor - horizon) * 0.36;
  const foot = (x: number) => {
    const along = side < 0 ? x / width : 1 - x / width;
    const rise = 1 / (1 + Math.exp((along - 0.42) * 16));
    return shore + span * 0.03 - rise * span * 0.115 + rough(x) * (0.35 + rise);
  };
  return {
    foot: (x) => foot(x) + span * 0.012,
    layer: landLayer(stage, palette, {
      ridge: foot,
      top: shore - span * 0.14,
      distance: 0.42,
      depth: 0.5,
      tint: hex('#7d7f86'),
      weight: 0.3,
      mist: 0.5,
    }),
  };
}

export function riverSite(plot: Plot): Site {
  const { stage, palette, disc, seed } = plot;
  const { horizon, floor, span } = stage;
  const lots = lotsOf(seed, 'river');
  const far = rolling(lots, { y: horizon - span * 0.05, swing: span * 0.03, length: span * 0.5 });
  const bank = rolling(lots, { y: horizon + span * 0.004, swing: span * 0.006, length: span * 0.5 });
  const front = rolling(lots, { y: floor - span * 0.02, swing: span * 0.01, length: span * 0.7 });
  const trees = (pen: Pen, colour: Colour) => {
    pen.fillStyle = css(colour);
    grow(
      pen,
      broad,
      {
        from: -stage.margin,
        to: stage.width + stage.margin,
        every: span * 0.055,
        foot: (x) => bank(x) + 2,
        height: [span * 0.06, span * 0.13],
        gaps: 0.15,
      },
      lotsOf(seed, 'bank'),
    );
  };
  const swell: Swell = { high: 0.003, count: 5, rough: false };
  return {
    back: { foot: bank, depth: 0.34 },
    water: { level: horizon + (floor - horizon) * 0.42, depth: 0.6, rough: false },
    layers: [
      ...cloudLayers(stage, palette, 0.4, seed),
      landLayer(stage, palette, { ridge: far, top: horizon - span * 0.1, distance: 0.85, depth: 0.16, tint: green, weight: 0.3 }),
      waterLayer(stage, palette, disc, seed, horizon),
      landStrip(plot, bank, horizon + span * 0.02, trees),
      waveLayer(stage, palette, { near: 0.25, depth: 0.5, swell, seed }),
      waveLayer(stage, palette, { near: 0.42, depth: 0.72, swell, seed }),
      landLayer(stage, palette, { ridge: front, top: floor - span * 0.06, distance: 0.12, depth: 1, tint: green, weight: 0.4 }),
      cornerPlants(plot, reed, 0.26),
    ],
  };
}

/** A bank with water below it: land that ends at `bottom`. */
function landStrip(
  { stage, palette }: Plot,
  ridge: (x: number) => number,
  bottom: number,
  dress: (pen: Pen, colour: Colour) => void,
): Layer {
  const colour = layerColour(palette, 0.55, green, 0.4);
  const box = across(stage, stage.horizon - stage.span * 0.16, bottom);
  return {
    depth: 0.34,
    box,
    draw(pen) {
      dress(pen, colour);
      pen.beginPath();
      pen.moveTo(box.x, bottom);
      for (let x = box.x; x <= box.x + box.width; x += 5) pen.lineTo(x, ridge(x));
      pen.lineTo(box.x + box.width, bottom);
      pen.fillStyle = css(colour);
      pen.fill();
      layGrain(pen, box);
    },
  };
}

/** Below the surface: shafts of light, a sea bed, weeds that sway. */
export function underwaterSite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { horizon, floor, span } = stage;
  const lots = lotsOf(seed, 'bed');
  const far = jagged(peaks(lots, stage, { y: horizon, swing: span * 0.12, length: span * 0.3 }), lots, span * 0.004);
  const mid = rolling(lots, { y: horizon + span * 0.01, swing: span * 0.03, length: span * 0.5 });
  const front = rolling(lots, { y: floor + span * 0.03, swing: span * 0.012, length: span * 0.6 });
  return {
    back: { foot: mid, depth: 0.55 },
    layers: [
      shafts(plot),
      landLayer(stage, palette, { ridge: far, top: horizon - span * 0.14, distance: 0.75, depth: 0.25 }),
      landLayer(stage, palette, { ridge: mid, top: horizon - span * 0.05, distance: 0.4, depth: 0.55 }),
      weeds(plot, front),
      landLayer(stage, palette, { ridge: front, top: floor - span * 0.02, distance: 0.12, depth: 1 }),
      cornerPlants(plot, leaf, 0.24),
    ],
  };
}

function shafts({ stage, palette, seed }: Plot): Layer {
  const lots = lotsOf(seed, 'shafts');
  const rays = Array.from({ length: 7 }, () => ({
    x: lots.between(-0.1, 1.1),
    wide: lots.between(0.03, 0.09),
    phase: lots.between(0, 6),
    lean: lots.between(0.05, 0.2),
  }));
  const box = across(stage, -stage.height * 0.1, stage.height);
  return {
    depth: 0.08,
    box,
    live(pen, clock) {
      pen.globalCompositeOperation = 'screen';
      for (const { x, wide, phase, lean } of rays) {
        const light = pen.createLinearGradient(0, 0, 0, stage.height * 0.9);
        light.addColorStop(0, css(palette.light, 0.2 + 0.08 * Math.sin(clock.turn(0.9) + phase)));
        light.addColorStop(1, css(palette.light, 0));
        pen.fillStyle = light;
        const [left, shift] = [(x + 0.02 * Math.sin(clock.turn(0.8) + phase)) * stage.width, lean * stage.width];
        polygon(pen, [
          [left, box.y],
          [left + wide * stage.width, box.y],
          [left + wide * stage.width * 1.9 + shift, stage.height],
          [left + shift, stage.height],
        ]);
        pen.fill();
      }
      pen.globalCompositeOperation = 'source-over';
    },
  };
}

function weeds({ stage, palette, seed }: Plot, foot: (x: number) => number): Layer {
  const lots = lotsOf(seed, 'weeds');
  const stems = Array.from({ length: 18 }, () => ({
    x: lots.between(-0.1, 1.1) * stage.width,
    tall: stage.span * lots.between(0.05, 0.17),
    phase: lots.between(0, 6),
  }));
  const colour = css(mix(layerColour(palette, 0.25), hex('#1f6f5c'), 0.25));
  return {
    depth: 0.92,
    box: across(stage, stage.floor - stage.span * 0.2, under(stage)),
    live(pen, clock) {
      pen.fillStyle = colour;
      for (const { x, tall, phase } of stems) {
        const sway = tall * 0.22 * Math.sin(clock.turn(1.1) + phase);
        const root = foot(x) + 4;
        pen.beginPath();
        pen.moveTo(x - tall * 0.05, root);
        pen.bezierCurveTo(x - tall * 0.12, root - tall * 0.4, x + sway + tall * 0.05, root - tall * 0.6, x + sway, root - tall);
        pen.bezierCurveTo(x + sway + tall * 0.13, root - tall * 0.55, x + tall * 0.03, root - tall * 0.35, x + tall * 0.06, root);
        pen.fill();
      }
    },
  };
}
