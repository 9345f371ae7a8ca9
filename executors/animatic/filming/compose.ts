import type { Frame } from '#nodes/settings.ts';
import { aspectOf } from '../drawing/actor.ts';
import { saddle, type Species, topOf } from '../drawing/beast.ts';
import { lotsOf } from '../drawing/lots.ts';
import { paletteOf } from '../drawing/palette.ts';
import type { Site } from '../drawing/site.ts';
import { siteOf } from '../drawing/site-of.ts';
import { type Disc, discOf } from '../drawing/sky.ts';
import { type Stage, stageOf } from '../drawing/stage.ts';
import type { Framing, Ground, Scene, Subject } from '../scene.ts';
import { unshift } from './camera.ts';

/** A subject with its place: foot in the middle at (x, y), in stage pixels. */
export type Placed = {
  /** The same for the same one in every shot. */
  readonly key: string;
  readonly subject: Subject;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly flip: boolean;
  readonly depth: number;
};

/** `rest` is how the background is framed before the camera moves. */
export type Composition = { readonly rest: Framing; readonly stage: Stage; readonly site: Site; readonly disc: Disc; readonly placed: readonly Placed[] };

const homely: ReadonlySet<Ground> = new Set(['room', 'kitchen', 'study']);
const nearness = { wide: 0.76, medium: 1, close: 1.36 } as const;
const builds = { adult: 1, broad: 1.04, elder: 0.96, child: 0.64, toddler: 0.46 } as const;

/** Places a scene in a frame: the lead large on a third, others turned to it, landmarks behind at the other side. */
export function compose(scene: Scene, frame: Pick<Frame, 'width' | 'height'>): Composition {
  const stage = stageOf(frame, scene.ground);
  const palette = paletteOf(scene.mood);
  const place = lotsOf(scene.seed, scene.ground, 'place');
  const seed = Math.floor(place.next() * 1e9);
  const lean = place.chance(0.5) ? 1 : -1;
  const disc = discOf(stage, palette, 0.5 + lean * place.between(0.02, 0.14));
  const site = siteOf(scene.ground, { stage, palette, disc, seed }, scene.weather === 'storm');
  const lots = lotsOf(scene.seed, scene.variant, 'compose');
  const behind = scene.subjects.some(({ role, place: where }) => role === 'landmark' && where !== 'sky');
  const side = behind ? -(site.landmarks ?? -lean) : lots.chance(0.5) ? 1 : -1;
  const plan: Plan = { stage, site, scene, side, behind, jitter: () => lots.between(-1, 1) };
  const rest = restOf(scene, stage, lots.between(-1, 1));
  const placed = withTable(plan, [...arrange(plan), ...landmarks(plan), ...aloft(plan)]);
  return { rest, stage, site, disc, placed: placed.map((one) => held(one, rest, stage)).sort((one, other) => one.depth - other.depth) };
}

/** A nearer view magnifies the land a little, around the line on which the subjects stand. */
function restOf(scene: Scene, stage: Stage, aside: number): Framing {
  const zoom = { wide: 1, medium: 1.05, close: 1.12 }[scene.size];
  return { x: aside * 0.03, y: (zoom - 1) * (stage.floor / stage.height - 0.56), zoom };
}

/** Whoever stands in front is placed by the frame and not by the land. */
function held(placed: Placed, rest: Framing, stage: Stage): Placed {
  if (placed.depth < 0.9) return placed;
  const { x, y, scale } = unshift(rest, placed.depth, stage, placed);
  return { ...placed, x, y, height: placed.height / scale };
}

/** `side` is where the lead is, -1 left and 1 right; landmarks are at the other, the same in every frame of a place. */
type Plan = { readonly stage: Stage; readonly site: Site; readonly scene: Scene; readonly side: number; readonly behind: boolean; readonly jitter: () => number };

/** Pixels between the slate and the feet: nothing may be taller than a share of it. */
const room = ({ stage }: Plan): number => stage.floor - stage.height * 0.115;

