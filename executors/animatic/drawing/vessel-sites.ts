import { gradient, type Pen } from './canvas.ts';
import { type Colour, css, hex, mix } from './colour.ts';
import { layGrain } from './grain.ts';
import { lotsOf } from './lots.ts';
import { layerColour } from './palette.ts';
import type { Plot, Site } from './site.ts';
import { cloudLayers } from './sky.ts';
import { across, type Stage, under } from './stage.ts';
import { type Swell, waterLayer, waveLayer } from './water.ts';

/** The deck of a ship: planks, a railing, ropes to the mast, and the sea. */
export function deckSite(plot: Plot, rough: boolean): Site {
  const { stage, palette, disc, seed } = plot;
  const { width, height, floor, span, margin } = stage;
  const swell: Swell = rough ? { high: 0.03, count: 3.2, rough } : { high: 0.008, count: 4, rough };
  const top = floor - span * 0.05;
  const wood = layerColour(palette, 0.16, hex('#8d6242'), 0.4);
  const box = across(stage, -height * 0.14, under(stage));
  return {
    back: { foot: () => stage.horizon + span * 0.012, depth: 0.32 },
    water: { level: stage.horizon + span * 0.03, depth: 0.42, rough },
    layers: [
      ...cloudLayers(stage, palette, rough ? 0.95 : 0.4, seed),
      waterLayer(stage, palette, disc, seed),
      waveLayer(stage, palette, { near: 0.14, depth: 0.42, swell, seed }),
      waveLayer(stage, palette, { near: 0.34, depth: 0.6, swell, seed }),
      {
        depth: 0.95,
        box,
        draw(pen) {
          pen.fillStyle = gradient(
            pen,
            [0, top, 0, height],
            [
              [0, mix(wood, palette.light, 0.12)],
              [1, mix(wood, palette.ink, 0.55)],
            ],
          );
          pen.fillRect(box.x, top, box.width, box.height);
          pen.strokeStyle = css(mix(wood, palette.ink, 0.55), 0.7);
          pen.lineWidth = span * 0.002;
          pen.beginPath();
          for (let plank = -16; plank <= 16; plank++) {
            pen.moveTo(width / 2 + plank * span * 0.06, top);
            pen.lineTo(width / 2 + plank * span * 0.12, under(stage));
          }
          pen.stroke();
          railing(pen, stage, top, mix(wood, palette.ink, 0.5));
          const mast = disc.x < width / 2 ? width * 0.93 : width * 0.07;
          pen.fillStyle = css(mix(wood, palette.ink, 0.6));
          pen.fillRect(mast - span * 0.014, box.y, span * 0.028, top - box.y + span * 0.05);
          pen.strokeStyle = pen.fillStyle;
          pen.lineWidth = span * 0.0026;
          pen.beginPath();
          for (const reach of [-0.32, -0.2, 0.2, 0.32]) {
            pen.moveTo(mast, -height * 0.05);
            pen.lineTo(mast + reach * span, top - span * 0.085);
          }
          pen.stroke();
          layGrain(pen, { ...box, x: -margin });
        },
      },
    ],
  };
}

function railing(pen: Pen, stage: Stage, y: number, colour: Colour): void {
  const { span, width, margin } = stage;
  pen.fillStyle = css(colour);
  pen.fillRect(-margin, y - span * 0.09, width + 2 * margin, span * 0.011);
  pen.fillRect(-margin, y - span * 0.012, width + 2 * margin, span * 0.014);
  for (let x = -margin; x < width + margin; x += span * 0.034) pen.fillRect(x, y - span * 0.085, span * 0.006, span * 0.08);
}

/** Inside a spacecraft: a wide window on the stars, ribs and lit panels. */
export function spaceshipSite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { width, height, horizon, span, margin } = stage;
  const box = across(stage, -height * 0.14, under(stage));
  const hull = mix(palette.sky[1], hex('#3c4458'), 0.6);
  const lots = lotsOf(seed, 'panels');
  return {
    back: { foot: () => horizon + span * 0.02, depth: 0.7 },
    indoors: true,
    layers: [
      {
        depth: 0.55,
        box,
        draw(pen) {
          pen.fillStyle = gradient(
            pen,
            [0, 0, 0, height],
            [
              [0, mix(hull, palette.ink, 0.6)],
              [0.6, hull],
              [1, mix(hull, palette.ink, 0.7)],
            ],
          );
          pen.beginPath();
          pen.rect(box.x, box.y, box.width, box.height);
          pen.roundRect(width * 0.13, height * 0.14, width * 0.74, horizon - height * 0.27, span * 0.09);
          pen.fill('evenodd');
          pen.strokeStyle = css(mix(hull, palette.light, 0.4));
          pen.lineWidth = span * 0.008;
          pen.beginPath();
          pen.roundRect(width * 0.13, height * 0.14, width * 0.74, horizon - height * 0.27, span * 0.09);
          pen.stroke();
          for (let panel = 0; panel < 60; panel++) {
            const [x, y] = [lots.between(-margin, width + margin), horizon - span * lots.between(0.008, 0.07)];
            pen.fillStyle = css(lots.pick([palette.lamp, hex('#63d8ff'), hex('#ff7a6b'), palette.light]), lots.between(0.4, 0.95));
            pen.fillRect(x, y, span * lots.between(0.006, 0.022), span * 0.006);
          }
          pen.fillStyle = gradient(
            pen,
            [0, horizon, 0, height],
            [
              [0, mix(hull, palette.ink, 0.25)],
              [1, mix(hull, palette.ink, 0.65)],
            ],
          );
          pen.fillRect(box.x, horizon, box.width, box.height);
          pen.fillStyle = css(hex('#63d8ff'), 0.5);
          pen.fillRect(box.x, horizon - span * 0.003, box.width, span * 0.004);
          layGrain(pen, box);
        },
      },
    ],
  };
}
