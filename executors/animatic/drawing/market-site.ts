import { glow, gradient, type Pen, polygon } from './canvas.ts';
import { facades, paving } from './city-sites.ts';
import { type Colour, css, hex, mix } from './colour.ts';
import { layGrain } from './grain.ts';
import { awning } from './houses.ts';
import { lotsOf } from './lots.ts';
import { layerColour } from './palette.ts';
import type { Plot, Site } from './site.ts';
import { cloudLayers } from './sky.ts';
import { across, type Layer } from './stage.ts';

const cloths = ['#c8553d', '#e0a03c', '#3f7f7a', '#8d4a67', '#5f7d3f', '#3f6a9a'].map(hex);

export function marketSite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { floor, span } = stage;
  const foot = floor - span * 0.05;
  const tall = stage.height > stage.width ? 0.46 : 0.3;
  return {
    back: { foot: () => foot, depth: 0.7 },
    layers: [
      ...cloudLayers(stage, palette, 0.3, seed),
      facades(plot, foot - span * 0.02, [tall * 0.75, tall], 0.45, false),
      paving(plot, foot - span * 0.02, 0.8),
      stalls(plot, foot),
      bunting(plot),
    ],
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
        pen.fillStyle = gradient(
          pen,
          [0, foot - high * 0.42, 0, foot],
          [
            [0, mix(post, palette.sky[3], 0.16)],
            [1, post],
          ],
        );
        pen.fillRect(x, foot - high * 0.4, wide, high * 0.4);
        heaps(pen, stage.span, { x, y: foot - high * 0.4, wide }, palette.ambient, lots);
        const cloth = mix(lots.pick(cloths as [Colour, ...Colour[]]), palette.ink, 0.22);
        const tinted: Colour = [
          cloth[0] * palette.ambient[0] * 1.1,
          cloth[1] * palette.ambient[1] * 1.1,
          cloth[2] * palette.ambient[2] * 1.1,
        ];
        awning(
          pen,
          { x: x - wide * 0.06, y: foot - high * 1.16, wide: wide * 1.12, high: high * 0.24 },
          mix(palette.light, palette.ambient, 0.6),
          tinted,
        );
        if (palette.lamps) glow(pen, x + wide / 2, foot - high * 0.8, wide * 0.7, palette.lamp, 0.55);
      }
      layGrain(pen, box);
    },
  };
}

function heaps(
  pen: Pen,
  span: number,
  { x, y, wide }: { x: number; y: number; wide: number },
  light: Colour,
  lots: ReturnType<typeof lotsOf>,
): void {
  for (let heap = 0; heap < 4; heap++) {
    const fruit = mix(lots.pick(['#d9603f', '#e8b64a', '#7fa64a', '#a84a5c', '#e2893c'].map(hex) as [Colour, ...Colour[]]), light, 0.15);
    pen.fillStyle = css([fruit[0] * light[0], fruit[1] * light[1], fruit[2] * light[2]]);
    for (let piece = 0; piece < 10; piece++) {
      const level = Math.floor(piece / 4);
      pen.beginPath();
      pen.arc(
        x + wide * (0.12 + heap * 0.25) + ((piece % 4) - 1.5 + level * 0.5) * span * 0.0085,
        y - span * (0.004 + level * 0.008),
        span * 0.0055,
        0,
        7,
      );
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
      const line = (x: number) => y + sag * Math.sin((((((x - from) / (stage.width * 0.62)) % 1) + 1) % 1) * Math.PI);
      pen.strokeStyle = css(palette.ink, 0.7);
      pen.lineWidth = stage.span * 0.0014;
      pen.beginPath();
      for (let x = from; x <= to; x += 6) x === from ? pen.moveTo(x, line(x)) : pen.lineTo(x, line(x));
      pen.stroke();
      for (let x = from; x < to; x += stage.span * 0.034) {
        const flag = mix(lots.pick(cloths as [Colour, ...Colour[]]), palette.sky[2], 0.15);
        pen.fillStyle = css([
          flag[0] * palette.ambient[0] + 0.04,
          flag[1] * palette.ambient[1] + 0.03,
          flag[2] * palette.ambient[2] + 0.03,
        ]);
        polygon(pen, [
          [x, line(x)],
          [x + stage.span * 0.022, line(x + stage.span * 0.022)],
          [x + stage.span * 0.011, line(x) + stage.span * 0.032],
        ]);
        pen.fill();
      }
    },
  };
}
