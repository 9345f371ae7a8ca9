import { aspectOf } from '../drawing/actor.ts';
import type { Site } from '../drawing/site.ts';
import type { Stage } from '../drawing/stage.ts';
import type { Scene, Subject } from '../scene.ts';

const nearness = { wide: 0.76, medium: 1, close: 1.36 } as const;

const builds = { adult: 1, broad: 1.04, elder: 0.96, child: 0.64, toddler: 0.46 } as const;

/** `side` is where the lead is, -1 left and 1 right; landmarks are at the other, the same in every frame of a place. */
export type Plan = {
  readonly stage: Stage;
  readonly site: Site;
  readonly scene: Scene;
  readonly side: number;
  readonly behind: boolean;
  readonly jitter: () => number;
};

/** Pixels between the slate and the feet: nothing may be taller than a share of it. */
const room = ({ stage }: Plan): number => stage.floor - stage.height * 0.115;

export function heightOf(plan: Plan, subject: Subject): number {
  const { stage, scene } = plan;
  const near = nearness[scene.size];
  const most = room(plan) * (subject.role === 'landmark' ? 0.8 : 0.86);
  if (subject.figure) return Math.min(most, stage.span * 0.335 * near * builds[subject.figure.build]);
  const real = stage.span * 0.335 * (subject.metres / 1.75) ** 0.55;
  const alone = scene.subjects.every(({ figure, role }) => !figure || role === 'landmark');
  if (subject.role === 'lead' && subject.place === 'thing') return Math.min(most, stage.span * (alone ? 0.36 : 0.2) * Math.min(near, 1.15));
  // A ship beside those who stand on the shore is further out.
  const out = subject.place === 'water' && subject.role === 'other' && subject.metres > 2 ? 0.62 : 1;
  if (subject.silhouette === 'drawn:rowing-boat') return narrow(plan, subject, stage.span * 0.13 * near);
  const least = stage.span * (subject.place === 'thing' ? 0.085 : 0.12);
  return narrow(plan, subject, Math.min(most * out, Math.max(least, real * (subject.role === 'landmark' ? 0.92 : near))));
}

/** Wide things are made smaller until they leave room beside them. */
function narrow({ stage }: Plan, subject: Subject, height: number): number {
  const boat = subject.silhouette === 'drawn:rowing-boat';
  const widest = stage.width * (boat ? 0.36 : subject.role === 'lead' ? 0.6 : 0.46);
  return Math.min(height, widest / aspectOf(subject));
}
