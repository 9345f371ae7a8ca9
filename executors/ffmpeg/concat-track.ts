import type { Clip, Film } from './concat-clips.ts';
import type { Cut } from './concat-plan.ts';
import type { SoundPiece } from './concat-sound.ts';
import { house } from './house.ts';
import type { MediaInfo } from './probe.ts';
import { framesIn, type Rate, samplesOf } from './rate.ts';

/** Sound that is longer than the picture by this much is not worth another frame. */
const slackSeconds = 0.05;

/** How many frames must be held at the end so that the whole of a sound is heard. */
export function framesToHold(sound: MediaInfo, frames: number, rate: Rate): number {
  const seconds = sound.facts.seconds ?? 0;
  const wanted = Math.ceil((seconds * rate.num) / rate.den);
  return framesIn(seconds - slackSeconds, rate) >= frames ? Math.max(0, wanted - frames) : 0;
}

/** The whole film's sound from one file. */
export function oneTrack(path: string, sound: MediaInfo, frames: number, rate: Rate): SoundPiece[] {
  const samples = samplesOf(frames, rate, house.sampleRate);
  return [{ file: { path, format: sound.format }, samples, fadeIn: 0, fadeOut: 0 }];
}

/**
 * The clips' own sounds one after another, silence where a clip has none; nothing if all are silent. Each begins on the
 * very sample at which its picture begins. Around a transition it fades, for it cannot be longer than its clip.
 */
export function clipTrack(film: Film, cuts: readonly Cut[]): SoundPiece[] {
  if (!film.clips.some(({ info }) => info.audio)) return [];
  let frames = 0;
  return film.clips.map((clip, index) => {
    const start = sampleAt(frames, film.rate);
    frames += clip.frames;
    const samples = sampleAt(frames, film.rate) - start;
    const fadeIn = sampleAt(cuts[index - 1]?.half ?? 0, film.rate);
    const fadeOut = sampleAt(cuts[index]?.half ?? 0, film.rate);
    return { file: fileOf(clip), samples, fadeIn: Math.min(fadeIn, samples), fadeOut: Math.min(fadeOut, samples) };
  });
}

function fileOf({ path, info }: Clip): SoundPiece['file'] {
  return info.audio ? { path, format: info.format } : undefined;
}

function sampleAt(frames: number, rate: Rate): number {
  return samplesOf(frames, rate, house.sampleRate);
}
