import { glow, gradient, type Pen, polygon } from './canvas.ts';
import { type Colour, css, mix } from './colour.ts';
import type { Lots } from './lots.ts';
import type { Palette } from './palette.ts';

/** A house as a front: foot at `y`, from `x` to `x + wide`. */
type Front = { readonly x: number; readonly y: number; readonly wide: number; readonly high: number };

const dark = (palette: Palette, colour: Colour): Colour => mix(colour, palette.ink, 0.35);

/** Windows in a grid; lit ones where the mood has lamps. */
export function windows(
  pen: Pen,
  palette: Palette,
  colour: Colour,
  { x, y, wide, high }: Front,
  size: number,
  lots: Lots,
  litShare = 0.36,
): void {
  const [columns, rows] = [Math.max(1, Math.floor(wide / (size * 2.1))), Math.max(1, Math.floor(high / (size * 2.5)))];
  const [stepX, stepY] = [wide / columns, high / rows];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const on = palette.lamps && lots.chance(litShare);
      pen.fillStyle = on
        ? css(mix(palette.lamp, palette.light, lots.between(0, 0.4)), lots.between(0.65, 0.98))
        : css(dark(palette, colour), 0.5);
      pen.fillRect(x + column * stepX + (stepX - size) / 2, y - high + row * stepY + (stepY - size * 1.35) / 2, size, size * 1.35);
    }
  }
}

/** A tower of a skyline with its roof. */
export function tower(pen: Pen, palette: Palette, colour: Colour, front: Front, span: number, lots: Lots): void {
  const { x, y, wide, high } = front;
  const top = y - high;
  pen.fillStyle = gradient(
    pen,
    [0, top, 0, y],
    [
      [0, mix(colour, palette.light, 0.06)],
      [1, colour],
    ],
  );
  pen.fillRect(x, top, wide, high + 4);
  const roof = lots.next();
  if (roof < 0.22) pen.fillRect(x + wide * 0.18, top - span * 0.018, wide * 0.64, span * 0.02);
  else if (roof < 0.4)
    polygon(pen, [
      [x, top + 1],
      [x + wide * 0.5, top - wide * 0.5],
      [x + wide, top + 1],
    ]);
  else if (roof < 0.52)
    polygon(pen, [
      [x, top + 1],
      [x, top - wide * 0.35],
      [x + wide, top + 1],
    ]);
  else if (roof < 0.68) pen.fillRect(x + wide * 0.47, top - span * 0.05, span * 0.003, span * 0.052);
  if (roof >= 0.22 && roof < 0.52) pen.fill();
  windows(pen, palette, colour, { x: x + wide * 0.1, y: y - span * 0.01, wide: wide * 0.8, high: high * 0.93 }, span * 0.0052, lots);
}

/** A skyline from margin to margin: towers between `low` and `tall` pixels. */
export function skyline(
  pen: Pen,
  palette: Palette,
  colour: Colour,
  row: { from: number; to: number; y: number; low: number; tall: number; wide: number },
  span: number,
  lots: Lots,
): void {
  let x = row.from;
  while (x < row.to) {
    const wide = row.wide * lots.between(0.6, 1.35);
    const high = row.low + (row.tall - row.low) * lots.next() ** 1.7;
    tower(pen, palette, colour, { x, y: row.y, wide, high }, span, lots);
    x += wide * lots.between(0.94, 1.12);
  }
}

/** A cottage with a pitched roof, a chimney and lit windows. */
export function cottage(pen: Pen, palette: Palette, colour: Colour, { x, y, wide, high }: Front, lots: Lots): void {
  const eaves = y - high * 0.55;
  pen.fillStyle = gradient(
    pen,
    [0, eaves, 0, y],
    [
      [0, mix(colour, palette.light, 0.1)],
      [1, colour],
    ],
  );
  pen.fillRect(x, eaves, wide, high * 0.55 + 4);
  pen.fillStyle = css(dark(palette, colour));
  pen.fillRect(x + wide * (lots.chance(0.5) ? 0.16 : 0.72), y - high * 0.98, wide * 0.1, high * 0.4);
  polygon(pen, [
    [x - wide * 0.09, eaves + 1],
    [x + wide * 0.2, y - high],
    [x + wide * 0.8, y - high],
    [x + wide * 1.09, eaves + 1],
  ]);
  if (wide < high * 1.05)
    polygon(pen, [
      [x - wide * 0.1, eaves + 1],
      [x + wide * 0.5, y - high * 1.05],
      [x + wide * 1.1, eaves + 1],
    ]);
  pen.fill();
  const size = Math.min(wide, high) * 0.15;
  const columns = Math.max(1, Math.round(wide / (size * 2.6)));
  for (let column = 0; column < columns; column++) {
    const on = palette.lamps && lots.chance(0.7);
    const left = x + (wide * (column + 0.5)) / columns - size / 2;
    const top = eaves + high * 0.12;
    if (on) glow(pen, left + size / 2, top + size * 0.6, size * 2.6, palette.lamp, 0.35);
    pen.fillStyle = on ? css(palette.lamp, 0.95) : css(dark(palette, colour), 0.8);
    pen.fillRect(left, top, size, size * 1.2);
  }
}

