import { type Canvas, createCanvas, type ImageData } from '@napi-rs/canvas';
import { glow, gradient, type Pen } from './canvas.ts';
import { type Colour, css, mix } from './colour.ts';
import { iconExtent, iconPath } from './icons.ts';

/** A silhouette as a bitmap: `height` pixels tall from its highest to its lowest point, with `pad` pixels round it. */
type CutOut = { readonly bitmap: Canvas; readonly width: number; readonly height: number; readonly pad: number };

/** How wide an icon is for its height. */
export function iconAspect(name: string): number {
  const { left, right, top, bottom } = iconExtent(name);
  return (right - left) / (bottom - top);
}

type Tones = { readonly face: Colour; readonly edge: Colour; readonly line: Colour; readonly rim: Colour };

type Cut = {
  readonly tones: Tones;
  /** From which side the light falls: -1 left, 1 right. */
  readonly lightSide: number;
  /** Closed openings are filled with this: lit windows. */
  readonly lamp?: Colour;
  /** What is enclosed is filled, if with nothing else then with the tone of the lines. */
  readonly solid?: boolean;
  /** The whole thing shines. */
  readonly glows?: Colour;
};

/** An icon in two tones with a bright edge: its gaps are closed by darker lines, so that nothing shines through it. */
export function cutOut(name: string, height: number, { tones, lightSide, lamp, glows, solid = false }: Cut): CutOut {
  const { left, top, bottom } = iconExtent(name);
  const scale = height / (bottom - top);
  const width = height * iconAspect(name);
  // Gaps are closed by growing and shrinking, which wants room around the shape.
  const pad = Math.ceil(glows ? height * 0.5 : height * 0.05 + 8);
  const bitmap = createCanvas(Math.ceil(width + pad * 2), Math.ceil(height + pad * 2));
  const pen = bitmap.getContext('2d');
  const place = (on: Pen, dx = 0) => on.setTransform(scale, 0, 0, scale, pad - left * scale + dx, pad - top * scale);
  if (glows) glow(pen, pad + width / 2, pad + height * 0.5, pad + height * 0.45, glows, 0.55);
  const shape = iconPath(name);
  const pane = lamp ?? (solid ? tones.line : undefined);
  drawBack(pen, { shape, place, pad, width, height, line: tones.line, ...(pane && { pane }) });
  const rim = Math.min(2.2, Math.max(0.8, height * 0.006));
  place(pen, lightSide * rim);
  pen.fillStyle = css(tones.rim, 0.7);
  pen.fill(shape);
  place(pen);
  const faces: readonly [number, Colour][] = glows
    ? [
        [0, mix(glows, tones.edge, 0.4)],
        [1, glows],
      ]
    : [
        [0, tones.edge],
        [0.35, tones.face],
        [1, mix(tones.face, tones.line, 0.45)],
      ];
  pen.fillStyle = gradient(pen, [0, top, 0, bottom], faces);
  pen.fill(shape);
  return { bitmap, width, height, pad };
}

type Back = {
  shape: ReturnType<typeof iconPath>;
  place: (pen: Pen) => void;
  pad: number;
  width: number;
  height: number;
  line: Colour;
  /** What fills the openings that are enclosed, where they are no holes. */
  pane?: Colour;
};

/** The thing as one piece: narrow gaps closed by lines, and openings by panes where there are any. */
function drawBack(pen: Pen, { shape, place, pad, width, height, line, pane }: Back): void {
  const [wide, high] = [Math.ceil(width + pad * 2), Math.ceil(height + pad * 2)];
  const shrink = Math.min(1, 220 / Math.max(wide, high));
  const small = createCanvas(Math.ceil(wide * shrink), Math.ceil(high * shrink));
  const on = small.getContext('2d');
  const full = createCanvas(wide, high);
  const big = full.getContext('2d');
  place(big);
  big.fill(shape);
  on.drawImage(full, 0, 0, small.width, small.height);
  const image = on.getImageData(0, 0, small.width, small.height);
  const closed = closeGaps(image, Math.max(2, Math.round(height * shrink * 0.024)), pane !== undefined);
  for (let index = 0; index < closed.length; index++) {
    const cell = closed[index] ?? 0;
    const colour = cell === paneCell && pane ? pane : line;
    for (const part of [0, 1, 2] as const) image.data[index * 4 + part] = Math.round(colour[part] * 255);
    image.data[index * 4 + 3] = cell === 0 ? 0 : 255;
  }
  on.putImageData(image, 0, 0);
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(small, 0, 0, wide, high);
}

const lineCell = 1;
const paneCell = 2;

/** Marks what belongs to the thing: narrow gaps, found by growing the shape and shrinking it again, and enclosed openings. */
function closeGaps({ data, width, height }: ImageData, reach: number, panes: boolean): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let index = 0; index < mask.length; index++) mask[index] = (data[index * 4 + 3] ?? 0) > 100 ? lineCell : 0;
  const whole = spread(spread(mask, width, height, reach, 1), width, height, reach + 1, 0);
  if (!panes) return whole;
  const enclosed = fillHoles(mask, width, height);
  // Panes begin one cell inside, so that none shows beyond the edge of the shape.
  const inner = spread(enclosed, width, height, 1, 0);
  return whole.map((cell, index) => cell || (inner[index] ? paneCell : 0));
}

/** Spreads the cells of `value` by `reach` in a square, first along rows, then along columns. */
function spread(mask: Uint8Array, width: number, height: number, reach: number, value: 0 | 1): Uint8Array {
  const along = (from: Uint8Array, lines: number, cells: number, at: (line: number, cell: number) => number): Uint8Array => {
    const to = from.slice();
    for (let line = 0; line < lines; line++) {
      let last = Number.NEGATIVE_INFINITY;
      for (let cell = 0; cell < cells; cell++) {
        if (from[at(line, cell)] === value) last = cell;
        if (cell - last <= reach) to[at(line, cell)] = value;
      }
      last = Number.POSITIVE_INFINITY;
      for (let cell = cells - 1; cell >= 0; cell--) {
        if (from[at(line, cell)] === value) last = cell;
        if (last - cell <= reach) to[at(line, cell)] = value;
      }
    }
    return to;
  };
  const rows = along(mask, height, width, (line, cell) => line * width + cell);
  return along(rows, width, height, (line, cell) => cell * width + line);
}

/** Everything that cannot be reached from the border. */
function fillHoles(mask: Uint8Array, width: number, height: number): Uint8Array {
  const outside = new Uint8Array(mask.length);
  const queue: number[] = [];
  const visit = (x: number, y: number) => {
    const index = y * width + x;
    if (x < 0 || y < 0 || x >= width || y >= height || mask[index] || outside[index]) return;
    outside[index] = 1;
    queue.push(index);
  };
  for (let x = 0; x < width; x++) {
    visit(x, 0);
    visit(x, height - 1);
  }
  for (let y = 0; y < height; y++) {
    visit(0, y);
    visit(width - 1, y);
  }
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    const [x, y] = [index % width, Math.floor(index / width)];
    visit(x - 1, y);
    visit(x + 1, y);
    visit(x, y - 1);
    visit(x, y + 1);
  }
  return outside.map((cell) => 1 - cell);
}
