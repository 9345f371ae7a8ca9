import { gradient } from './canvas.ts';
import { layGrain } from './grain.ts';
import { lotsOf } from './lots.ts';
import { layerColour } from './palette.ts';
import { landLayer, rolling } from './ridges.ts';
import type { Plot, Site } from './site.ts';
import { cloudLayers } from './sky.ts';
import { across, type Layer, under } from './stage.ts';

/** Out of a cave, or deep in one: rock all round and light at its end. */
export function caveSite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { width, height, horizon, floor, span } = stage;
  const lots = lotsOf(seed, 'cave');
  const front = rolling(lots, { y: floor - span * 0.02, swing: span * 0.012, length: span * 0.4 });
  const ring = (depth: number, inner: number, distance: number): Layer => ({
    depth,
    box: across(stage, -height * 0.14, under(stage)),
    draw(pen) {
      pen.fillStyle = gradient(
        pen,
        [0, 0, 0, height],
        [
          [0, layerColour(palette, distance * 0.4)],
          [0.6, layerColour(palette, distance)],
          [1, layerColour(palette, distance * 0.6)],
        ],
      );
      pen.beginPath();
      pen.rect(-stage.margin, -height * 0.14, width + 2 * stage.margin, height * 1.3);
      const points = 46;
      for (let point = 0; point <= points; point++) {
        const angle = (point / points) * Math.PI * 2;
        const reach =
          inner *
          (1 + 0.16 * Math.sin(angle * 3 + seed) + 0.1 * Math.sin(angle * 7 + depth * 9) + 0.05 * Math.sin(angle * 15 + depth * 20));
        const [x, y] = [width / 2 + Math.cos(angle) * width * reach, horizon - span * 0.1 + Math.sin(angle) * height * reach * 1.05];
        point === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y);
      }
      pen.fill('evenodd');
      layGrain(pen, across(stage, 0, under(stage)));
    },
  });
  return {
    back: { foot: (x) => front(x) - span * 0.01, depth: 0.8 },
    indoors: true,
    layers: [
      ...cloudLayers(stage, palette, 0.2, seed),
      ring(0.3, 0.21, 0.7),
      ring(0.5, 0.32, 0.42),
      ring(0.75, 0.42, 0.2),
      landLayer(stage, palette, { ridge: front, top: floor - span * 0.05, distance: 0.14, depth: 1 }),
    ],
  };
}
