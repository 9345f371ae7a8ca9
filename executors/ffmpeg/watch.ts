import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { chainText, filter } from './filtergraph.ts';
import { inputArgs } from './input.ts';
import type { MediaInfo, VideoStream } from './probe.ts';
import { runFfmpeg } from './run.ts';
import { type Attention, createAttention, type SmallSize } from './saliency.ts';

/** A film as it was watched in small: what draws the eye in each frame, and some of the small frames themselves. */
export type Watched = {
  readonly size: SmallSize;
  /** Frames a second that were watched, from the first moment on. */
  readonly fps: number;
  readonly attention: readonly Attention[];
  /** Small RGB frames, `at` in seconds. */
  readonly samples: readonly { readonly at: number; readonly rgb: Uint8Array }[];
};

const longSide = 96;
const mostFrames = 9000;
const mostSamples = 120;
const samplesPerSecond = 4;

/** Watches the first `seconds` of a film in small, at `fps` or as densely as a long film allows. */
export async function watchFilm(
  film: { readonly path: string; readonly info: MediaInfo; readonly video: VideoStream },
  about: { seconds: number; fps: number; folder: string; signal: AbortSignal; onProgress: (fraction: number) => void },
): Promise<Watched> {
  const size = smallSize(film.video);
  const fps = Math.min(about.fps, mostFrames / Math.max(1, about.seconds));
  const filters = chainText([
    filter('fps', { fps, start_time: 0 }),
    filter('scale', { w: size.width, h: size.height, flags: 'area+accurate_rnd+bitexact' }),
    filter('format', { pix_fmts: 'rgb24' }),
  ]);
  const until = ['-t', String(about.seconds)];
  const input = [...until, ...inputArgs(film.path, film.info.format)];
  const output = ['-map', '0:v:0', '-vf', filters, '-fps_mode', 'passthrough', '-f', 'rawvideo', 'file:watched.rgb'];
  await runFfmpeg({ args: [...input, ...output], ...about });
  return attend(join(about.folder, 'watched.rgb'), { size, fps, seconds: about.seconds });
}

function smallSize({ width, height }: VideoStream): SmallSize {
  const factor = longSide / Math.max(width, height);
  return { width: Math.max(12, Math.round(width * factor)), height: Math.max(12, Math.round(height * factor)) };
}

async function attend(file: string, { size, fps, seconds }: { size: SmallSize; fps: number; seconds: number }): Promise<Watched> {
  const see = createAttention(size);
  const attention: Attention[] = [];
  const samples: { at: number; rgb: Uint8Array }[] = [];
  const rate = Math.min(samplesPerSecond, mostSamples / Math.max(1, seconds));
  for await (const rgb of smallFrames(file, size.width * size.height * 3)) {
    const at = attention.length / fps;
    // Each sample shows the middle of its stretch: neither the first frame of a film nor that of a cut.
    if (at * rate >= samples.length + 0.5) samples.push({ at, rgb });
    attention.push(see(rgb));
  }
  return { size, fps, attention, samples };
}

/** Frames one after another; between two pieces of the file others may work. */
async function* smallFrames(file: string, bytes: number): AsyncGenerator<Uint8Array> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: bytes * 16 })) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    for (; from + bytes <= rest.length; from += bytes) yield new Uint8Array(rest.subarray(from, from + bytes));
    rest = rest.subarray(from);
  }
}
