import { glow, gradient, type Pen, polygon } from './canvas.ts';
import { type Colour, css, hex, mix } from './colour.ts';
import { layGrain } from './grain.ts';
import { awning, cottage, skyline, streetLamp, townHouse } from './houses.ts';
import { lotsOf } from './lots.ts';
import { layerColour } from './palette.ts';
import { landLayer, rolling } from './ridges.ts';
import type { Plot, Site } from './site.ts';
import { cloudLayers } from './sky.ts';
import { across, type Layer, under } from './stage.ts';
import { grass, grow, pine } from './trees.ts';
import { cornerPlants } from './wild-sites.ts';

const green = hex('#5f9a52');
const brick = hex('#a87864');
const stone = hex('#8f8c96');

/** Paving to the lower edge, with light lying on it where there are lamps. */
function paving({ stage, palette, seed }: Plot, top: number, depth = 1): Layer {
  const box = across(stage, top, under(stage));
  const colour = layerColour(palette, 0.12, stone, 0.3);
  return {
    depth,
    box,
    draw(pen) {
      pen.fillStyle = gradient(pen, [0, top, 0, stage.height], [[0, mix(colour, palette.sky[3], palette.lamps ? 0.22 : 0.16)], [0.35, colour], [1, mix(colour, palette.ink, 0.5)]]);
      pen.fillRect(box.x, box.y, box.width, box.height);
      const lots = lotsOf(seed, 'paving');
      for (let shine = 0; shine < 30; shine++) {
        pen.fillStyle = css(palette.lamps ? palette.lamp : palette.light, lots.between(0.03, 0.12));
        pen.beginPath();
        pen.ellipse(lots.between(-stage.margin, stage.width + stage.margin), top + (stage.height - top) * lots.next() ** 1.2, stage.span * lots.between(0.02, 0.08), stage.span * 0.0016, 0, 0, 7);
        pen.fill();
      }
      layGrain(pen, box);
    },
  };
}

export function citySite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { horizon, floor, span, margin, width } = stage;
  const row = (name: string, y: number, low: number, tall: number, wide: number, distance: number, depth: number): Layer => {
    const box = across(stage, y - tall - span * 0.12, under(stage));
    const colour = layerColour(palette, distance);
    return {
      depth,
      box,
      draw(pen) {
        skyline(pen, palette, colour, { from: -margin, to: width + margin, y, low, tall, wide }, span, lotsOf(seed, name));
        pen.fillStyle = gradient(pen, [0, y - tall * 0.35, 0, y], [[0, palette.sky[3], 0], [1, palette.sky[3], 0.32 * distance]]);
        pen.globalCompositeOperation = 'source-atop';
        pen.fillRect(box.x, y - tall * 0.35, box.width, tall * 0.4);
        layGrain(pen, box);
        pen.globalCompositeOperation = 'source-over';
      },
    };
  };
  const foot = floor - span * 0.035;
  return {
    back: { foot: () => foot, depth: 0.62 },
    layers: [
      ...cloudLayers(stage, palette, 0.35, seed),
      row('far', horizon + span * 0.03, span * 0.1, span * 0.34, span * 0.05, 0.95, 0.15),
      row('mid', horizon + span * 0.06, span * 0.1, span * 0.3, span * 0.075, 0.68, 0.3),
      row('near', foot, span * 0.1, span * 0.27, span * 0.12, 0.4, 0.55),
      paving(plot, foot),
      lamps(plot, foot + span * 0.006, 0.3),
    ],
  };
}

/** A row of street lamps far enough apart to leave the middle to the subjects. */
function lamps({ stage, palette, seed }: Plot, y: number, high: number, depth = 0.9): Layer {
  const lots = lotsOf(seed, 'lamps');
  const step = stage.span * 0.42;
  const start = lots.between(0.1, 0.5) * step - stage.margin;
  return {
    depth,
    box: across(stage, y - stage.span * (high + 0.3), y + stage.span * 0.08),
    draw(pen) {
      for (let x = start; x < stage.width + stage.margin; x += step) {
        if (palette.lamps) {
          pen.globalCompositeOperation = 'screen';
          pen.save();
          pen.translate(x, y);
          pen.scale(1, 0.16);
          glow(pen, 0, 0, stage.span * 0.15, palette.lamp, 0.5);
          pen.restore();
          pen.globalCompositeOperation = 'source-over';
        }
        streetLamp(pen, palette, x, y, stage.span * high, layerColour(palette, 0.06));
      }
    },
  };
}

