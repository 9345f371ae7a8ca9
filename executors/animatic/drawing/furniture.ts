import { glow, gradient, type Pen, polygon } from './canvas.ts';
import { type Colour, css, mix } from './colour.ts';
import { iconExtent, iconPath } from './icons.ts';
import type { Lots } from './lots.ts';
import type { Palette } from './palette.ts';
import type { Stage } from './stage.ts';

/** Draws an icon as set dressing in one colour, its foot in the middle at (x, y). */
export function standIcon(pen: Pen, name: string, x: number, y: number, high: number, colour: Colour): void {
  const { left, top, right, bottom } = iconExtent(name);
  const scale = high / (bottom - top);
  pen.save();
  pen.translate(x - ((left + right) / 2) * scale, y - bottom * scale);
  pen.scale(scale, scale);
  pen.fillStyle = css(colour);
  pen.fill(iconPath(name));
  pen.restore();
}

/** A window in a wall: the sky outside, a skyline or hills far away, and bars. */
export function sash(
  pen: Pen,
  stage: Stage,
  palette: Palette,
  { x, y, wide, high }: { x: number; y: number; wide: number; high: number },
  frame: Colour,
): void {
  const { span } = stage;
  pen.fillStyle = css(frame);
  pen.fillRect(x - span * 0.012, y - span * 0.012, wide + span * 0.024, high + span * 0.024);
  pen.fillRect(x - span * 0.022, y + high + span * 0.008, wide + span * 0.044, span * 0.012);
  const [zenith, sky, low, horizon] = palette.sky;
  pen.fillStyle = gradient(
    pen,
    [0, y, 0, y + high],
    [
      [0, mix(zenith, sky, 0.5)],
      [0.5, low],
      [1, horizon],
    ],
  );
  pen.fillRect(x, y, wide, high);
  pen.save();
  pen.beginPath();
  pen.rect(x, y, wide, high);
  pen.clip();
  if (palette.disc !== 'none') {
    glow(pen, x + wide * 0.68, y + high * 0.34, high * 0.5, palette.light, 0.6);
    pen.fillStyle = css(palette.light);
    pen.beginPath();
    pen.arc(x + wide * 0.68, y + high * 0.34, high * 0.085, 0, 7);
    pen.fill();
  }
  pen.fillStyle = css(mix(palette.ink, low, 0.45));
  pen.beginPath();
  pen.moveTo(x, y + high);
  for (let at = 0; at <= 1.001; at += 0.05)
    pen.lineTo(x + wide * at, y + high * (0.8 + 0.06 * Math.sin(at * 7 + 1) + 0.03 * Math.sin(at * 17)));
  pen.lineTo(x + wide, y + high);
  pen.fill();
  pen.restore();
  pen.fillStyle = css(frame);
  pen.fillRect(x + wide / 2 - span * 0.003, y, span * 0.006, high);
  pen.fillRect(x, y + high * 0.48, wide, span * 0.006);
}

/** A lamp on a cord and its cone of light. */
export function pendant(pen: Pen, palette: Palette, x: number, top: number, y: number, size: number, colour: Colour, floor: number): void {
  pen.globalCompositeOperation = 'screen';
  glow(pen, x, y, size * 5, palette.lamp, 0.5);
  pen.fillStyle = gradient(
    pen,
    [0, y, 0, floor],
    [
      [0, palette.lamp, 0.22],
      [1, palette.lamp, 0],
    ],
  );
  polygon(pen, [
    [x - size * 0.7, y],
    [x + size * 0.7, y],
    [x + size * 3.6, floor],
    [x - size * 3.6, floor],
  ]);
  pen.fill();
  pen.globalCompositeOperation = 'source-over';
  pen.fillStyle = css(colour);
  pen.fillRect(x - size * 0.03, top, size * 0.06, y - top);
  pen.beginPath();
  pen.moveTo(x - size * 0.16, y - size * 0.75);
  pen.quadraticCurveTo(x - size * 0.75, y - size * 0.6, x - size * 0.85, y);
  pen.lineTo(x + size * 0.85, y);
  pen.quadraticCurveTo(x + size * 0.75, y - size * 0.6, x + size * 0.16, y - size * 0.75);
  pen.fill();
  pen.fillStyle = css(mix(palette.lamp, palette.light, 0.5));
  pen.beginPath();
  pen.ellipse(x, y, size * 0.62, size * 0.12, 0, 0, 7);
  pen.fill();
}

