import type { Warning } from '#nodes/items.ts';
import type { Frame } from '#nodes/settings.ts';
import { StepError } from '../errors.ts';
import { conform, type HouseClip, houseSetup, type Place } from './conform.ts';
import { type MediaInfo, requireKind } from './probe.ts';
import { probeAlike } from './probe-alike.ts';
import { framesIn, type Rate, rateOf } from './rate.ts';
import { stages } from './stages.ts';

/** One clip of a film to be joined. `name` is how people call it; `frames` is its length at the film's rate. */
export type Clip = { readonly path: string; readonly name: string; readonly info: MediaInfo; readonly frames: number };

/** The clips in order, and the size and rate of the first, which are the film's. */
export type Film = { readonly clips: readonly Clip[]; readonly frame: Frame; readonly rate: Rate; readonly warnings: readonly Warning[] };

/** Probes the clips. Rejects with INPUT_INVALID where there are none, else as `probe` does. */
export async function openClips(reads: readonly { readonly path: string; readonly key?: string }[], signal: AbortSignal): Promise<Film> {
  const infos = await probeAlike(
    reads.map(({ path }) => path),
    signal,
  );
  for (const info of infos) requireKind(info, 'video');
  const [first] = infos;
  if (!first) throw new StepError('INPUT_INVALID', 'There are no clips to join. Connect at least one.');
  const frame = frameOfFirst(first);
  const rate = rateOf(frame.fps);
  const clips = reads.flatMap(({ path, key }, index) => {
    const info = infos[index];
    return info ? [{ path, name: key ?? String(index + 1), info, frames: framesOf(info, rate) }] : [];
  });
  const warnings = [...evenWarning(first, frame), ...clips.flatMap((clip) => fittedWarning(clip, frame))];
  return { clips, frame, rate, warnings };
}

/** Makes every clip anew that could not be copied beside the others. */
export async function conformAll(film: Film, place: Place, progress: (fraction: number) => void): Promise<HouseClip[]> {
  const setup = await commonSetup(film, place);
  const parts = stages(
    progress,
    film.clips.map((clip) => (fits(clip.info, film, setup) ? 0 : clip.frames)),
  );
  const made: HouseClip[] = [];
  for (const [index, clip] of film.clips.entries()) {
    const { path, frames } = clip;
    const to = { ...film.frame, frames };
    const onProgress = (fraction: number): void => parts[index]?.(fraction);
    const name = `conformed-${index}.mp4`;
    made.push(fits(clip.info, film, setup) ? { path, frames } : await conform(clip, to, { ...place, name, onProgress }));
  }
  return made;
}

/** Where all clips agree nothing need be encoded; else all must agree with what the house encoder writes. */
async function commonSetup({ clips, frame, rate }: Film, place: Place): Promise<string | undefined> {
  const first = clips[0]?.info.video?.setup;
  const agree = clips.every(({ info }) => fits(info, { frame, rate }, first));
  return agree ? first : houseSetup(frame, place);
}

function fits(info: MediaInfo, { frame, rate }: Pick<Film, 'frame' | 'rate'>, setup: string | undefined): boolean {
  const { video } = info;
  if (!info.house || !video || video.fps === undefined) return false;
  const own = rateOf(video.fps);
  const sameRate = own.num === rate.num && own.den === rate.den;
  return sameRate && video.width === frame.width && video.height === frame.height && video.setup === setup;
}

function framesOf(info: MediaInfo, rate: Rate): number {
  return Math.max(1, framesIn(info.facts.seconds ?? 0, rate));
}

/** H.264 pictures of this kind have even sides. */
function frameOfFirst({ facts }: MediaInfo): Frame {
  const even = (pixels = 2): number => Math.max(2, pixels - (pixels % 2));
  return { width: even(facts.width), height: even(facts.height), fps: facts.fps ?? 30 };
}

function evenWarning({ facts }: MediaInfo, frame: Frame): Warning[] {
  if (facts.width === frame.width && facts.height === frame.height) return [];
  const message = `The film is ${frame.width}×${frame.height} pixels, because its sides must be even; the first clip is ${facts.width}×${facts.height}.`;
  return [{ code: 'SIZE_EVEN', message }];
}

function fittedWarning({ name, info: { facts } }: Clip, frame: Frame): Warning[] {
  const resized = Math.abs((facts.width ?? 0) - frame.width) > 1 || Math.abs((facts.height ?? 0) - frame.height) > 1;
  if (!resized && facts.fps === frame.fps) return [];
  const was = `${facts.width}×${facts.height} at ${facts.fps ?? 'uneven'} fps`;
  const message = `Clip ${name} is ${was}; it was fitted to the first clip's ${frame.width}×${frame.height} at ${frame.fps} fps.`;
  return [{ code: 'CLIP_FITTED', message }];
}
