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
/** As much of the width as a tall frame shows of a wide one: who stands closer to the lead is looked at with the lead. */
const together = 0.2;

/** Where the eye should rest in a clip: on the lead and who is close by, going along from the first frame's to the last one's. */
export function focusOf(shot: Pick<Shot, 'first' | 'last' | 'move' | 'motion' | 'seconds'>, frames: number): Focus[] {
  const noted = Array.from({ length: frames }, (_, frame) => frame).filter((frame) => frame % step === 0 || frame === frames - 1);
  const all = noted.map((frame) => ({ frame, ...pointAt(shot, frame / frames) }));
  return all.filter((one, index) => !(same(one, all[index - 1]) && same(one, all[index + 1])));
}

function same(one: Focus, other: Focus | undefined): boolean {
  return one.x === other?.x && one.y === other.y;
}

function pointAt(shot: Pick<Shot, 'first' | 'last' | 'move' | 'motion' | 'seconds'>, share: number): Point {
  const { first, last, seconds } = shot;
  const clock = clockAt(share, seconds);
  const from = seen(first, viewAt(shot, first, share, clock));
  const to = last ? seen(last, viewAt(shot, last, share - 1, clock)) : from;
  const inside = Math.min(1, Math.max(0, (share - 0.08) / 0.84));
  const along = inside * inside * (3 - 2 * inside);
  return { x: rounded(from.x + (to.x - from.x) * along), y: rounded(from.y + (to.y - from.y) * along) };
}

const rounded = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000;

/** The middle of the lead and its company as a share of the frame; the middle of the picture where nobody is in it. */
function seen({ composition: { stage, placed } }: FilmSet, view: View): Point {
  const company = companyOf(placed, stage.width * together);
  const [lead] = company;
  if (!lead) return { x: 0.5, y: 0.5 };
  const [left, right] = [Math.min(...company.map(leftOf)), Math.max(...company.map(rightOf))];
  const { scale, x, y } = shiftOf(view, lead.depth, stage);
  return { x: (((left + right) / 2) * scale + x) / stage.width, y: ((lead.y - lead.height / 2) * scale + y) / stage.height };
}

/** The lead, then those beside it as long as all of them fit into a width. */
function companyOf(placed: readonly Placed[], width: number): Placed[] {
  const lead = ['lead', 'other', 'landmark'].flatMap((role) => placed.filter(({ subject }) => subject.role === role))[0];
  if (!lead) return [];
  const company = [lead];
  const others = placed.filter((one) => one !== lead && one.subject.role !== 'landmark' && one.subject.place !== 'sky');
  for (const one of others.sort((a, b) => Math.abs(a.x - lead.x) - Math.abs(b.x - lead.x))) {
    const all = [...company, one];
    if (Math.max(...all.map(rightOf)) - Math.min(...all.map(leftOf)) <= width) company.push(one);
  }
  return company;
}

const halfOf = ({ subject, height }: Placed): number => (height * aspectOf(subject)) / 2;
const leftOf = (placed: Placed): number => placed.x - halfOf(placed);
const rightOf = (placed: Placed): number => placed.x + halfOf(placed);
