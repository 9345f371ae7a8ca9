import { glow, gradient, type Pen } from './canvas.ts';
import { type Colour, css, mix } from './colour.ts';
import { layGrain } from './grain.ts';
import { type Lots, lotsOf } from './lots.ts';
import type { Palette } from './palette.ts';
import { across, type Layer, type Stage, under } from './stage.ts';

/** Where sun or moon stands, in pixels of the stage. */
export type Disc = { readonly x: number; readonly y: number; readonly radius: number };

/** The place of the disc; `side` from 0 (left) to 1 (right). */
export function discOf(stage: Stage, palette: Palette, side: number): Disc {
  const top = stage.height * 0.13;
  return {
    x: stage.width * (0.14 + 0.72 * side),
    y: top + (stage.horizon - top) * palette.discAt,
    radius: stage.span * (palette.disc === 'moon' ? 0.045 : 0.058),
  };
}

/** The gradient from zenith to horizon, and the broad light around the disc. */
export function skyLayer(stage: Stage, palette: Palette, disc: Disc, seed: number): Layer {
  const box = across(stage, -stage.height * 0.1, under(stage));
  return {
    depth: 0.03,
    box,
    draw(pen) {
      const [zenith, high, low, horizon] = palette.sky;
      pen.fillStyle = gradient(
        pen,
        [0, -stage.height * 0.05, 0, stage.horizon * 1.02],
        [
          [0, zenith],
          [0.42, high],
          [0.78, low],
          [1, horizon],
        ],
      );
      pen.fillRect(box.x, box.y, box.width, box.height);
      if (palette.stars > 0) stars(pen, stage, palette, lotsOf(seed, 'stars'));
      pen.globalCompositeOperation = 'screen';
      glow(pen, disc.x, disc.y, stage.span * 0.75, mix(palette.light, horizon, 0.5), palette.disc === 'none' ? 0.16 : 0.5);
      glow(pen, stage.width / 2, stage.horizon, stage.span * 0.9, horizon, 0.16);
      pen.globalCompositeOperation = 'source-over';
      layGrain(pen, box);
    },
  };
}

function stars(pen: Pen, stage: Stage, palette: Palette, lots: Lots): void {
  const count = Math.round(260 * palette.stars);
  for (let star = 0; star < count; star++) {
    const [x, y] = [
      lots.between(-stage.margin, stage.width + stage.margin),
      lots.next() ** 1.3 * stage.horizon * 1.02 - stage.height * 0.06,
    ];
    const size = stage.span * (0.0006 + 0.0013 * lots.next() ** 5);
    pen.fillStyle = css(
      mix(palette.light, palette.sky[2], lots.between(0, 0.3)),
      lots.between(0.25, 0.95) * (1 - Math.max(0, y / stage.horizon) * 0.75),
    );
    pen.beginPath();
    pen.arc(x, y, size, 0, 7);
    pen.fill();
  }
}

/** Sun or moon with its halo, centred on (0, 0). */
export function drawDisc(pen: Pen, palette: Palette, radius: number, kind = palette.disc): void {
  if (kind === 'none') return;
  pen.globalCompositeOperation = 'screen';
  glow(pen, 0, 0, radius * 4.2, palette.light, 0.55);
  pen.globalCompositeOperation = 'source-over';
  pen.fillStyle = css(palette.light, 0.14);
  circle(pen, 0, 0, radius * 1.55);
  pen.fillStyle = css(palette.light);
  circle(pen, 0, 0, radius);
  if (kind === 'sun') return;
  pen.fillStyle = css(mix(palette.light, palette.sky[2], 0.35), 0.55);
  for (const [x, y, size] of [
    [-0.3, -0.2, 0.26],
    [0.25, 0.22, 0.34],
    [0.32, -0.38, 0.15],
    [-0.35, 0.42, 0.18],
  ] as const)
    circle(pen, x * radius, y * radius, size * radius);
}

function circle(pen: Pen, x: number, y: number, radius: number): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 7);
  pen.fill();
}