function facades(plot: Plot, foot: number, tall: readonly [number, number], depth: number, shop: boolean): Layer {
  const { stage, palette, seed } = plot;
  const { span, margin, width } = stage;
  const box = across(stage, foot - span * (tall[1] + 0.03), foot + 6);
  return {
    depth,
    box,
    draw(pen) {
      const lots = lotsOf(seed, 'facades');
      for (let x = -margin; x < width + margin; ) {
        const wide = span * lots.between(0.13, 0.21);
        const colour = layerColour(palette, lots.between(0.4, 0.55), mix(brick, stone, lots.next()), 0.35);
        townHouse(pen, palette, colour, { x, y: foot, wide, high: span * lots.between(...tall) }, span, lots, shop);
        x += wide;
      }
      layGrain(pen, box);
    },
  };
}

export function streetSite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { horizon, floor, span, margin, width } = stage;
  const foot = floor - span * 0.045;
  const tall = stage.height > stage.width ? 0.5 : 0.32;
  return {
    back: { foot: () => foot, depth: 0.7 },
    layers: [
      ...cloudLayers(stage, palette, 0.35, seed),
      {
        depth: 0.25,
        box: across(stage, 0, under(stage)),
        draw(pen) {
          skyline(pen, palette, layerColour(palette, 0.85), { from: -margin, to: width + margin, y: horizon + span * 0.1, low: span * 0.2, tall: span * (tall + 0.12), wide: span * 0.09 }, span, lotsOf(seed, 'behind'));
        },
      },
      facades(plot, foot, [tall * 0.66, tall], 0.62, true),
      paving(plot, foot),
      lamps(plot, foot + span * 0.012, 0.29),
    ],
  };
}

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
      landLayer(stage, palette, { ridge: far, top: horizon - span * 0.16, distance: 0.85, depth: 0.2, tint: green, weight: 0.35, dress: houses(far, 0.035, 0.06, 0.75) }),
      landLayer(stage, palette, { ridge: mid, top: horizon - span * 0.16, distance: 0.45, depth: 0.55, tint: green, weight: 0.35, dress: houses(mid, 0.105, 0.135, 0.42) }),
      landLayer(stage, palette, { ridge: front, top: floor - span * 0.06, distance: 0.14, depth: 1, tint: mix(green, stone, 0.5), weight: 0.4 }),
      cornerPlants(plot, grass, 0.13),
    ],
  };
}

const cloths = ['#c8553d', '#e0a03c', '#3f7f7a', '#8d4a67', '#5f7d3f', '#3f6a9a'].map(hex);

export function marketSite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { floor, span } = stage;
  const foot = floor - span * 0.05;
  const tall = stage.height > stage.width ? 0.46 : 0.3;
  return {
    back: { foot: () => foot, depth: 0.7 },
    layers: [...cloudLayers(stage, palette, 0.3, seed), facades(plot, foot - span * 0.02, [tall * 0.75, tall], 0.45, false), paving(plot, foot - span * 0.02, 0.8), stalls(plot, foot), bunting(plot)],
  };
}

/** Stalls with striped cloths, heaps of fruit and a lamp each. */
function stalls({ stage, palette, seed }: Plot, foot: number): Layer {
  const { span, margin, width } = stage;
  const box = across(stage, foot - span * 0.22, foot + span * 0.02);
  const post = layerColour(palette, 0.25);
  return {
    depth: 0.78,
    box,
    draw(pen) {
      const lots = lotsOf(seed, 'stalls');
      for (let x = -margin; x < width + margin; x += span * lots.between(0.21, 0.27)) {
        const [wide, high] = [span * lots.between(0.16, 0.19), span * lots.between(0.15, 0.175)];
        pen.fillStyle = css(post);
        for (const at of [0.04, 0.94]) pen.fillRect(x + wide * at, foot - high, span * 0.005, high);
        pen.fillStyle = gradient(pen, [0, foot - high * 0.42, 0, foot], [[0, mix(post, palette.sky[3], 0.16)], [1, post]]);
        pen.fillRect(x, foot - high * 0.4, wide, high * 0.4);
        heaps(pen, stage.span, { x, y: foot - high * 0.4, wide }, palette.ambient, lots);
        const cloth = mix(lots.pick(cloths as [Colour, ...Colour[]]), palette.ink, 0.22);
        const tinted: Colour = [cloth[0] * palette.ambient[0] * 1.1, cloth[1] * palette.ambient[1] * 1.1, cloth[2] * palette.ambient[2] * 1.1];
        awning(pen, { x: x - wide * 0.06, y: foot - high * 1.16, wide: wide * 1.12, high: high * 0.24 }, mix(palette.light, palette.ambient, 0.6), tinted);
        if (palette.lamps) glow(pen, x + wide / 2, foot - high * 0.8, wide * 0.7, palette.lamp, 0.55);
      }
      layGrain(pen, box);
    },
  };
}

