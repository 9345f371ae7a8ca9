import type { Canvas, Image } from '@napi-rs/canvas';
import { gradient } from '../drawing/canvas.ts';
import { css, mix } from '../drawing/colour.ts';
import type { Palette } from '../drawing/palette.ts';
import { across, type Layer, type Stage, under } from '../drawing/stage.ts';

/** How much more finely a picture is kept than the frame, so that the camera may come nearer. */
const sharpness = 1.25;

/** A user's picture as the one layer of a set: it covers the frame, its middle kept. */
export function pictureLayer(stage: Stage, picture: Image | Canvas): Layer {
  const scale = Math.max(stage.width / picture.width, stage.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return {
    depth: 0.8,
    box: { x: 0, y: 0, width: stage.width, height: stage.height },
    covers: true,
    sharpness,
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
    depth: 0.801,
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
