import { type Colour, css, hex, mix } from './colour.ts';
import { lotsOf } from './lots.ts';
import { layerColour } from './palette.ts';
import { dunes, jagged, landLayer, peaks, rolling, type Ridge } from './ridges.ts';
import type { Plot, Site } from './site.ts';
import { cloudLayers } from './sky.ts';
import type { Pen } from './canvas.ts';
import { across, type Layer, type Stage, under } from './stage.ts';
import { broad, cactus, grass, grow, leaf, palm, pine, type Plant, poplar } from './trees.ts';

const green = hex('#5f9a52');
const meadow = hex('#79a64f');
const sand = hex('#e8b774');
const rock = hex('#8a8a98');
const white = hex('#f6fafe');
const rust = hex('#c8663a');

/** Dark plants at the two lower corners, close to the lens. */
export function cornerPlants({ stage, palette, seed }: Plot, plant: Plant, high: number): Layer {
  const lots = lotsOf(seed, 'corner');
  const colour = layerColour(palette, 0);
  const box = across(stage, stage.height * (0.98 - high), under(stage));
  const row = (from: number, to: number, pen: Pen) =>
    grow(pen, plant, { from, to, every: stage.span * 0.035, foot: () => stage.height * 1.02, height: [stage.height * high * 0.55, stage.height * high] }, lots);
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

const wooded = (ridge: Ridge, plant: Plant, stage: Stage, seed: number, height: readonly [number, number], every: number, gaps = 0) => (pen: Pen, colour: Colour) => {
  pen.fillStyle = css(colour);
  grow(pen, plant, { from: -stage.margin, to: stage.width + stage.margin, every: stage.span * every, foot: (x) => ridge(x) + 3, height: [stage.span * height[0], stage.span * height[1]], gaps }, lotsOf(seed, 'wood', every));
};

/** Grass along an edge, so that the near land is not a cut of paper. */
const tufted = (ridge: Ridge, stage: Stage, seed: number) => wooded(ridge, grass, stage, seed, [0.012, 0.026], 0.009, 0.15);

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
      landLayer(stage, palette, { ridge: far, top: horizon - span * 0.1, distance: 0.72, depth: 0.28, tint, weight: 0.4, dress: wooded(far, dressed.far ?? broad, stage, seed, [0.018, 0.04], 0.05, 0.45) }),
      landLayer(stage, palette, { ridge: mid, top: horizon - span * 0.09, distance: 0.45, depth: 0.55, tint, weight: 0.5, dress: wooded(mid, dressed.mid ?? poplar, stage, seed, [0.05, 0.11], 0.13, 0.55) }),
      landLayer(stage, palette, { ridge: front, top: floor - span * 0.07, distance: 0.14, depth: 1, tint: meadow, weight: 0.5, dress: tufted(front, stage, seed) }),
      cornerPlants(plot, grass, 0.14),
    ],
  };
}

/** Lit and shaded faces on every peak, and snow where it is high. */
function faces(corners: readonly { x: number; y: number }[], stage: Stage, sunX: number, colour: Colour, light: Colour, snowLine: number) {
  return (pen: Pen) => {
    for (const [index, peak] of corners.entries()) {
      const [left, right] = [corners[index - 1], corners[index + 1]];
      if (!left || !right || left.y < peak.y || right.y < peak.y) continue;
      const side = sunX < peak.x ? left : right;
      const foot = peak.y + (side.y - peak.y) * 1.5;
      const lean = (peak.x - side.x) * 0.16;
      pen.fillStyle = css(mix(colour, light, 0.22), 0.75);
      pen.beginPath();
      pen.moveTo(peak.x, peak.y);
      pen.lineTo(side.x + (peak.x - side.x) * 0.02, side.y);
      pen.lineTo(peak.x + lean * 0.6, foot);
      pen.lineTo(peak.x + lean * 1.6, peak.y + (foot - peak.y) * 0.62);
      pen.lineTo(peak.x - lean * 0.1, peak.y + (foot - peak.y) * 0.42);
      pen.fill();
      if (peak.y < snowLine) snowCap(pen, peak, left, right, snowLine, stage.span, mix(colour, light, 0.72));
    }
  };
}