function heightOf(plan: Plan, subject: Subject): number {
  const { stage, scene } = plan;
  const near = nearness[scene.size];
  const most = room(plan) * (subject.role === 'landmark' ? 0.8 : 0.86);
  if (subject.figure) return Math.min(most, stage.span * 0.335 * near * builds[subject.figure.build]);
  const real = stage.span * 0.335 * (subject.metres / 1.75) ** 0.55;
  const alone = scene.subjects.every(({ figure, role }) => !figure || role === 'landmark');
  if (subject.role === 'lead' && subject.place === 'thing') return Math.min(most, stage.span * (alone ? 0.36 : 0.2) * Math.min(near, 1.15));
  const least = stage.span * (subject.place === 'thing' ? 0.085 : 0.12);
  return narrow(plan, subject, Math.min(most, Math.max(least, real * (subject.role === 'landmark' ? 0.92 : near))));
}

/** Wide things are made smaller until they leave room beside them. */
function narrow({ stage }: Plan, subject: Subject, height: number): number {
  const widest = stage.width * (subject.role === 'lead' ? 0.6 : 0.46);
  return Math.min(height, widest / aspectOf(subject));
}

type Spot = { subject: Subject; key: string; height: number; width: number; x: number; flip: boolean };

const onFoot = (subject: Subject): boolean => subject.role !== 'landmark' && !subject.rides && (subject.place === 'land' || subject.place === 'thing' || subject.place === 'water' || subject.place === 'under');

/** Everybody in the front row, from the lead outwards. */
function arrange(plan: Plan): Placed[] {
  const spots = spotsOf(plan);
  fit(plan, spots);
  return spots.flatMap((spot) => {
    const placed = stand(plan, spot);
    const riders = plan.scene.subjects.filter(({ rides }) => rides === spot.subject.id);
    return [placed, ...riders.map((rider, index) => mount(plan, placed, rider, index))];
  });
}

