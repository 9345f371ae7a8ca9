import { type Canvas, createCanvas, type Image } from '@napi-rs/canvas';
import type { Frame } from '#nodes/settings.ts';
import { stillClock } from '../drawing/clock.ts';
import { drawCard, slateOf } from '../drawing/slate.ts';
import type { Scene } from '../scene.ts';
import { packPicture, unpackPicture } from './backdrop.ts';
import { restView, viewFrom } from './camera.ts';
import { drawSet } from './draw-set.ts';
import { buildSet } from './film-set.ts';

/** What a still is told. */
export type StillTelling = {
  readonly width: number;
  readonly height: number;
  readonly text: string;
  readonly seed: number;
  /** How far the picture may leave its reference, 0 to 1. */
  readonly strength: number;
  /** The scene of an animatic reference: its place and cast hold. */
  readonly like?: Scene;
  /** A user's picture as reference. */
  readonly picture?: Image | Canvas;
  /** Where the reference may be changed: bright is yes. */
  readonly mask?: Image;
};

/** Below this strength a reference is shown as it is, with nobody drawn into it. */
const leastStrength = 0.25;

/** The scene a still shows. */
export async function stillScene(telling: StillTelling): Promise<Scene> {
  const { readScene } = await import('../reading/read-scene.ts');
  const { text, seed, strength, like, picture } = telling;
  if (like && strength < leastStrength) return { ...like, sentence: readScene({ text, seed }).sentence };
  const scene = readScene({ text, seed, ...(like && { like }) });
  const { card, ...shown } = scene;
  if (!picture) return like?.backdrop && !scene.backdrop && !card ? { ...shown, backdrop: like.backdrop } : scene;
  const subjects = strength < leastStrength || card ? [] : shown.subjects.filter(({ role }) => role !== 'landmark');
  return { ...shown, subjects, backdrop: { webp: packPicture(picture, telling), veil: strength * 0.75 } };
}

/** Draws a still with its slate. */
export async function drawStill(telling: StillTelling, scene: Scene): Promise<Canvas> {
  const frame = { width: telling.width, height: telling.height };
  const canvas = createCanvas(frame.width, frame.height);
  const pen = canvas.getContext('2d');
  const picture = telling.picture ?? (await unpackPicture(scene));
  const set = buildSet(scene, frame, picture);
  drawSet(pen, set, viewFrom(restView, set.composition.rest, scene.framing), stillClock);
  if (telling.mask && picture) keep(canvas, cover(picture, frame), cover(telling.mask, frame));
  pen.setTransform(1, 0, 0, 1, 0, 0);
  if (scene.card) drawCard(pen, frame, scene.sentence);
  pen.drawImage(slateOf(frame, { sentence: scene.sentence }, scene.card), 0, 0);
  return canvas;
}

/** A picture that fills the frame, its middle kept. */
function cover(picture: Image | Canvas, { width, height }: Pick<Frame, 'width' | 'height'>): Canvas {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  const scale = Math.max(width / picture.width, height / picture.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(
    picture,
    (width - picture.width * scale) / 2,
    (height - picture.height * scale) / 2,
    picture.width * scale,
    picture.height * scale,
  );
  return canvas;
}

/** Puts the reference back where the mask is dark. */
function keep(canvas: Canvas, reference: Canvas, mask: Canvas): void {
  const { width, height } = canvas;
  const pen = canvas.getContext('2d');
  pen.setTransform(1, 0, 0, 1, 0, 0);
  const image = pen.getImageData(0, 0, width, height);
  const [kept, light] = [reference, mask].map((source) => source.getContext('2d').getImageData(0, 0, width, height).data);
  if (!kept || !light) return;
  for (let index = 0; index < image.data.length; index += 4) {
    const change = (0.2126 * (light[index] ?? 0) + 0.7152 * (light[index + 1] ?? 0) + 0.0722 * (light[index + 2] ?? 0)) / 255;
    for (let part = 0; part < 3; part++)
      image.data[index + part] = (image.data[index + part] ?? 0) * change + (kept[index + part] ?? 0) * (1 - change);
  }
  pen.putImageData(image, 0, 0);
}