type Area = { readonly x: number; readonly y: number; readonly wide: number; readonly high: number };

/** A bookcase filled with backs of books. */
export function bookcase(pen: Pen, { x, y, wide, high }: Area, wood: Colour, palette: Palette, lots: Lots): void {
  pen.fillStyle = css(wood);
  pen.fillRect(x, y - high, wide, high);
  const shelves = 5;
  for (let shelf = 0; shelf < shelves; shelf++) {
    const foot = y - (high * shelf) / shelves - high * 0.02;
    const room = (high / shelves) * 0.82;
    pen.fillStyle = css(mix(wood, palette.ink, 0.5));
    pen.fillRect(x + wide * 0.04, foot - room, wide * 0.92, room);
    for (let at = x + wide * 0.05; at < x + wide * 0.93; ) {
      const thick = wide * lots.between(0.025, 0.06);
      const tall = room * lots.between(0.6, 0.95);
      const cover = mix(
        lots.pick(['a', 'b', 'c'] as const) === 'a' ? palette.sky[2] : lots.chance(0.5) ? palette.lamp : palette.sky[1],
        wood,
        lots.between(0.35, 0.75),
      );
      pen.fillStyle = css(mix(cover, palette.ink, 0.25));
      if (lots.chance(0.9)) pen.fillRect(at, foot - tall, thick * 0.88, tall);
      at += thick;
    }
  }
}

/** Kitchen: a counter with doors, shelves with jars, and pots on a rail. */
export function kitchenFittings(pen: Pen, stage: Stage, palette: Palette, wood: Colour, foot: number, lots: Lots): void {
  const { span, margin, width } = stage;
  const top = foot - span * 0.125;
  const dark = mix(wood, palette.ink, 0.4);
  pen.fillStyle = gradient(
    pen,
    [0, top, 0, foot],
    [
      [0, mix(wood, palette.light, 0.08)],
      [1, dark],
    ],
  );
  pen.fillRect(-margin, top, width + 2 * margin, foot - top);
  pen.fillStyle = css(mix(wood, palette.light, 0.28));
  pen.fillRect(-margin, top - span * 0.008, width + 2 * margin, span * 0.011);
  pen.fillStyle = css(dark);
  for (let x = -margin; x < width + margin; x += span * 0.105) {
    pen.fillRect(x, top + span * 0.008, span * 0.0022, foot - top);
    pen.fillRect(x + span * 0.088, top + span * 0.04, span * 0.004, span * 0.025);
  }
  const shelf = foot - span * 0.29;
  for (const from of [-margin, width * 0.7]) {
    const to = from + width * 0.34 + (from < 0 ? margin : 0);
    pen.fillStyle = css(mix(wood, palette.light, 0.12));
    pen.fillRect(from, shelf, to - from, span * 0.007);
    for (let x = from + span * 0.03; x < to - span * 0.02; x += span * lots.between(0.028, 0.05)) {
      const [wide, high] = [span * lots.between(0.018, 0.03), span * lots.between(0.025, 0.055)];
      pen.fillStyle = css(mix(mix(wood, palette.light, lots.between(0.05, 0.35)), palette.ink, 0.25));
      pen.beginPath();
      pen.roundRect(x, shelf - high, wide, high, wide * 0.28);
      pen.fill();
    }
  }
  for (const [name, at, high] of [
    ['cooking-pot', 0.2, 0.05],
    ['coffee-pot', 0.86, 0.06],
    ['fruit-bowl', 0.73, 0.05],
  ] as const)
    standIcon(pen, name, width * at, top - span * 0.008, span * high, mix(dark, palette.ink, 0.3));
}
