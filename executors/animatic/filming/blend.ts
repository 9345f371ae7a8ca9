import type { Canvas } from '@napi-rs/canvas';
import type { Pen } from '../drawing/canvas.ts';
import type { Clock } from '../drawing/clock.ts';
import { mixPalettes } from '../drawing/palette.ts';
import { drawDisc } from '../drawing/sky.ts';
import { mixViews, type View } from './camera.ts';
import { drawFlat, floatOf, type Item, moveTo } from './draw-set.ts';
import type { FilmSet, Flat } from './film-set.ts';
import type { Placed } from './placed.ts';

/** Two sets on the way from one to the other. */
type Blend = {
  readonly first: FilmSet;
  readonly last: FilmSet;
  /** Where the camera sees each of them from. */
  readonly from: View;
  readonly to: View;
  readonly share: number;
  readonly clock: Clock;
  readonly seconds: number;
  readonly spare: Canvas;
};

const soft = (share: number): number => share * share * (3 - 2 * share);
const within = (share: number, begin: number, end: number): number => soft(Math.min(1, Math.max(0, (share - begin) / (end - begin))));

/**
 * Everything that is seen between two frames: the same ground keeps its layers and changes its light; another ground
 * sinks away layer by layer while the new one rises; those who are in both glide, others come and go.
 */
export function blendItems(blend: Blend): Item[] {
  const same = sameGround(blend.first, blend.last);
  return [...(same ? relit(blend) : exchanged(blend)), ...disc(blend), ...cast(blend), weather(blend)];
}

const airy = ({ depth }: Flat): boolean => depth > 0.05 && depth <= 0.1;
const landOf = (set: FilmSet): readonly Flat[] => set.flats.filter((flat) => !airy(flat));

function sameGround(first: FilmSet, last: FilmSet): boolean {
  return first.scene.ground === last.scene.ground && first.scene.seed === last.scene.seed && landOf(first).length === landOf(last).length;
}

/** The same layers from one light into the other; clouds come and go by themselves. */
function relit({ first, last, from, to, share, clock }: Blend): Item[] {
  const view = mixViews(from, to, soft(share));
  const stage = first.composition.stage;
  const item = (flat: Flat, opacity: number, over: number): Item => ({
    depth: flat.depth + over,
    draw: (pen) => faded(pen, opacity, () => drawFlat(pen, flat, view, stage, clock)),
  });
  const changes = first.scene.mood !== last.scene.mood || first.scene.weather !== last.scene.weather;
  const turned = within(share, 0.14, 0.86);
  if (!changes || turned <= 0) return first.flats.map((flat) => item(flat, 1, 0));
  if (turned >= 1) return last.flats.map((flat) => item(flat, 1, 0));
  const land = landOf(last).flatMap((flat, index) => {
    const before = landOf(first)[index];
    return [...(before ? [item(before, 1, 0)] : []), item(flat, turned, 0.0001)];
  });
  return [
    ...land,
    ...first.flats.filter(airy).map((flat) => item(flat, 1 - turned, 0)),
    ...last.flats.filter(airy).map((flat) => item(flat, turned, 0.0001)),
  ];
}

/** One ground for another. */
function exchanged(blend: Blend): Item[] {
  const { first, last, from, to, share } = blend;
  const leave = (flat: Flat, order: number): Item[] => {
    const gone = flat.depth < 0.05 ? 0 : within(share, 0.2 + 0.3 * order, 0.56 + 0.3 * order);
    return gone >= 1 ? [] : [moved(blend, first, flat, from, 1 - gone, gone)];
  };
  const come = (flat: Flat, order: number): Item[] => {
    const here = flat.depth < 0.05 ? within(share, 0.1, 0.8) : within(share, 0.16 + 0.3 * order, 0.56 + 0.3 * order);
    return here <= 0 ? [] : [moved(blend, last, flat, to, here, flat.depth < 0.05 ? 0 : 1 - here)];
  };
  return [
    ...first.flats.flatMap((flat, index) => leave(flat, index / first.flats.length)),
    ...last.flats.flatMap((flat, index) => come(flat, index / last.flats.length)),
  ];
}