function spotsOf(plan: Plan): Spot[] {
  const { stage, scene, side, behind, jitter } = plan;
  const row = scene.subjects.filter(onFoot);
  const lead = row[0];
  if (!lead) return [];
  const crowd = row.reduce((sum, { count }) => sum + count, 0);
  const centred = crowd === 1 && (!behind || scene.ground === 'studio') && (lead.place === 'thing' || scene.size === 'close' || scene.ground === 'studio' || scene.ground === 'stage');
  const leadX = centred ? stage.width * 0.5 : stage.width * (0.5 + side * ((crowd > 2 ? 0.12 : crowd === 2 ? 0.15 : 0.17) + jitter() * 0.09));
  const spots: Spot[] = [];
  let [left, right] = [leadX, leadX];
  for (const subject of row) {
    const height = heightOf(plan, subject) * (subject.count > 2 ? 0.86 : 1);
    const width = height * aspectOf(subject);
    for (let index = 0; index < subject.count; index++) {
      const first = spots.length === 0;
      const gap = stage.span * (subject.count > 1 && index > 0 ? 0.025 : 0.055);
      const inward = first ? 0 : Math.abs(left - stage.width * 0.5) + (leadX - left) < Math.abs(right - stage.width * 0.5) + (right - leadX) ? -1 : 1;
      const x = first ? leadX : inward < 0 ? left - gap - width / 2 : right + gap + width / 2;
      left = Math.min(left, x - width / 2);
      right = Math.max(right, x + width / 2);
      spots.push({ subject: oneOf(subject, index), key: index === 0 ? subject.id : `${subject.id}#${index}`, height: height * (index % 2 ? 0.95 : 1), width, x, flip: first ? x > stage.width * 0.5 : x > leadX });
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
function fit({ stage, side, behind }: Plan, spots: Spot[]): void {
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

function stand(plan: Plan, { subject, key, height, x, flip }: Spot): Placed {
  const { stage, site, scene } = plan;
  const base = { key, subject, height, x, flip };
  const adrift = scene.ground === 'space' || scene.ground === 'sky' || (scene.ground === 'underwater' && subject.place !== 'land');
  if (adrift) return { ...base, y: Math.min(stage.height * 0.74, stage.height * 0.5 + height * 0.45 + plan.jitter() * stage.height * 0.04), depth: 1 };
  const afloat = subject.place === 'water' || subject.place === 'under' || subject.pose === 'swim';
  if (afloat && site.water) return { ...base, y: site.water.level + height * (subject.place === 'under' ? 0.16 : subject.pose === 'swim' ? 0.1 : 0.06), depth: site.water.depth };
  return { ...base, y: stage.floor + plan.jitter() * stage.span * 0.004, depth: 1 };
}

/** A rider on the back of an animal or in a boat. */
function mount(plan: Plan, on: Placed, rider: Subject, index: number): Placed {
  const height = Math.min(heightOf(plan, rider) * 0.84, on.subject.silhouette.startsWith('animal:') ? on.height * 0.92 : heightOf(plan, rider) * 0.7);
  const [kind, name = ''] = on.subject.silhouette.split(':');
  const astride = kind === 'animal';
  const back = astride ? on.y - (on.height / topOf(name as Species)) * saddle : on.y - on.height * 0.3;
  const seat = height * (astride ? 0.33 : 0.17);
  return { key: rider.id, subject: { ...rider, pose: astride ? 'ride' : 'sit' }, x: on.x + (index - 0.1) * height * 0.4, y: back + seat, height, flip: on.flip, depth: on.depth + (astride ? 0.001 : -0.001) };
}

/** Buildings and trees in the back row, away from the lead. */
function landmarks(plan: Plan): Placed[] {
  const { stage, site, scene, side } = plan;
  const tall = stage.height > stage.width;
  return scene.subjects
    .filter(({ role, place }) => role === 'landmark' && place !== 'sky')
    .map((subject, index) => {
      const height = heightOf(plan, subject);
      const half = (height * aspectOf(subject)) / 2;
      const alone = scene.subjects.every(({ role }) => role === 'landmark');
      const away = -side * (tall ? 0.2 : 0.25) * (index === 0 ? 1 : -1.25) * (alone && site.landmarks === undefined ? 0.5 : 1);
      const x = Math.min(stage.width - half * 0.85, Math.max(half * 0.85, stage.width * (0.5 + away)));
      const float = subject.place === 'water' && site.water;
      return { key: subject.id, subject, height: float ? height * 0.7 : Math.min(height, site.back.foot(x) - stage.height * 0.125), x, y: float ? float.level - stage.span * 0.01 : site.back.foot(x) + stage.span * 0.006, flip: away > 0, depth: (float ? float.depth : site.back.depth) + 0.001 };
    });
}

/** What flies: high, opposite to the lead, smaller where it is not the lead. */
function aloft(plan: Plan): Placed[] {
  const { stage, scene, side, jitter } = plan;
  return scene.subjects
    .filter(({ place, rides }) => place === 'sky' && !rides)
    .map((subject, index) => {
      const lead = subject.role === 'lead';
      const height = Math.min(stage.height * (lead ? 0.4 : 0.22), heightOf(plan, subject) * (lead ? 1 : 0.72));
      const wide = (height * aspectOf(subject)) / 2;
      const x = Math.min(stage.width - wide - stage.width * 0.03, Math.max(wide + stage.width * 0.03, stage.width * (0.5 - side * (lead ? 0.05 : 0.2) * (index % 2 ? -1 : 1) + jitter() * 0.03)));
      return { key: subject.id, subject, height, x, y: stage.height * (lead ? 0.36 : 0.25) + height * 0.5, flip: x > stage.width / 2, depth: lead ? 0.7 : 0.3 };
    });
}

/** In a home, what lies about lies on a table; people then stand behind it. */
function withTable(plan: Plan, placed: readonly Placed[]): Placed[] {
  const { stage, scene } = plan;
  const laid = placed.filter(({ subject }) => subject.place === 'thing' && subject.role !== 'landmark');
  if (laid.length === 0 || !homely.has(scene.ground)) return [...placed];
  const level = stage.floor - stage.span * 0.012;
  const high = stage.span * 0.15;
  const subject: Subject = { id: 'table', silhouette: 'drawn:table', place: 'land', role: 'other', metres: 0.8, count: 1 };
  const centre = laid.reduce((sum, { x }) => sum + x, 0) / laid.length;
  const top: Placed = { key: 'table', subject, x: stage.width / 2 + (centre - stage.width / 2) * 0.5, y: level + high - high * 0.06, height: high, flip: false, depth: 1.03 };
  return [...placed.map((one) => (laid.includes(one) ? { ...one, y: level, depth: 1.04 } : one)), top];
}
