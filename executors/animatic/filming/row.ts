import { aspectOf } from '../drawing/actor.ts';
import type { Subject } from '../scene.ts';
import { heightOf, type Plan } from './placing.ts';

export type Spot = { subject: Subject; key: string; height: number; width: number; x: number; flip: boolean };

const onFoot = (subject: Subject): boolean =>
  subject.role !== 'landmark' &&
  !subject.rides &&
  (subject.place === 'land' || subject.place === 'thing' || subject.place === 'water' || subject.place === 'under');

export function spotsOf(plan: Plan): Spot[] {
  const { stage, scene, side, behind, jitter } = plan;
  const row = scene.subjects.filter(onFoot);
  const lead = row[0];
  if (!lead) return [];
  const crowd = row.reduce((sum, { count }) => sum + count, 0);
  const centred =
    crowd === 1 &&
    (!behind || scene.ground === 'studio') &&
    (lead.place === 'thing' || scene.size === 'close' || scene.ground === 'studio' || scene.ground === 'stage');
  const leadX = centred
    ? stage.width * 0.5
    : stage.width * (0.5 + side * ((crowd > 2 ? 0.12 : crowd === 2 ? 0.15 : 0.17) + jitter() * 0.09));
  const spots: Spot[] = [];
  let [left, right] = [leadX, leadX];
  for (const subject of row) {
    const height = heightOf(plan, subject) * (subject.count > 2 ? 0.86 : 1);
    const width = height * aspectOf(subject);
    for (let index = 0; index < subject.count; index++) {
      const first = spots.length === 0;
      const gap = stage.span * (subject.count > 1 && index > 0 ? 0.025 : 0.055);
      const inward = first
        ? 0
        : Math.abs(left - stage.width * 0.5) + (leadX - left) < Math.abs(right - stage.width * 0.5) + (right - leadX)
          ? -1
          : 1;
      const x = first ? leadX : inward < 0 ? left - gap - width / 2 : right + gap + width / 2;
      left = Math.min(left, x - width / 2);
      right = Math.max(right, x + width / 2);
      spots.push({
        subject: oneOf(subject, index),
        key: index === 0 ? subject.id : `${subject.id}#${index}`,
        height: height * (index % 2 ? 0.95 : 1),
        width,
        x,
        flip: first ? x > stage.width * 0.5 : x > leadX,
      });
    }
  }
  return spots;
}

const hair = ['short', 'long', 'bob', 'curly', 'bun', 'ponytail', 'cap'] as const;

/** People in a crowd are not all alike. */
function oneOf(subject: Subject, index: number): Subject {
  if (index === 0) return subject;
  const id = `${subject.id}#${index}`;
  const { figure, accent } = subject;
  if (!figure || accent === undefined) return { ...subject, id };
  const common = (hair as readonly string[]).includes(figure.head);
  const head = hair[(hair.indexOf(figure.head as (typeof hair)[number]) + index * 2 + hair.length) % hair.length] ?? figure.head;
  return { ...subject, id, accent: accent + index * 5, figure: common ? { ...figure, head } : figure };
}

/** Keeps the row inside the frame: moves it, and where it is too wide draws it together and smaller. */
export function fit({ stage, side, behind }: Plan, spots: Spot[]): void {
  if (spots.length === 0) return;
  const edge = stage.width * 0.045;
  const most = stage.width * (behind && stage.width > stage.height ? 0.64 : 0.88);
  const left = Math.min(...spots.map(({ x, width }) => x - width / 2));
  const right = Math.max(...spots.map(({ x, width }) => x + width / 2));
  const squeeze = Math.min(1, most / (right - left));
  const middle = (left + right) / 2;
  const wish = squeeze < 1 && behind ? middle + side * stage.width * 0.12 : middle;
  const half = ((right - left) * squeeze) / 2;
  const centre = Math.min(stage.width - edge - half, Math.max(edge + half, wish));
  for (const spot of spots) {
    spot.x = centre + (spot.x - middle) * squeeze;
    spot.width *= squeeze;
    spot.height *= squeeze;
  }
}