/** A town house of several floors with a cornice and a shop at its foot. */
export function townHouse(
  pen: Pen,
  palette: Palette,
  colour: Colour,
  { x, y, wide, high }: Front,
  span: number,
  lots: Lots,
  shop = true,
): void {
  const ground = span * 0.095;
  pen.fillStyle = gradient(
    pen,
    [0, y - high, 0, y],
    [
      [0, mix(colour, palette.light, 0.05)],
      [1, dark(palette, colour)],
    ],
  );
  pen.fillRect(x, y - high, wide + 1, high);
  pen.fillStyle = css(mix(colour, palette.light, 0.16));
  pen.fillRect(x - span * 0.004, y - high, wide + span * 0.008, span * 0.008);
  windows(
    pen,
    palette,
    colour,
    { x: x + wide * 0.06, y: y - ground - span * 0.012, wide: wide * 0.88, high: high - ground - span * 0.03 },
    span * 0.017,
    lots,
    0.3,
  );
  if (!shop) return;
  const lightOn = palette.lamps && lots.chance(0.6);
  const pane = { x: x + wide * 0.1, y: y - ground * 0.78, wide: wide * 0.8, high: ground * 0.62 };
  pen.fillStyle = lightOn ? css(mix(palette.lamp, colour, 0.12), 0.92) : css(dark(palette, colour), 0.75);
  pen.fillRect(pane.x, pane.y, pane.wide, pane.high);
  if (lightOn) glow(pen, pane.x + pane.wide / 2, pane.y + pane.high, wide * 0.75, palette.lamp, 0.3);
  pen.fillStyle = css(mix(colour, palette.ink, 0.55));
  for (let bar = 1; bar < 4; bar++) pen.fillRect(pane.x + (pane.wide * bar) / 4, pane.y, span * 0.0022, pane.high);
  awning(
    pen,
    { x: pane.x - wide * 0.03, y: pane.y, wide: pane.wide + wide * 0.06, high: ground * 0.2 },
    mix(colour, palette.light, 0.22),
    mix(colour, palette.ink, 0.3),
  );
}

/** A striped awning with a scalloped edge; its upper edge at `y`. */
export function awning(pen: Pen, { x, y, wide, high }: Front, one: Colour, other: Colour): void {
  const stripes = Math.max(5, Math.round(wide / (high * 0.75)) | 1);
  const step = wide / stripes;
  for (let stripe = 0; stripe < stripes; stripe++) {
    const left = x + stripe * step;
    const inset = (at: number) => x + wide * 0.05 + (at - x) * 0.9;
    pen.fillStyle = css(stripe % 2 ? one : other);
    polygon(pen, [
      [inset(left), y],
      [inset(left + step), y],
      [left + step + 0.5, y + high],
      [left, y + high],
    ]);
    pen.fill();
    pen.beginPath();
    pen.arc(left + step / 2, y + high, step / 2, 0, Math.PI);
    pen.fill();
  }
}

/** A street lamp and the light below it, at foot (x, y). */
export function streetLamp(pen: Pen, palette: Palette, x: number, y: number, high: number, colour: Colour): void {
  const head = y - high;
  if (palette.lamps) {
    pen.globalCompositeOperation = 'screen';
    glow(pen, x, head, high * 0.85, palette.lamp, 0.6);
    pen.fillStyle = gradient(
      pen,
      [0, head, 0, y],
      [
        [0, palette.lamp, 0.3],
        [1, palette.lamp, 0],
      ],
    );
    polygon(pen, [
      [x - high * 0.04, head],
      [x + high * 0.04, head],
      [x + high * 0.34, y],
      [x - high * 0.34, y],
    ]);
    pen.fill();
    pen.globalCompositeOperation = 'source-over';
  }
  pen.fillStyle = css(colour);
  pen.fillRect(x - high * 0.011, head, high * 0.022, high);
  pen.fillRect(x - high * 0.03, y - high * 0.06, high * 0.06, high * 0.06);
  polygon(pen, [
    [x - high * 0.05, head - high * 0.02],
    [x + high * 0.05, head - high * 0.02],
    [x + high * 0.034, head + high * 0.06],
    [x - high * 0.034, head + high * 0.06],
  ]);
  pen.fill();
  polygon(pen, [
    [x - high * 0.062, head - high * 0.016],
    [x, head - high * 0.062],
    [x + high * 0.062, head - high * 0.016],
  ]);
  pen.fill();
  if (!palette.lamps) return;
  pen.fillStyle = css(mix(palette.lamp, palette.light, 0.5));
  pen.fillRect(x - high * 0.03, head - high * 0.008, high * 0.06, high * 0.05);
}
