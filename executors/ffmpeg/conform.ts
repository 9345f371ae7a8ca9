import { join } from 'node:path';
import type { Frame } from '#nodes/settings.ts';
import { StepError } from '../errors.ts';
import { chainText } from './filtergraph.ts';
import { houseMuxArgs, houseVideoArgs } from './house.ts';
import { inputArgs } from './input.ts';
import { requireFrames } from './made-frames.ts';
import { housePicture } from './picture.ts';
import { type MediaInfo, probe } from './probe.ts';
import { rateOf, rateText, secondsOf } from './rate.ts';
import { runFfmpeg } from './run.ts';

/** A film whose picture is in the house format, with as many frames as it is to give. */
export type HouseClip = { readonly path: string; readonly frames: number };

/** Where a recipe works and how it is stopped. */
export type Place = { readonly folder: string; readonly signal: AbortSignal };

/** Makes the picture of any video again in the house format: `frames` frames of `frame`, bars where its shape differs. No sound. */
export async function conform(
  from: { readonly path: string; readonly info: MediaInfo },
  to: Frame & { readonly frames: number },
  place: Place & { readonly name: string; readonly onProgress: (fraction: number) => void },
): Promise<HouseClip> {
  const { video, format } = from.info;
  if (!video) throw new StepError('MEDIA_UNREADABLE', 'This file has no picture. Choose a video.');
  const path = join(place.folder, place.name);
  const filters = chainText(housePicture(video, to));
  await runFfmpeg({
    args: [...inputArgs(from.path, format), '-map', '0:v:0', '-vf', filters, ...houseVideoArgs(to), ...houseMuxArgs(), path],
    seconds: secondsOf(to.frames, rateOf(to.fps)),
    ...place,
  });
  await requireFrames(path, to.frames);
  return { path, frames: to.frames };
}

/** The decoder set-up of what the house encoder writes for this frame; a clip with another cannot be joined by copying. */
export async function houseSetup(frame: Frame, place: Place): Promise<string | undefined> {
  const path = join(place.folder, 'set-up.mp4');
  const black = `color=black:size=${frame.width}x${frame.height}:rate=${rateText(rateOf(frame.fps))}`;
  const args = ['-f', 'lavfi', '-i', black, '-frames:v', '1', ...houseVideoArgs(frame), ...houseMuxArgs(), path];
  await runFfmpeg({ args, ...place });
  return (await probe(path, place.signal)).video?.setup;
}