function heaps(pen: Pen, span: number, { x, y, wide }: { x: number; y: number; wide: number }, light: Colour, lots: ReturnType<typeof lotsOf>): void {
  for (let heap = 0; heap < 4; heap++) {
    const fruit = mix(lots.pick(['#d9603f', '#e8b64a', '#7fa64a', '#a84a5c', '#e2893c'].map(hex) as [Colour, ...Colour[]]), light, 0.15);
    pen.fillStyle = css([fruit[0] * light[0], fruit[1] * light[1], fruit[2] * light[2]]);
    for (let piece = 0; piece < 10; piece++) {
      const level = Math.floor(piece / 4);
      pen.beginPath();
      pen.arc(x + wide * (0.12 + heap * 0.25) + ((piece % 4) - 1.5 + level * 0.5) * span * 0.0085, y - span * (0.004 + level * 0.008), span * 0.0055, 0, 7);
      pen.fill();
    }
  }
}

/** Little flags on a line across the street. */
function bunting({ stage, palette, seed }: Plot): Layer {
  const lots = lotsOf(seed, 'bunting');
  const y = stage.height * 0.15;
  return {
    depth: 1.15,
    box: across(stage, y - stage.span * 0.03, y + stage.span * 0.12),
    draw(pen) {
      const sag = stage.span * 0.055;
      const [from, to] = [-stage.margin, stage.width + stage.margin];
      const line = (x: number) => y + sag * Math.sin(((((x - from) / (stage.width * 0.62)) % 1) + 1) % 1 * Math.PI);
      pen.strokeStyle = css(palette.ink, 0.7);
      pen.lineWidth = stage.span * 0.0014;
      pen.beginPath();
      for (let x = from; x <= to; x += 6) x === from ? pen.moveTo(x, line(x)) : pen.lineTo(x, line(x));
      pen.stroke();
      for (let x = from; x < to; x += stage.span * 0.034) {
        const flag = mix(lots.pick(cloths as [Colour, ...Colour[]]), palette.sky[2], 0.15);
        pen.fillStyle = css([flag[0] * palette.ambient[0] + 0.04, flag[1] * palette.ambient[1] + 0.03, flag[2] * palette.ambient[2] + 0.03]);
        polygon(pen, [[x, line(x)], [x + stage.span * 0.022, line(x + stage.span * 0.022)], [x + stage.span * 0.011, line(x) + stage.span * 0.032]]);
        pen.fill();
      }
    },
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
    grow(pen, pine, { from: -stage.margin, to: stage.width + stage.margin, every: span * 0.05, foot: (x) => plain(x) + 2, height: [span * 0.03, span * 0.075], gaps: 0.3 }, lotsOf(seed, 'roadside'));
  };
  const box = across(stage, horizon, under(stage));
  const asphalt = layerColour(palette, 0.18, stone, 0.25);
  return {
    back: { foot: plain, depth: 0.4 },
    layers: [
      ...cloudLayers(stage, palette, 0.4, seed),
      landLayer(stage, palette, { ridge: far, top: horizon - span * 0.09, distance: 0.85, depth: 0.16, tint: green, weight: 0.3 }),
      landLayer(stage, palette, { ridge: plain, top: horizon - span * 0.1, distance: 0.5, depth: 0.4, tint: green, weight: 0.4, dress: wood }),
      {
        depth: 0.85,
        box,
        draw(pen) {
          const top = horizon + span * 0.012;
          const centre = stage.width / 2;
          pen.fillStyle = gradient(pen, [0, top, 0, stage.height], [[0, mix(asphalt, palette.sky[3], 0.35)], [0.5, asphalt], [1, mix(asphalt, palette.ink, 0.4)]]);
          polygon(pen, [[centre - span * 0.008, top], [centre + span * 0.008, top], [centre + span * 0.95, under(stage)], [centre - span * 0.95, under(stage)]]);
          pen.fill();
          pen.fillStyle = css(mix(palette.light, palette.ambient, 0.4), 0.7);
          for (let dash = 0; dash < 9; dash++) {
            const [from, to] = [(dash / 9) ** 2.2, ((dash + 0.5) / 9) ** 2.2].map((share) => top + (under(stage) - top) * share) as [number, number];
            const wide = (y: number) => (span * 0.014 * (y - top)) / (stage.height - top) + 0.4;
            polygon(pen, [[centre - wide(from), from], [centre + wide(from), from], [centre + wide(to), to], [centre - wide(to), to]]);
            pen.fill();
          }
          layGrain(pen, box);
        },
      },
      cornerPlants(plot, grass, Math.min(0.16, (stage.height - floor) / stage.height)),
    ],
  };
}
