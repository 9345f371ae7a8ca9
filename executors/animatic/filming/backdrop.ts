import { type Canvas, createCanvas, Image } from '@napi-rs/canvas';
import type { Frame } from '#nodes/settings.ts';
import type { Scene } from '../scene.ts';

/** The most characters a picture may take inside a scene: an argument of a program ends at 128 KiB. */
const mostCharacters = 88_000;

/** A picture made small enough to travel inside a scene, in base64 of WebP. */
export function packPicture(picture: Image | Canvas, frame: Pick<Frame, 'width' | 'height'>): string {
  const least = Math.max(frame.width / picture.width, frame.height / picture.height);
  for (const [long, quality] of [
    [1280, 80],
    [1280, 64],
    [1120, 58],
    [960, 55],
    [800, 50],
    [640, 45],
    [480, 40],
    [320, 30],
  ] as const) {
    const scale = Math.min(1, least * 1.12, long / Math.max(picture.width, picture.height));
    const canvas = createCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
    const pen = canvas.getContext('2d');
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const text = canvas.encodeSync('webp', quality).toString('base64');
    if (text.length <= mostCharacters) return text;
  }
  throw new Error('The picture cannot be made small enough to travel with its scene.');
}

/** The picture inside a scene, if it has one. */
export async function unpackPicture(scene: Scene): Promise<Image | undefined> {
  return scene.backdrop ? readPicture(Buffer.from(scene.backdrop.webp, 'base64')) : undefined;
}

export async function readPicture(bytes: Buffer): Promise<Image> {
  const image = new Image();
  image.src = bytes;
  await image.decode();
  return image;
}

/** The scene of a user's own picture: nothing is known of it but how it looks. */
export function pictureScene(
  picture: Image | Canvas,
  frame: Pick<Frame, 'width' | 'height'>,
  about: { sentence: string; seed: number },
): Scene {
  return {
    version: 1,
    mood: 'day',
    ground: 'hills',
    weather: 'clear',
    subjects: [],
    sentence: about.sentence,
    size: 'wide',
    seed: about.seed,
    variant: 0,
    framing: { x: 0, y: 0, zoom: 1 },
    backdrop: { webp: packPicture(picture, frame), veil: 0 },
  };
}
