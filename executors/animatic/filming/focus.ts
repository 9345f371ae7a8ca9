import type { Focus } from '../../ffmpeg/animatic-mark.ts';
import { aspectOf } from '../drawing/actor.ts';
import { clockAt } from '../drawing/clock.ts';
import { shiftOf, type View } from './camera.ts';
import type { FilmSet } from './film-set.ts';
import type { Placed } from './placed.ts';
import { type Shot, viewAt } from './shot.ts';

type Point = { readonly x: number; readonly y: number };

/** Frames between two places that are noted; whatever glides, glides slowly enough. */
const step = 4;
/** Half of what a tall frame shows of a wide one: the lead stays inside when the eye also takes in who is beside it. */
const halfWindow = 0.12;

/** Where the eye should rest in a clip: on the lead and who is close by, going along from the first frame's to the last one's. */
export function focusOf(shot: Pick<Shot, 'first' | 'last' | 'move' | 'motion' | 'seconds'>, frames: number): Focus[] {
  const noted = Array.from({ length: frames }, (_, frame) => frame).filter((frame) => frame % step === 0 || frame === frames - 1);
  const all = noted.map((frame) => ({ frame, ...pointAt(shot, frame / frames) }));
  return all.filter((one, index) => !(rests(one, all[index - 1]) && rests(one, all[index + 1])));
}

function rests(one: Focus, other: Focus | undefined): boolean {
  return one.x === other?.x && one.y === other.y;
}

function pointAt(shot: Pick<Shot, 'first' | 'last' | 'move' | 'motion' | 'seconds'>, share: number): Point {
  const { first, last, seconds } = shot;
  const clock = clockAt(share, seconds);
  const from = seen(first, viewAt(shot, first, share, clock));
  const to = last ? seen(last, viewAt(shot, last, share - 1, clock)) : from;
  const [begin, end] = last ? passage(first, last) : [0, 1];
  const inside = Math.min(1, Math.max(0, (share - begin) / (end - begin)));
  const along = inside * inside * (3 - 2 * inside);
  return { x: rounded(from.x + (to.x - from.x) * along), y: rounded(from.y + (to.y - from.y) * along) };
}

/** When the eye goes from the first frame's lead to the last one's: along with it, early to one who is there already, later to one who comes. */
function passage(first: FilmSet, last: FilmSet): readonly [begin: number, end: number] {
  const [before, after] = [leadOf(first), leadOf(last)];
  if (before?.key === after?.key) return [0.08, 0.92];
  return first.composition.placed.some(({ key }) => key === after?.key) ? [0.12, 0.5] : [0.38, 0.78];
}

const rounded = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000;

/** The lead and as much of its company as can be seen with it, as shares of the frame; the middle of the picture where nobody is in it. */
function seen(set: FilmSet, view: View): Point {
  const { stage, placed } = set.composition;
  const lead = leadOf(set);
  if (!lead) return { x: 0.5, y: 0.5 };
  const near = placed
    .filter((one) => one !== lead && one.subject.role !== 'landmark' && one.subject.place !== 'sky')
    .sort((a, b) => Math.abs(a.x - lead.x) - Math.abs(b.x - lead.x))
    .slice(0, 1);
  const both = [lead, ...near];
  const middle = (Math.min(...both.map(leftOf)) + Math.max(...both.map(rightOf))) / 2;
  const slack = Math.max(0, stage.width * halfWindow - halfOf(lead));
  const centre = lead.x + Math.min(slack, Math.max(-slack, middle - lead.x));
  const { scale, x, y } = shiftOf(view, lead.depth, stage);
  return { x: (centre * scale + x) / stage.width, y: ((lead.y - lead.height / 2) * scale + y) / stage.height };
}

function leadOf({ composition: { placed } }: FilmSet): Placed | undefined {
  return ['lead', 'other', 'landmark'].flatMap((role) => placed.filter(({ subject }) => subject.role === role))[0];
}

const halfOf = ({ subject, height }: Placed): number => (height * aspectOf(subject)) / 2;
const leftOf = (placed: Placed): number => placed.x - halfOf(placed);
const rightOf = (placed: Placed): number => placed.x + halfOf(placed);