/** Long flat clouds, lit from below where the disc stands low. `cover` from 0 to 1; above 0.8 they close the sky. */
export function cloudLayers(stage: Stage, palette: Palette, cover: number, seed: number): Layer[] {
  const lots = lotsOf(seed, 'clouds');
  const heavy = cover > 0.8;
  const banks = Array.from({ length: Math.round(3 + cover * (heavy ? 4 : 9)) }, () => {
    const y = stage.height * 0.1 + (stage.horizon - stage.height * 0.12) * lots.next() ** (heavy ? 0.7 : 0.9);
    const level = y / stage.horizon;
    const shade = mix(palette.sky[1], palette.sky[3], 0.25 + 0.6 * level);
    return bankLayer(
      stage,
      {
        x: lots.between(-stage.margin, stage.width + stage.margin),
        y,
        length: stage.span * lots.between(0.14, 0.34) * (1.25 - level * 0.5),
        colour: mix(shade, palette.light, heavy ? 0.02 : 0.22),
      },
      lots,
    );
  });
  return heavy ? [ceilingLayer(stage, palette, lots), ...banks] : banks;
}

type Bank = { readonly x: number; readonly y: number; readonly length: number; readonly colour: Colour };

/** One bank in a bitmap no larger than itself: clear air costs as much to lay as clouds do. */
function bankLayer(stage: Stage, { x, y, length, colour }: Bank, lots: Lots): Layer {
  const [left, right] = [Math.max(-stage.margin, x - length - 2), Math.min(stage.width + stage.margin, x + length + 2)];
  const seed = lots.next();
  return {
    depth: 0.1,
    box: { x: left, y: y - length * 0.24, width: Math.max(1, right - left), height: length * 0.27 },
    draw: (pen) => cloudBank(pen, x, y, length, colour, lotsOf(seed)),
  };
}

function ceilingLayer(stage: Stage, palette: Palette, lots: Lots): Layer {
  const seed = lots.next();
  return {
    depth: 0.09,
    box: across(stage, -stage.height * 0.1, stage.horizon * 0.62),
    draw: (pen) => ceiling(pen, stage, palette, lotsOf(seed)),
  };
}

/** A sky closed by dark clouds: rows of heavy bellies from the upper edge down. */
function ceiling(pen: Pen, stage: Stage, palette: Palette, lots: Lots): void {
  for (const [row, level] of [0.46, 0.3, 0.15].entries()) {
    const y = stage.horizon * level;
    const shade = mix(mix(palette.sky[1], palette.ink, 0.25 + row * 0.12), palette.sky[2], 0.3 - row * 0.1);
    pen.fillStyle = gradient(
      pen,
      [0, y - stage.span * 0.1, 0, y + stage.span * 0.06],
      [
        [0, shade, 0.95],
        [0.7, mix(shade, palette.sky[2], 0.2), 0.85],
        [1, mix(shade, palette.sky[3], 0.3), 0.25],
      ],
    );
    pen.beginPath();
    pen.rect(-stage.margin, -stage.height * 0.1, stage.width + 2 * stage.margin, y + stage.height * 0.1);
    for (let x = -stage.margin; x < stage.width + stage.margin; ) {
      const wide = stage.span * lots.between(0.06, 0.15);
      pen.ellipse(x + wide * 0.5, y, wide * 0.72, wide * lots.between(0.2, 0.42), 0, 0, Math.PI);
      x += wide;
    }
    pen.fill();
  }
}

/** One cloud: a flat base and a bumpy top, fading at its foot. */
function cloudBank(pen: Pen, x: number, y: number, length: number, colour: Colour, lots: Lots): void {
  const tall = length * lots.between(0.1, 0.17);
  pen.beginPath();
  pen.moveTo(x - length, y);
  let at = x - length;
  while (at < x + length) {
    const step = length * lots.between(0.16, 0.34);
    const middle = 1 - Math.abs((at + step / 2 - x) / length) ** 1.5;
    const top = y - tall * Math.max(0.12, middle) * lots.between(0.75, 1.3);
    pen.bezierCurveTo(at - step * 0.12, top, at + step * 1.12, top, at + step, y - tall * 0.12 * middle);
    at += step;
  }
  pen.quadraticCurveTo(x, y + tall * 0.16, x - length, y);
  pen.closePath();
  pen.fillStyle = gradient(
    pen,
    [0, y - tall, 0, y + tall * 0.1],
    [
      [0, colour, 0.72],
      [0.6, colour, 0.4],
      [1, colour, 0.04],
    ],
  );
  pen.fill();
}
