import { type Colour, css, hex, mix } from './colour.ts';
import { lotsOf } from './lots.ts';
import { layerColour } from './palette.ts';
import { jagged, landLayer, peaks, rolling } from './ridges.ts';
import type { Plot, Site } from './site.ts';
import { across, type Layer, type Stage, under } from './stage.ts';

const rust = hex('#c8663a');

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