function moved({ clock }: Blend, set: FilmSet, flat: Flat, view: View, opacity: number, sunk: number): Item {
  const stage = set.composition.stage;
  return {
    depth: flat.depth,
    draw: (pen) =>
      faded(pen, opacity, () => {
        pen.translate(0, sunk * stage.height * 0.2 * (0.25 + flat.depth));
        drawFlat(pen, flat, view, stage, clock);
      }),
  };
}

function faded(pen: Pen, opacity: number, draw: () => void): void {
  pen.globalAlpha = opacity;
  draw();
  pen.globalAlpha = 1;
}

/** Sun and moon travel; where only one frame has one it rises or goes. */
function disc({ first, last, from, to, share }: Blend): Item[] {
  const along = soft(share);
  const stage = first.composition.stage;
  const [a, b] = [first.composition.disc, last.composition.disc];
  const at = { x: a.x + (b.x - a.x) * along, y: a.y + (b.y - a.y) * along, radius: a.radius + (b.radius - a.radius) * along };
  const shown = (set: FilmSet) => set.disc && set.palette.disc !== 'none';
  const draw = (set: FilmSet, opacity: number, drop: number): Item => ({
    depth: 0.05,
    draw(pen) {
      moveTo(pen, mixViews(from, to, along), 0.05, stage);
      pen.globalAlpha = opacity;
      pen.translate(at.x, at.y + drop * stage.height * 0.2);
      drawDisc(pen, mixPalettes(first.palette, last.palette, along), at.radius, set.palette.disc);
      pen.globalAlpha = 1;
    },
  });
  if (shown(first) && shown(last) && first.palette.disc === last.palette.disc) return [draw(first, 1, 0)];
  return [
    ...(shown(first) && along < 1 ? [draw(first, 1 - within(share, 0.1, 0.6), along)] : []),
    ...(shown(last) && along > 0 ? [draw(last, within(share, 0.4, 0.9), 1 - along)] : []),
  ];
}

function weather({ first, last, clock, share }: Blend): Item {
  return {
    depth: 9,
    draw(pen) {
      if (first.scene.weather === last.scene.weather) return first.weather(pen, clock, 1);
      if (share < 1) first.weather(pen, clock, 1 - within(share, 0.1, 0.7));
      if (share > 0) last.weather(pen, clock, within(share, 0.3, 0.9));
    },
  };
}

/** Everybody in either frame. */
function cast(blend: Blend): Item[] {
  const [before, after] = [blend.first.composition.placed, blend.last.composition.placed];
  const keys = [...new Set([...before, ...after].map(({ key }) => key))];
  return keys.flatMap((key) => {
    const [one, other] = [before.find((placed) => placed.key === key), after.find((placed) => placed.key === key)];
    if (one && other) return [glide(blend, one, other)];
    if (one) return leaves(blend, one);
    return other ? comes(blend, other) : [];
  });
}

const alike = (one: Placed, other: Placed): boolean => one.subject.silhouette === other.subject.silhouette;

/** From its place in the first frame to its place in the last. */
function glide(blend: Blend, one: Placed, other: Placed): Item {
  const { first, last, from, to, share, clock, seconds } = blend;
  const along = within(share, 0.08, 0.92);
  const [set, placed] = share < 0.5 ? [first, one] : [last, other];
  const part = (a: number, b: number) => a + (b - a) * along;
  const depth = part(one.depth, other.depth);
  const height = one.height * (other.height / one.height) ** along;
  // Slope of the soft step: how fast it moves just now, in its own heights a second.
  const speed = ((other.x - one.x) * 6 * along * (1 - along)) / (0.84 * seconds * height);
  const turned = Math.abs(speed) > 0.12 && placed.subject.figure ? speed < 0 : placed.flip;
  return {
    depth: depth + 0.0005,
    draw(pen) {
      moveTo(pen, mixViews(from, to, along), depth, first.composition.stage);
      const { lift, tilt } = floatOf(set, placed, clock);
      const drawn = alike(one, other) ? { ...placed, height: Math.max(one.height, other.height) } : placed;
      const light = first.scene.mood === last.scene.mood ? set.palette : mixPalettes(first.palette, last.palette, along);
      const actor = drawn.subject.silhouette.startsWith('icon:') ? set.actor(drawn) : set.actor(drawn, light);
      actor.draw(pen, { x: part(one.x, other.x), y: part(one.y, other.y) + lift, height, flip: turned, clock, speed, tilt });
    },
  };
}

