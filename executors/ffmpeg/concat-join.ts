import { symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type AnimaticMark, markArgs } from './animatic-mark.ts';
import { joinedSound, type SoundPiece } from './concat-sound.ts';
import type { HouseClip, Place } from './conform.ts';
import { graphText } from './filtergraph.ts';
import { houseAudioArgs, houseMuxArgs } from './house.ts';
import { requireFrames } from './made-frames.ts';
import { type Rate, secondsOf, timescaleOf } from './rate.ts';
import { runFfmpeg } from './run.ts';

/** Frames `from` to `to` (not included) of a house clip; `from` is a key frame. */
export type Segment = { readonly clip: HouseClip; readonly from: number; readonly to: number };

/** Joins segments by copying their frames, each on its own tick, and lays the sound under them. */
export async function joinSegments(
  film: {
    readonly segments: readonly Segment[];
    readonly sound: readonly SoundPiece[];
    readonly rate: Rate;
    readonly mark?: AnimaticMark | undefined;
  },
  place: Place & { readonly name: string; readonly onProgress: (fraction: number) => void },
): Promise<string> {
  const list = await writeList(film.segments, film.rate, place.folder);
  const sound = film.sound.length > 0 ? await joinedSound(film.sound, 1, place) : undefined;
  const laid = sound ? ['-filter_complex', graphText(sound.chains), '-map', '[sound]', ...houseAudioArgs()] : [];
  const frames = film.segments.reduce((sum, { from, to }) => sum + to - from, 0);
  const path = join(place.folder, place.name);
  await runFfmpeg({
    args: [
      ...['-protocol_whitelist', 'file', '-format_whitelist', 'concat,mov', '-auto_convert', '0', '-f', 'concat', '-i', list],
      ...(sound?.inputs ?? []),
      ...['-map', '0:v:0', '-c:v', 'copy', '-bsf:v', numbered(film.rate)],
      ...['-video_track_timescale', String(timescaleOf(film.rate)), ...laid, ...houseMuxArgs(), ...markArgs(film.mark), path],
    ],
    seconds: secondsOf(frames, film.rate),
    ...place,
  });
  await requireFrames(path, frames);
  return path;
}

/** Puts frame N on its exact tick, whatever rounding the joining has left. */
function numbered(rate: Rate): string {
  const ticks = (timescaleOf(rate) * rate.den) / rate.num;
  return `setts=ts=N*${ticks}:duration=${ticks}:time_base=1/${timescaleOf(rate)}`;
}

/** The list names only files of the work's own folder; clips from elsewhere are linked into it under generated names. */
async function writeList(segments: readonly Segment[], rate: Rate, folder: string): Promise<string> {
  const names = new Map<string, string>();
  const lines = ['ffconcat version 1.0'];
  for (const { clip, from, to } of segments) {
    const name = names.get(clip.path) ?? (await localName(clip.path, names.size, folder));
    names.set(clip.path, name);
    lines.push(`file ${name}`, `duration ${seconds(to - from, rate)}`);
    // A quarter of a frame aside, so that rounding never falls on the wrong side of a frame.
    if (from > 0) lines.push(`inpoint ${seconds(from + 0.25, rate)}`);
    if (to < clip.frames) lines.push(`outpoint ${seconds(to - 0.25, rate)}`);
  }
  const path = join(folder, 'join.ffconcat');
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

async function localName(path: string, number: number, folder: string): Promise<string> {
  if (dirname(path) === folder) return basename(path);
  const name = `clip-${String(number).padStart(4, '0')}.mp4`;
  await symlink(path, join(folder, name));
  return name;
}

function seconds(frames: number, rate: Rate): string {
  return secondsOf(frames, rate).toFixed(6);
}