function snowCap(pen: Pen, peak: { x: number; y: number }, left: { x: number; y: number }, right: { x: number; y: number }, line: number, span: number, colour: Colour): void {
  const down = Math.min(1, (line - peak.y) / Math.max(1, Math.max(left.y, right.y) - peak.y)) * 0.62;
  const at = (to: { x: number; y: number }, share: number) => [peak.x + (to.x - peak.x) * share, peak.y + (to.y - peak.y) * share] as const;
  pen.fillStyle = css(colour, 0.9);
  pen.beginPath();
  pen.moveTo(peak.x, peak.y - span * 0.002);
  pen.lineTo(...at(right, down));
  pen.lineTo(peak.x + (right.x - peak.x) * down * 0.5, peak.y + (right.y - peak.y) * down * 0.66);
  pen.lineTo(peak.x + (right.x - peak.x) * down * 0.2, peak.y + (right.y - peak.y) * down * 1.05);
  pen.lineTo(peak.x + (left.x - peak.x) * down * 0.25, peak.y + (left.y - peak.y) * down * 0.6);
  pen.lineTo(peak.x + (left.x - peak.x) * down * 0.55, peak.y + (left.y - peak.y) * down * 0.95);
  pen.lineTo(...at(left, down));
  pen.fill();
}

export function mountainLayers({ stage, palette, disc, seed }: Plot, tint = rock): Layer[] {
  const lots = lotsOf(seed, 'mountains');
  const { horizon, span } = stage;
  const range = (swing: number, length: number, y: number, distance: number, depth: number) => {
    const corners = peaks(lots, stage, { y, swing, length });
    const colour = layerColour(palette, distance, tint, 0.3);
    const ridge = jagged(corners, lots, span * 0.0035);
    const land = landLayer(stage, palette, { ridge, top: y - swing * 1.06, distance, depth, tint, weight: 0.3, mist: 0.9 });
    const dress = faces(corners, stage, disc.x, colour, palette.light, y - swing * 0.5);
    return { ...land, draw: (pen: Pen) => { land.draw?.(pen); clipTo(pen, stage, ridge, () => dress(pen)); } };
  };
  return [range(span * 0.3, span * 0.34, horizon, 0.92, 0.14), range(span * 0.2, span * 0.26, horizon + span * 0.02, 0.7, 0.24)];
}

function clipTo(pen: Pen, stage: Stage, ridge: Ridge, draw: () => void): void {
  pen.save();
  pen.beginPath();
  pen.moveTo(-stage.margin, under(stage));
  for (let x = -stage.margin; x <= stage.width + stage.margin; x += 3) pen.lineTo(x, ridge(x));
  pen.lineTo(stage.width + stage.margin, under(stage));
  pen.clip();
  draw();
  pen.restore();
}

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
      landLayer(stage, palette, { ridge: mid, top: horizon - span * 0.16, distance: 0.45, depth: 0.55, tint: green, weight: 0.35, dress: wooded(mid, pine, stage, seed, [0.05, 0.12], 0.03, 0.2) }),
      landLayer(stage, palette, { ridge: front, top: floor - span * 0.08, distance: 0.12, depth: 1, tint: green, weight: 0.35, dress: tufted(front, stage, seed) }),
      cornerPlants(plot, pine, 0.3),
    ],
  };
}

export function forestSite(plot: Plot, plants: { tree: Plant; near: Plant; tint: Colour; nearHigh: number } = { tree: pine, near: grass, tint: green, nearHigh: 0.15 }): Site {
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
        landLayer(stage, palette, { ridge, top: Math.max(-stage.height * 0.1, horizon - span * height[1] * 1.1), distance, depth, tint: plants.tint, weight: 0.3, mist: 0.9, dress: wooded(ridge, plants.tree, stage, seed + depth * 10, height, every, depth > 0.5 ? 0.35 : 0.08) }),
      ),
      landLayer(stage, palette, { ridge: front, top: floor - span * 0.08, distance: 0.12, depth: 1, tint: plants.tint, weight: 0.3, dress: tufted(front, stage, seed) }),
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
      landLayer(stage, palette, { ridge: dunes(lots, { y: horizon - span * 0.005, swing: span * 0.03, length: span * 0.4 }), top: horizon - span * 0.06, distance: 0.95, depth: 0.16, tint: sand, weight: 0.55 }),
      landLayer(stage, palette, { ridge: shade(far), top: horizon - span * 0.07, distance: 0.75, depth: 0.28, tint: sand, weight: 0.65 }),
      landLayer(stage, palette, { ridge: mid, top: horizon - span * 0.05, distance: 0.48, depth: 0.55, tint: sand, weight: 0.65, dress: wooded(mid, cactus, stage, seed, [0.03, 0.05], 0.3, 0.6) }),
      landLayer(stage, palette, { ridge: front, top: floor - span * 0.08, distance: 0.2, depth: 1, tint: sand, weight: 0.6 }),
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
  const firs = (ridge: Ridge, height: readonly [number, number], every: number, gaps: number, distance: number) => (pen: Pen) => wooded(ridge, pine, stage, seed, height, every, gaps)(pen, mix(dark, layerColour(palette, distance), 0.6));
  return {
    back: { foot: mid, depth: 0.55 },
    layers: [
      ...mountainLayers(plot, white),
      landLayer(stage, palette, { ridge: far, top: horizon - span * 0.16, distance: 0.8, depth: 0.3, tint: white, weight: 0.7, dress: firs(far, [0.04, 0.09], 0.026, 0.25, 0.75) }),
      landLayer(stage, palette, { ridge: mid, top: horizon - span * 0.2, distance: 0.5, depth: 0.55, tint: white, weight: 0.75, dress: firs(mid, [0.09, 0.18], 0.09, 0.45, 0.4) }),
      landLayer(stage, palette, { ridge: front, top: floor - span * 0.06, distance: 0.25, depth: 1, tint: white, weight: 0.7 }),
    ],
  };
}

