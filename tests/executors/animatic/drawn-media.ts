import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas, Image } from '@napi-rs/canvas';
import { makeImage } from '#executors/animatic/make-image.ts';
import { makeVideo } from '#executors/animatic/make-video.ts';
import type { Work } from '#executors/work.ts';
import type { Shot } from '#nodes/values.ts';

export const folders: string[] = [];

/** A folder of its own, removed by the test file that made it. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'animatic-'));
  folders.push(path);
  return path;
}

const item = <V>(value: V) => ({ value, hash: 'h', facts: {} });
const file = (path: string) => ({ path, hash: 'h', facts: {} });

type ImageAsk = {
  text: string;
  width?: number;
  height?: number;
  seed?: number;
  strength?: number;
  reference?: string;
  mask?: string;
  take?: number;
  signal?: AbortSignal;
};

/** Draws a still of 320×180 pixels unless told otherwise; answers with its file and the warnings. */
export async function still({
  text,
  width = 320,
  height = 180,
  seed = 1,
  strength = 0.6,
  reference,
  mask,
  take = 0,
  signal = new AbortController().signal,
}: ImageAsk) {
  const work: Work<'make-image'> = {
    params: { width, height, seed, strength },
    reads: {
      prompt: item(text),
      reference: reference === undefined ? undefined : file(reference),
      mask: mask === undefined ? undefined : file(mask),
    },
    take,
    folder: folder(),
    signal,
    progress: () => undefined,
  };
  const { gives, warnings } = await makeImage(work);
  return { path: gives.image.file, warnings: warnings ?? [] };
}

type VideoAsk = {
  shot?: Partial<Shot>;
  prompt?: string;
  first?: string;
  last?: string;
  audio?: string;
  seconds?: number;
  fps?: number;
  width?: number;
  height?: number;
  seed?: number;
  signal?: AbortSignal;
  progress?: (fraction: number) => void;
};

/** Draws a clip of 0.6 s at 160×90 pixels and 10 frames a second unless told otherwise. */
export async function clip({
  shot,
  prompt,
  first,
  last,
  audio,
  seconds = 0.6,
  fps = 10,
  width = 160,
  height = 90,
  seed = 1,
  signal = new AbortController().signal,
  progress = () => undefined,
}: VideoAsk): Promise<string> {
  const read = (path: string | undefined) => (path === undefined ? undefined : file(path));
  const work: Work<'make-video'> = {
    params: { width, height, fps, seed, seconds, motion: 'medium' },
    reads: {
      shot: shot && item({ prompt: '', seconds, ...shot }),
      prompt: prompt === undefined ? undefined : item(prompt),
      first: read(first),
      last: read(last),
      audio: read(audio),
    },
    take: 0,
    folder: folder(),
    signal,
    progress,
  };
  return (await makeVideo(work)).gives.video.file;
}

export const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Pixels of a picture as RGBA. */
export async function pixels(path: string): Promise<{ width: number; height: number; data: Uint8ClampedArray }> {
  const image = new Image();
  image.src = readFileSync(path);
  await image.decode();
  const pen = createCanvas(image.width, image.height).getContext('2d');
  pen.drawImage(image, 0, 0);
  return { width: image.width, height: image.height, data: pen.getImageData(0, 0, image.width, image.height).data };
}

/** Frame number `index` of a video as RGB. */
export function frameOf(path: string, index: number): Buffer {
  return execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', path, '-vf', `select=eq(n\\,${index})`, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
    { maxBuffer: 1e8 },
  );
}

/** Mean difference of two pictures, 0 to 255. */
export function difference(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += Math.abs((one[index] ?? 0) - (other[index] ?? 0));
  return sum / one.length;
}

/** Everything ffprobe says of a file, frames counted. */
export function probed(path: string) {
  const text = execFileSync('ffprobe', ['-v', 'error', '-count_frames', '-show_streams', '-show_format', '-of', 'json', path], {
    encoding: 'utf8',
  });
  return JSON.parse(text) as {
    streams: {
      codec_type: string;
      codec_name: string;
      width: number;
      height: number;
      nb_read_frames: string;
      pix_fmt: string;
      color_space: string;
      duration: string;
    }[];
    format: { tags: Record<string, string> };
  };
}

/** A photograph stand-in: coloured bars with a moving pattern, as JPEG or PNG. */
export function photo(name = 'photo.jpg', size = '400x300', source = 'testsrc2'): string {
  const path = join(folder(), name);
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', `${source}=size=${size}:rate=1`, '-frames:v', '1', '-update', '1', path]);
  return path;
}
