import { join } from 'node:path';
import type { Frame } from '#nodes/settings.ts';
import { StepError } from '../errors.ts';
import { markArgs, markOf } from './animatic-mark.ts';
import type { Place } from './conform.ts';
import { chain, type Filter, graphText } from './filtergraph.ts';
import type { Film } from './frame-at.ts';
import { house, houseAudioArgs, houseMuxArgs, houseVideoArgs } from './house.ts';
import { inputArgs } from './input.ts';
import { requireFrames } from './made-frames.ts';
import { housePicture } from './picture.ts';
import type { AudioStream, MediaInfo } from './probe.ts';
import { framesIn, rateOf, samplesOf, secondsOf } from './rate.ts';
import { runFfmpeg } from './run.ts';
import { houseSound } from './sound.ts';

/** Makes a film again at exactly `size`, with its own rate, length and sound. `after` are further filters on the scaled picture. */
export async function scaleFilm(
  film: Film,
  size: { readonly width: number; readonly height: number },
  place: Place & { readonly name: string; readonly after?: readonly Filter[]; readonly onProgress: (fraction: number) => void },
): Promise<string> {
  const { video, audio, facts, format } = film.info;
  if (!video) throw new StepError('MEDIA_UNREADABLE', 'This file has no picture. Choose a video.');
  const frame: Frame = { ...size, fps: facts.fps ?? 30 };
  const rate = rateOf(frame.fps);
  const frames = Math.max(1, framesIn(facts.seconds ?? 0, rate));
  const picture = chain(['0:v:0'], [...housePicture(video, { ...frame, frames }, 'stretch'), ...(place.after ?? [])], ['picture']);
  const sound = soundArgs(audio, film.info, samplesOf(frames, rate, house.sampleRate));
  const path = join(place.folder, place.name);
  const graph = ['-filter_complex', graphText([picture, ...sound.chains]), '-map', '[picture]'];
  const output = [...graph, ...houseVideoArgs(frame), ...sound.output, ...houseMuxArgs(), ...markArgs(markOf(film.info.tags)), path];
  await runFfmpeg({ args: [...inputArgs(film.path, format), ...output], seconds: secondsOf(frames, rate), ...place });
  await requireFrames(path, frames);
  return path;
}

/** House sound is kept as it is; other sound is made house sound. */
function soundArgs(audio: AudioStream | undefined, { house: isHouse }: MediaInfo, samples: number) {
  if (!audio) return { chains: [], output: [] };
  const same = audio.codec === 'aac' && audio.sampleRate === house.sampleRate && audio.channels === house.channels;
  if (isHouse && same) return { chains: [], output: ['-map', '0:a:0', '-c:a', 'copy'] };
  return { chains: [chain(['0:a:0'], houseSound(samples), ['sound'])], output: ['-map', '[sound]', ...houseAudioArgs()] };
}
