import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { css, hex } from '../animatic/drawing/colour.ts';
import { drawLabel, labelWidth } from '../animatic/drawing/label.ts';
import { captionZone } from './safe-zones.ts';

/** The label as a picture: arguments that open it, and where it stands in the frame. */
export type LabelPicture = { readonly input: readonly string[]; readonly x: number; readonly y: number };

const night = hex('#08080d');

/** Draws the animatic's label for a frame that shows only a part of the animatic: at the top right of what no platform covers. */
export async function drawFrameLabel(
  frame: { readonly width: number; readonly height: number },
  place: { readonly folder: string; readonly name: string },
): Promise<LabelPicture> {
  const size = Math.max(7, Math.min(frame.width, frame.height) * 0.027);
  const pad = size * 0.8;
  const measuring = createCanvas(1, 1).getContext('2d');
  const width = 2 * Math.ceil((labelWidth(measuring, size) + 2 * pad) / 2);
  const height = 2 * Math.ceil((size * 2) / 2);
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  // A dark ground, as the animatic's slate has, keeps it readable before any sky.
  pen.fillStyle = css(night, 0.5);
  pen.beginPath();
  pen.roundRect(0, 0, width, height, height / 2);
  pen.fill();
  drawLabel(pen, { right: width - pad, y: height / 2 + size * 0.36, size });
  const name = `${place.name}.png`;
  await writeFile(join(place.folder, name), await canvas.encode('png'));
  const zone = captionZone(frame);
  const input = ['-protocol_whitelist', 'file', '-f', 'png_pipe', '-i', `file:${name}`];
  return { input, x: zone.x + zone.width - width, y: zone.y };
}
