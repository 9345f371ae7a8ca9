import { type Species, saddle, topOf } from '../drawing/beast-builds.ts';
import type { Subject } from '../scene.ts';
import type { Placed } from './placed.ts';
import { heightOf, type Plan } from './placing.ts';

/** A rider on the back of an animal or in a boat. */
export function mount(plan: Plan, on: Placed, rider: Subject, index: number): Placed {
  const height = Math.min(
    heightOf(plan, rider) * 0.84,
    on.subject.silhouette.startsWith('animal:') ? on.height * 0.92 : heightOf(plan, rider) * 0.7,
  );
  const [kind, name = ''] = on.subject.silhouette.split(':');
  if (seats[on.subject.silhouette]) return seated(plan, on, rider);
  const astride = kind === 'animal';
  const back = astride ? on.y - (on.height / topOf(name as Species)) * saddle : on.y - on.height * 0.3;
  const seat = height * (astride ? 0.33 : 0.17);
  return {
    key: rider.id,
    subject: { ...rider, pose: astride ? 'ride' : 'sit' },
    x: on.x + (index - 0.1) * height * 0.4,
    y: back + seat,
    height,
    flip: on.flip,
    depth: on.depth + (astride ? 0.001 : -0.001),
  };
}

/** How high the seat is, as a share of the height of what is sat on. */
const seats: Readonly<Record<string, number>> = {
  'icon:stone-throne': 0.36,
  'icon:wooden-chair': 0.42,
  'icon:sofa': 0.4,
  'icon:armchair': 0.42,
  'drawn:bench': 0.5,
  'icon:rocking-chair': 0.42,
  'icon:office-chair': 0.45,
  'icon:director-chair': 0.5,
  'icon:bed': 0.55,
};

function seated(plan: Plan, on: Placed, rider: Subject): Placed {
  const height = heightOf(plan, rider);
  const seat = on.height * (seats[on.subject.silhouette] ?? 0.4);
  const y = rider.pose === 'lie' ? on.y - seat + height * 0.03 : Math.min(on.y, on.y - seat + height * 0.245);
  return { key: rider.id, subject: rider, x: on.x, y, height, flip: on.flip, depth: on.depth + 0.001 };
}