/** Ground of another world: craters, mesas, and a great neighbour in the sky. */
export function planetSite(plot: Plot): Site {
  const { stage, palette, disc, seed } = plot;
  const { horizon, floor, span } = stage;
  const lots = lotsOf(seed, 'planet');
  const far = jagged(peaks(lots, stage, { y: horizon + span * 0.01, swing: span * 0.1, length: span * 0.3 }), lots, span * 0.003);
  const mid = rolling(lots, { y: horizon + (floor - horizon) * 0.45, swing: span * 0.02, length: span * 0.5 });
  const front = rolling(lots, { y: floor - span * 0.035, swing: span * 0.01, length: span * 0.8 });
  const tint = palette.disc === 'sun' ? rust : hex('#9a97ad');
  return {
    back: { foot: mid, depth: 0.55 },
    layers: [
      neighbour(stage, plot, disc.x < stage.width / 2 ? 0.76 : 0.24),
      landLayer(stage, palette, { ridge: far, top: horizon - span * 0.12, distance: 0.8, depth: 0.2, tint, weight: 0.4, mist: 0.8 }),
      landLayer(stage, palette, { ridge: mid, top: horizon - span * 0.05, distance: 0.5, depth: 0.55, tint, weight: 0.5 }),
      landLayer(stage, palette, { ridge: front, top: floor - span * 0.07, distance: 0.2, depth: 1, tint, weight: 0.5 }),
      stones(stage, plot, tint),
    ],
  };
}

function neighbour(stage: Stage, { palette, seed }: Plot, side: number): Layer {
  const lots = lotsOf(seed, 'neighbour');
  const radius = stage.span * lots.between(0.1, 0.15);
  const [x, y] = [stage.width * side, stage.height * 0.27];
  return {
    depth: 0.06,
    box: { x: x - radius * 1.1, y: y - radius * 1.1, width: radius * 2.2, height: radius * 2.2 },
    draw(pen) {
      const shade = pen.createRadialGradient(x - radius * 0.5, y - radius * 0.5, radius * 0.2, x, y, radius * 1.05);
      shade.addColorStop(0, css(mix(palette.sky[2], palette.light, 0.45), 0.95));
      shade.addColorStop(1, css(mix(palette.sky[1], palette.sky[2], 0.4), 0.5));
      pen.fillStyle = shade;
      pen.beginPath();
      pen.arc(x, y, radius, 0, 7);
      pen.fill();
    },
  };
}

function stones(stage: Stage, { palette, seed }: Plot, tint: Colour): Layer {
  const lots = lotsOf(seed, 'stones');
  return {
    depth: 1.12,
    box: across(stage, stage.floor - stage.span * 0.05, under(stage)),
    draw(pen) {
      for (let stone = 0; stone < 16; stone++) {
        const size = stage.span * lots.between(0.006, 0.022);
        const x = lots.between(-stage.margin, stage.width + stage.margin);
        const y = stage.floor + stage.span * lots.between(0.015, 0.06);
        pen.fillStyle = css(layerColour(palette, 0.08, tint, 0.3));
        pen.beginPath();
        pen.ellipse(x, y, size * 1.5, size * 0.75, 0, Math.PI, 0);
        pen.fill();
      }
    },
  };
}
