import { join } from 'node:path';
import type { Frame } from '#nodes/settings.ts';
import type { Recipe, Work } from '../work.ts';
import { markArgs, markOf, onlyLabel } from './animatic-mark.ts';
import { type Chain, chain, type Filter, filter, graphText } from './filtergraph.ts';
import type { Film } from './frame-at.ts';
import { house, houseAudioArgs, houseMuxArgs, houseVideoArgs } from './house.ts';
import { inputArgs } from './input.ts';
import { requireFrames } from './made-frames.ts';
import { housePicture } from './picture.ts';
import { probe, requireKind } from './probe.ts';
import { framesIn, rateOf, rateText, samplesOf, secondsOf } from './rate.ts';
import { runFfmpeg } from './run.ts';
import { houseSound } from './sound.ts';

type Layout = Work<'compare'>['params']['layout'];

/** The divider of a wipe swings about the middle: this much of the width to either side, once in so many seconds. */
const swing = { share: 0.35, seconds: 6 } as const;

/**
 * Shows two videos in one: beside each other, above each other, or on two sides of a moving divider. The second is fitted
 * to the size and rate of the first; the shorter holds its last frame; the sound is the first one's.
 */
export const compare: Recipe<'compare'> = async (work) => {
  const left = await open(work.reads.left.path, work.signal);
  const right = await open(work.reads.right.path, work.signal);
  const frame = cellOf(left);
  const rate = rateOf(frame.fps);
  const longest = Math.max(left.info.facts.seconds ?? 0, right.info.facts.seconds ?? 0);
  const frames = Math.max(1, framesIn(longest, rate));
  const file = join(work.folder, 'comparison.mp4');
  const graph = graphText([...pictureChains(left, right, { ...frame, frames }, work.params.layout), ...soundChains(left, frame, frames)]);
  const sound = left.info.audio ? ['-map', '[sound]', ...houseAudioArgs()] : [];
  const shown = [left, right].some(({ info }) => markOf(info.tags)) ? onlyLabel : undefined;
  const inputs = [...inputArgs(left.path, left.info.format), ...inputArgs(right.path, right.info.format)];
  const picture = ['-filter_complex', graph, '-map', '[picture]', ...houseVideoArgs(wholeOf(frame, work.params.layout))];
  await runFfmpeg({
    args: [...inputs, ...picture, ...sound, ...houseMuxArgs(), ...markArgs(shown), file],
    folder: work.folder,
    signal: work.signal,
    seconds: secondsOf(frames, rate),
    onProgress: (fraction) => work.progress(fraction),
  });
  await requireFrames(file, frames);
  return { gives: { video: { file } } };
};

async function open(path: string, signal: AbortSignal): Promise<Film> {
  return { path, info: requireKind(await probe(path, signal), 'video') };
}

/** One of the two pictures: the size of the first, with even sides. */
function cellOf({ info: { facts } }: Film): Frame {
  const even = (pixels = 2): number => Math.max(2, pixels - (pixels % 2));
  return { width: even(facts.width), height: even(facts.height), fps: facts.fps ?? 30 };
}

function wholeOf(cell: Frame, layout: Layout): Frame {
  const across = layout === 'side-by-side' ? 2 : 1;
  const down = layout === 'stacked' ? 2 : 1;
  return { ...cell, width: cell.width * across, height: cell.height * down };
}

function pictureChains(left: Film, right: Film, to: Frame & { readonly frames: number }, layout: Layout): Chain[] {
  const [first, second] = [left, right].map(({ info: { video } }) => (video ? housePicture(video, to) : []));
  const onto = layout === 'wipe' ? wipe(to) : [chain(['left', 'right'], [filter(layout === 'stacked' ? 'vstack' : 'hstack')], ['picture'])];
  return [chain(['0:v:0'], first ?? [], ['left']), chain(['1:v:0'], second ?? [], ['right']), ...onto];
}

/** What of the second picture lies right of the divider covers the first; a white line marks the divider. */
function wipe({ width, height, fps }: Frame): Chain[] {
  // In steps of two pixels, since colour is stored for every second one.
  const divider = `2*floor(${width / 4}+${(width / 2) * swing.share}*sin(2*PI*t/${swing.seconds}))`;
  const line = Math.max(2, 2 * Math.round(width / 640));
  const part: Filter[] = [
    filter('pad', { w: width * 2, h: height, x: 0, y: 0 }),
    filter('crop', { w: width, h: height, x: divider, y: 0 }),
  ];
  const bar = filter('color', { color: 'white', size: `${line}x${height}`, rate: rateText(rateOf(fps)) });
  return [
    chain(['right'], part, ['part']),
    chain(['left', 'part'], [filter('overlay', { x: divider, y: 0, eof_action: 'pass' })], ['both']),
    chain([], [bar], ['bar']),
    chain(['both', 'bar'], [filter('overlay', { x: `${divider}-${line / 2}`, y: 0, shortest: 1 })], ['picture']),
  ];
}

function soundChains({ info }: Film, frame: Frame, frames: number): Chain[] {
  if (!info.audio) return [];
  return [chain(['0:a:0'], houseSound(samplesOf(frames, rateOf(frame.fps), house.sampleRate)), ['sound'])];
}
