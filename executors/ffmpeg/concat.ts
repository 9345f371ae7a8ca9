import type { Warning } from '#nodes/items.ts';
import { StepError } from '../errors.ts';
import type { Recipe, Work } from '../work.ts';
import { conformAll, type Film, openClips } from './concat-clips.ts';
import { joinSegments, type Segment } from './concat-join.ts';
import { layOut } from './concat-layout.ts';
import { type Cut, cutsOf } from './concat-plan.ts';
import type { SoundPiece } from './concat-sound.ts';
import { clipTrack, framesToHold, oneTrack } from './concat-track.ts';
import { holdLast } from './concat-transition.ts';
import type { HouseClip } from './conform.ts';
import { joinedMark } from './joined-mark.ts';
import { probe } from './probe.ts';
import { stages } from './stages.ts';

/**
 * Joins clips into one film of the first one's size and rate, with exactly as many frames as they have together. What is
 * in the house format is copied; of a transition only the frames up to the next key frame are made anew. A connected
 * audio becomes the film's sound: silence follows where it is shorter, the last frame is held where it is longer.
 */
export const concat: Recipe<'concat'> = async (work) => {
  const film = await openClips(work.reads.clips, work.signal);
  const [conforming, crossing, joining] = stages(work.progress, [0.6, 0.2, 0.2]);
  const clips = await conformAll(film, work, (fraction) => conforming?.(fraction));
  const { cuts, shortened } = cutsOf(
    film.clips.map(({ frames }) => frames),
    { kind: work.params.join, seconds: work.params.seconds, rate: film.rate },
  );
  const segments = await layOut(clips, cuts, film, { ...placeOf(work), onProgress: (fraction) => crossing?.(fraction) });
  const track = await trackOf(work, film, cuts);
  const held = await hold(track.held, clips, film, work);
  const parts = { segments: [...segments, ...held], sound: track.pieces, rate: film.rate, mark: joinedMark(film) };
  const file = await joinSegments(parts, { ...placeOf(work), name: 'film.mp4', onProgress: (fraction) => joining?.(fraction) });
  const shorter = shortened ? [shortWarning] : [];
  return { gives: { video: { file } }, warnings: [...film.warnings, ...shorter, ...track.warnings] };
};

const shortWarning: Warning = {
  code: 'TRANSITION_SHORTENED',
  message: 'A clip is too short for the transition that was asked for; the transition beside it is shorter.',
};

function placeOf({ folder, signal }: Work<'concat'>) {
  return { folder, signal };
}

type Track = { readonly pieces: SoundPiece[]; readonly held: number; readonly warnings: readonly Warning[] };

async function trackOf(work: Work<'concat'>, film: Film, cuts: readonly Cut[]): Promise<Track> {
  const { audio } = work.reads;
  if (!audio) return { pieces: clipTrack(film, cuts), held: 0, warnings: [] };
  const sound = await probe(audio.path, work.signal);
  if (!sound.audio) throw new StepError('MEDIA_UNREADABLE', 'The connected audio has no sound. Connect another file.');
  const frames = film.clips.reduce((sum, clip) => sum + clip.frames, 0);
  const held = framesToHold(sound, frames, film.rate);
  return { pieces: oneTrack(audio.path, sound, frames + held, film.rate), held, warnings: trackWarnings(film, held) };
}

function trackWarnings(film: Film, held: number): Warning[] {
  const seconds = (held / film.frame.fps).toFixed(1);
  const longer = `The audio is ${seconds} s longer than the picture, so the last frame is held until it ends. Lengthen a shot or shorten the audio.`;
  const replaced = 'The clips have sound of their own, which the connected audio replaces. Mix the two first to hear both.';
  const own = film.clips.some(({ info }) => info.audio);
  return [
    ...(held > 0 ? [{ code: 'AUDIO_LONGER', message: longer }] : []),
    ...(own ? [{ code: 'CLIP_SOUND_REPLACED', message: replaced }] : []),
  ];
}

async function hold(frames: number, clips: readonly HouseClip[], film: Film, work: Work<'concat'>): Promise<Segment[]> {
  const last = clips.at(-1);
  if (frames === 0 || !last) return [];
  const clip = await holdLast(last, frames, film.frame, { ...placeOf(work), name: 'held.mp4' });
  return [{ clip, from: 0, to: clip.frames }];
}
