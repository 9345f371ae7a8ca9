import { join } from 'node:path';
import type { Frame } from '#nodes/settings.ts';
import type { HouseClip, Place } from './conform.ts';
import { chain, type Filter, filter, graphText } from './filtergraph.ts';
import { houseMuxArgs, houseVideoArgs } from './house.ts';
import { inputArgs } from './input.ts';
import { requireFrames } from './made-frames.ts';
import { exactFrames } from './picture.ts';
import { type Rate, rateOf, rateText, secondsOf } from './rate.ts';
import { runFfmpeg } from './run.ts';

/** Two house clips that meet, `half` frames of each in the transition, and `lead` frames of the second one after it. */
export type Meeting = { readonly before: HouseClip; readonly after: HouseClip; readonly half: number; readonly lead: number };

/**
 * Makes the frames around a cut: the last `half` frames of one clip and the first of the other, each continued with its
 * outermost frame held, dissolved into one another; then `lead` frames of the second clip as they are.
 */
export async function makeTransition(meeting: Meeting, frame: Frame, place: Place & { readonly name: string }): Promise<HouseClip> {
  const { half, lead } = meeting;
  const rate = rateOf(frame.fps);
  const path = join(place.folder, place.name);
  const frames = 2 * half + lead;
  const start = ['-ss', secondsOf(meeting.before.frames - half - 0.5, rate).toFixed(6)];
  await runFfmpeg({
    args: [
      ...[...start, ...inputArgs(meeting.before.path, 'mov'), ...inputArgs(meeting.after.path, 'mov')],
      ...['-filter_complex', transitionGraph(half, lead, rate), '-map', '[out]'],
      ...[...houseVideoArgs(frame), ...houseMuxArgs(), path],
    ],
    ...place,
  });
  await requireFrames(path, frames);
  return { path, frames };
}

/** One frame more than needed stands in front, so that the weights are even on both sides: neither end is a pure copy. */
function transitionGraph(half: number, lead: number, rate: Rate): string {
  const number = filter('setpts', { expr: `N*${rate.den}/${rate.num}/TB` });
  const tick = filter('settb', { expr: `${rate.den}/${rate.num}` });
  const pace = filter('fps', { fps: rateText(rate) });
  const take = (frames: number, pad: Filter): Filter[] => [filter('trim', { end_frame: frames }), number, pace, pad, tick];
  const held = { start_mode: 'clone', stop_mode: 'clone' };
  const fade = filter('xfade', { transition: 'fade', duration: secondsOf(2 * half + 1, rate), offset: 0 });
  return graphText([
    chain(['0:v:0'], take(half, filter('tpad', { start: 1, stop: half + lead, ...held })), ['a']),
    chain(['1:v:0'], take(half + lead, filter('tpad', { start: half + 1, ...held })), ['b']),
    chain(['a', 'b'], [fade, filter('trim', { start_frame: 1 }), number, ...exactFrames(2 * half + lead, rate)], ['out']),
  ]);
}

/** Makes `frames` more frames of the last one of a clip. */
export async function holdLast(
  clip: HouseClip,
  frames: number,
  frame: Frame,
  place: Place & { readonly name: string },
): Promise<HouseClip> {
  const rate = rateOf(frame.fps);
  const path = join(place.folder, place.name);
  const start = ['-ss', secondsOf(clip.frames - 1.5, rate).toFixed(6)];
  const filters = graphText([chain(['0:v:0'], exactFrames(frames, rate), ['out'])]);
  const from = clip.frames > 1 ? start : [];
  const output = ['-filter_complex', filters, '-map', '[out]', ...houseVideoArgs(frame), ...houseMuxArgs(), path];
  await runFfmpeg({ args: [...from, ...inputArgs(clip.path, 'mov'), ...output], ...place });
  await requireFrames(path, frames);
  return { path, frames };
}
