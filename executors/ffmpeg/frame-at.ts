import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StepError } from '../errors.ts';
import type { Place } from './conform.ts';
import { chainText, filter } from './filtergraph.ts';
import { inputArgs } from './input.ts';
import { stillFilters } from './picture.ts';
import type { MediaInfo, VideoStream } from './probe.ts';
import { runFfmpeg } from './run.ts';

/** The film a frame is taken from. */
export type Film = { readonly path: string; readonly info: MediaInfo };

/** How far before the end the last frame is looked for: a little first, then more, at last everywhere. */
const tails = [0.25, 3, 30, Number.POSITIVE_INFINITY];

/** Options of a still that holds pixels and nothing else. */
const stillArgs = ['-c:v', 'png', '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-f', 'image2', '-update', '1'];

/** The very last frame as a PNG of the size at which the film is shown. */
export async function saveLastFrame(film: Film, place: Place & { readonly name: string }): Promise<string> {
  for (const tail of tails) {
    const start = Math.max(0, lengthOf(film.info) - tail);
    // Every frame of the tail overwrites the one before it.
    const path = await saveFrames(film, { start, most: undefined }, place);
    if (path) return path;
    if (start === 0) break;
  }
  throw noFrame();
}

/** The frame that is on the screen at `seconds`, the last one after the end, as a PNG. */
export async function saveFrameAt(film: Film, seconds: number, place: Place & { readonly name: string }): Promise<string> {
  const fps = pictureOf(film.info).fps ?? 30;
  const number = Math.floor(seconds * fps + 1e-6);
  // Half a frame early, so that rounding never skips the frame meant.
  const start = Math.max(0, (number - 0.5) / fps);
  const path = start < lengthOf(film.info) ? await saveFrames(film, { start, most: 1 }, place) : undefined;
  return path ?? saveLastFrame(film, place);
}

async function saveFrames(
  film: Film,
  range: { readonly start: number; readonly most: number | undefined },
  place: Place & { readonly name: string },
): Promise<string | undefined> {
  const path = join(place.folder, place.name);
  const seek = range.start > 0 ? ['-ss', range.start.toFixed(6)] : [];
  const filters = chainText([...stillFilters(pictureOf(film.info)), filter('setpts', { expr: 'N/30/TB' })]);
  const most = range.most === undefined ? [] : ['-frames:v', String(range.most)];
  const output = ['-map', '0:v:0', '-vf', filters, '-fps_mode', 'passthrough', ...most, ...stillArgs, path];
  await runFfmpeg({ args: [...seek, ...inputArgs(film.path, film.info.format), ...output], folder: place.folder, signal: place.signal });
  const made = await stat(path).catch(() => undefined);
  return made && made.size > 0 ? path : undefined;
}

function lengthOf({ facts, video }: MediaInfo): number {
  return (facts.seconds ?? 0) + Math.max(0, video?.start ?? 0);
}

function pictureOf({ video }: MediaInfo): VideoStream {
  if (!video) throw noFrame();
  return video;
}

function noFrame(): StepError {
  return new StepError('MEDIA_UNREADABLE', 'This video has no picture that can be read. Export it again, or choose another file.');
}
