import type { Canvas, Image } from '@napi-rs/canvas';
import { gradient } from '../drawing/canvas.ts';
import { css, mix } from '../drawing/colour.ts';
import type { Palette } from '../drawing/palette.ts';
import { across, type Layer, type Stage, under } from '../drawing/stage.ts';

/** How far a picture reaches beyond the frame, so that the camera can move over it. */
const overscan = 1.12;

/** A user's picture as the one layer of a set: it covers the frame and a little more, its middle kept. */
export function pictureLayer(stage: Stage, picture: Image | Canvas): Layer {
  const scale = Math.max((stage.width * overscan) / picture.width, (stage.height * overscan) / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  const box = {
    x: (stage.width * (1 - overscan)) / 2,
    y: (stage.height * (1 - overscan)) / 2,
    width: stage.width * overscan,
    height: stage.height * overscan,
  };
  return {
    depth: 0.6,
    box,
    draw(pen) {
      pen.imageSmoothingQuality = 'high';
      pen.drawImage(picture, (stage.width - width) / 2, (stage.height - height) / 2, width, height);
    },
  };
}

/** The light of the mood over a picture; `veil` from 0 (the picture as it is) to 1. */
export function gradePicture(stage: Stage, palette: Palette, veil: number): Layer {
  const box = across(stage, -stage.height * 0.1, under(stage));
  return {
    depth: 0.61,
    box,
    draw(pen) {
      const [zenith, high, low] = palette.sky;
      pen.fillStyle = gradient(
        pen,
        [0, 0, 0, stage.height],
        [
          [0, mix(zenith, high, 0.4), 0.8 * veil],
          [0.55, mix(high, low, 0.5), 0.55 * veil],
          [1, palette.ink, 0.85 * veil],
        ],
      );
      pen.fillRect(box.x, box.y, box.width, box.height);
      pen.fillStyle = css(low, 0.12 * veil);
      pen.fillRect(box.x, box.y, box.width, box.height);
    },
  };
}