/** Those who can walk, sail or fly leave and enter by the side; things and buildings fade where they stand. */
function leaves(blend: Blend, placed: Placed): Item[] {
  const { first, from, share } = blend;
  return mobile(placed)
    ? [passes(blend, first, placed, from, within(share, 0.06, 0.72), 1)]
    : fades(blend, first, placed, from, 1 - within(share, 0.15, 0.55));
}

function comes(blend: Blend, placed: Placed): Item[] {
  const { last, to, share } = blend;
  if (share <= 0) return [];
  return mobile(placed)
    ? [passes(blend, last, placed, to, 1 - within(share, 0.28, 0.94), -1)]
    : fades(blend, last, placed, to, within(share, 0.45, 0.85));
}

const mobile = ({ subject }: Placed): boolean =>
  subject.role !== 'landmark' &&
  subject.silhouette !== 'drawn:table' &&
  (subject.figure !== undefined ||
    subject.silhouette.startsWith('animal:') ||
    subject.place === 'water' ||
    subject.place === 'sky' ||
    subject.rides !== undefined);

/** `away` from 0 (in its place) to 1 (out of the frame); `way` is 1 when leaving, -1 when coming. */
function passes({ clock, seconds, share }: Blend, set: FilmSet, placed: Placed, view: View, away: number, way: 1 | -1): Item {
  const { stage } = set.composition;
  const side = placed.x < stage.width / 2 ? -1 : 1;
  const out = side < 0 ? -stage.width * 0.25 - placed.x : stage.width * 1.25 - placed.x;
  const moving = share > 0 && share < 1 && away > 0 && away < 1;
  const speed = moving ? (out * 4 * away * (1 - away) * way) / (0.66 * seconds * placed.height) : 0;
  return {
    depth: placed.depth + 0.0005,
    draw(pen) {
      moveTo(pen, view, placed.depth, stage);
      const { lift, tilt } = floatOf(set, placed, clock);
      const turned = Math.abs(speed) > 0.12 ? speed < 0 : placed.flip;
      set
        .actor(placed)
        .draw(pen, { x: placed.x + out * away, y: placed.y + lift, height: placed.height, flip: turned, clock, speed, tilt });
    },
  };
}

function fades({ spare, clock }: Blend, set: FilmSet, placed: Placed, view: View, opacity: number): Item[] {
  if (opacity <= 0) return [];
  const { stage } = set.composition;
  const draw = (pen: Pen) => {
    moveTo(pen, view, placed.depth, stage);
    const rise = (1 - opacity) * stage.height * 0.05;
    set.actor(placed).draw(pen, { x: placed.x, y: placed.y + rise, height: placed.height, flip: placed.flip, clock, speed: 0 });
  };
  return [{ depth: placed.depth + 0.0005, draw: (pen) => (opacity >= 1 ? draw(pen) : asOne(pen, spare, opacity, draw)) }];
}

/** Draws something as one piece with an opacity, so that its parts do not shine through each other. */
function asOne(pen: Pen, spare: Canvas, opacity: number, draw: (pen: Pen) => void): void {
  const on = spare.getContext('2d');
  on.setTransform(1, 0, 0, 1, 0, 0);
  on.clearRect(0, 0, spare.width, spare.height);
  on.save();
  draw(on);
  on.restore();
  pen.globalAlpha = opacity;
  pen.drawImage(spare, 0, 0);
  pen.globalAlpha = 1;
}
