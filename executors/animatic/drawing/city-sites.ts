import { glow, gradient } from './canvas.ts';
import { css, hex, mix } from './colour.ts';
import { layGrain } from './grain.ts';
import { skyline, streetLamp, townHouse } from './houses.ts';
import { lotsOf } from './lots.ts';
import { layerColour } from './palette.ts';
import type { Plot, Site } from './site.ts';
import { cloudLayers } from './sky.ts';
import { across, type Layer, under } from './stage.ts';

export const brick = hex('#a87864');

export const stone = hex('#8f8c96');

/** Paving to the lower edge, with light lying on it where there are lamps. */
export function paving({ stage, palette, seed }: Plot, top: number, depth = 1): Layer {
  const box = across(stage, top, under(stage));
  const colour = layerColour(palette, 0.12, stone, 0.3);
  return {
    depth,
    box,
    draw(pen) {
      pen.fillStyle = gradient(
        pen,
        [0, top, 0, stage.height],
        [
          [0, mix(colour, palette.sky[3], palette.lamps ? 0.22 : 0.16)],
          [0.35, colour],
          [1, mix(colour, palette.ink, 0.5)],
        ],
      );
      pen.fillRect(box.x, box.y, box.width, box.height);
      const lots = lotsOf(seed, 'paving');
      for (let shine = 0; shine < 30; shine++) {
        pen.fillStyle = css(palette.lamps ? palette.lamp : palette.light, lots.between(0.03, 0.12));
        pen.beginPath();
        pen.ellipse(
          lots.between(-stage.margin, stage.width + stage.margin),
          top + (stage.height - top) * lots.next() ** 1.2,
          stage.span * lots.between(0.02, 0.08),
          stage.span * 0.0016,
          0,
          0,
          7,
        );
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
        pen.fillStyle = gradient(
          pen,
          [0, y - tall * 0.35, 0, y],
          [
            [0, palette.sky[3], 0],
            [1, palette.sky[3], 0.32 * distance],
          ],
        );
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
export function lamps({ stage, palette, seed }: Plot, y: number, high: number, depth = 0.9): Layer {
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

export function facades(plot: Plot, foot: number, tall: readonly [number, number], depth: number, shop: boolean): Layer {
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
        const colour = layerColour(palette, lots.between(0.4, 0.55), mix(brick, stone, lots.next()), palette.lamps ? 0.35 : 0.62);
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
          skyline(
            pen,
            palette,
            layerColour(palette, 0.85),
            { from: -margin, to: width + margin, y: horizon + span * 0.1, low: span * 0.2, tall: span * (tall + 0.12), wide: span * 0.09 },
            span,
            lotsOf(seed, 'behind'),
          );
        },
      },
      facades(plot, foot, [tall * 0.66, tall], 0.62, true),
      paving(plot, foot),
      lamps(plot, foot + span * 0.012, 0.29),
    ],
  };
}
