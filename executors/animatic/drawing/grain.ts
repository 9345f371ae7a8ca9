import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { Box, Pen } from './canvas.ts';
import { lotsOf } from './lots.ts';

const side = 192;
let tile: Canvas | undefined;

/** A square of fine grey noise that repeats without a seam. */
function grainTile(): Canvas {
  if (tile) return tile;
  const canvas = createCanvas(side, side);
  const pen = canvas.getContext('2d');
  const pixels = pen.createImageData(side, side);
  const lots = lotsOf('grain');
  for (let index = 0; index < pixels.data.length; index += 4) {
    const dark = lots.chance(0.5) ? 0 : 255;
    pixels.data.fill(dark, index, index + 3);
    pixels.data[index + 3] = Math.round(lots.next() ** 2 * 11);
  }
  pen.putImageData(pixels, 0, 0);
  tile = canvas;
  return canvas;
}

/** Lays grain over what has been drawn already, like the tooth of paper; it never adds to what is empty. */
export function layGrain(pen: Pen, box: Box, strength = 1): void {
  const pattern = pen.createPattern(grainTile(), 'repeat');
  if (!pattern) return;
  pen.save();
  pen.globalCompositeOperation = 'source-atop';
  pen.globalAlpha = strength;
  pen.fillStyle = pattern;
  pen.fillRect(box.x, box.y, box.width, box.height);
  pen.restore();
}
