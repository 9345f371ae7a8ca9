import type { Frame } from '#nodes/settings.ts';
import { lotsOf } from '../drawing/lots.ts';
import { paletteOf } from '../drawing/palette.ts';
import { siteOf } from '../drawing/site-of.ts';
import { discOf } from '../drawing/sky.ts';
import { type Stage, stageOf } from '../drawing/stage.ts';
import type { Framing, Ground, Scene, Subject } from '../scene.ts';
import { aloft, landmarks } from './behind.ts';
import { unshift } from './camera.ts';
import { mount } from './mounting.ts';
import type { Composition, Placed } from './placed.ts';
import type { Plan } from './placing.ts';
import { fit, type Spot, spotsOf } from './row.ts';

const homely: ReadonlySet<Ground> = new Set(['room', 'kitchen', 'study']);

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
  if (scene.backdrop) return { x: 0, y: 0, zoom: 1 };
  const zoom = { wide: 1, medium: 1.05, close: 1.12 }[scene.size];
  return { x: aside * 0.03, y: (zoom - 1) * (stage.floor / stage.height - 0.56), zoom };
}

/** Whoever stands in front is placed by the frame and not by the land. */
function held(placed: Placed, rest: Framing, stage: Stage): Placed {
  if (placed.depth < 0.9) return placed;
  const { x, y, scale } = unshift(rest, placed.depth, stage, placed);
  return { ...placed, x, y, height: placed.height / scale };
}

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

function stand(plan: Plan, { subject, key, height, x, flip }: Spot): Placed {
  const { stage, site, scene } = plan;
  const base = { key, subject, height, x, flip };
  const adrift =
    scene.ground === 'space' ||
    scene.ground === 'sky' ||
    (scene.ground === 'underwater' && (subject.place !== 'land' || subject.pose === 'swim'));
  if (adrift)
    return {
      ...base,
      y: Math.min(stage.height * 0.74, stage.height * 0.5 + height * 0.45 + plan.jitter() * stage.height * 0.04),
      depth: 1,
    };
  const afloat = subject.place === 'water' || subject.place === 'under' || subject.pose === 'swim';
  if (afloat && site.water)
    return {
      ...base,
      y: site.water.level + height * (subject.place === 'under' ? 0.16 : subject.pose === 'swim' ? 0.1 : 0.06),
      depth: site.water.depth,
    };
  return { ...base, y: stage.floor + plan.jitter() * stage.span * 0.004, depth: 1 };
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
  const top: Placed = {
    key: 'table',
    subject,
    x: stage.width / 2 + (centre - stage.width / 2) * 0.5,
    y: level + high - high * 0.06,
    height: high,
    flip: false,
    depth: 1.03,
  };
  return [...placed.map((one) => (laid.includes(one) ? { ...one, y: level, depth: 1.04 } : one)), top];
}
