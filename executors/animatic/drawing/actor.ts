import type { Subject } from '../scene.ts';
import { lamps, lived, ownColour, solid } from './actor-traits.ts';
import { drawBeast } from './beast.ts';
import { type Species, species, topOf } from './beast-builds.ts';
import { glow, type Pen } from './canvas.ts';
import type { Clock } from './clock.ts';
import { type Colour, css, lit, mix } from './colour.ts';
import { cutOut, iconAspect } from './cut-out.ts';
import type { DrawnThing, Tones } from './drawn-thing.ts';
import { drawnThings } from './drawn-things.ts';
import { drawFigure } from './figure.ts';
import { drawHeld, inHand, isBorne } from './held.ts';
import { figureInks, rimInks, thingInks } from './inks.ts';
import { hashOf } from './lots.ts';
import { naturalColour } from './natural.ts';
import type { Palette } from './palette.ts';

/** A moment of an actor: foot at (x, y) in stage pixels, `speed` in its own heights a second. */
type Moment = {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly flip: boolean;
  readonly clock: Clock;
  readonly speed: number;
  readonly tilt?: number;
};

/** Somebody or something ready to be drawn again and again. */
export type Actor = { readonly draw: (pen: Pen, moment: Moment) => void };

type About = {
  readonly palette: Palette /** Pixels tall at most. */;
  readonly height: number /** 0 near, 1 far. */;
  readonly distance: number /** Where the light is: -1 left, 1 right. */;
  readonly lightSide: number;
  readonly shadow: boolean;
};

const things: Readonly<Record<string, DrawnThing>> = drawnThings;

/** How wide a subject is for its height. */
export function aspectOf(subject: Pick<Subject, 'silhouette' | 'pose'>): number {
  const [kind, name = ''] = subject.silhouette.split(':');
  if (kind === 'person') return subject.pose === 'lie' || subject.pose === 'swim' ? 1 : subject.pose === 'run' ? 0.62 : 0.42;
  if (kind === 'animal') return 1.75 / topOf(name as Species);
  if (kind === 'drawn') return things[name]?.aspect ?? 1;
  return iconAspect(name);
}

/** Prepares a subject in the light of a palette. */
export function actorOf(subject: Subject, about: About): Actor {
  const [kind, name = ''] = subject.silhouette.split(':');
  const paint =
    kind === 'person'
      ? person(subject, about)
      : kind === 'animal'
        ? beast(subject, name as Species, about)
        : kind === 'drawn'
          ? drawn(subject, name, about)
          : icon(subject, name, about);
  return {
    draw(pen, moment) {
      pen.save();
      pen.translate(moment.x, moment.y);
      if (about.shadow) shadow(pen, about.palette, moment.height * aspectOf(subject));
      if (moment.tilt) pen.rotate(moment.tilt);
      if (moment.flip) pen.scale(-1, 1);
      paint(pen, moment);
      pen.restore();
    },
  };
}

function shadow(pen: Pen, palette: Palette, wide: number): void {
  pen.save();
  pen.scale(1, 0.13);
  glow(pen, 0, 0, wide * 0.72, mix(palette.ink, [0, 0, 0], 0.3), 0.6);
  pen.restore();
}

type Paint = (pen: Pen, moment: Moment) => void;

const phaseOf = (subject: Subject): number => (hashOf(subject.id) % 628) / 100;

function person(subject: Subject, { palette, distance, lightSide }: About): Paint {
  const figure = subject.figure ?? { build: 'adult', garment: 'coat', head: 'short' };
  const inks = figureInks(palette, subject.accent, distance, figure.garment);
  const rim = rimInks(palette);
  const tones: Tones = {
    ...thingInks(
      palette,
      undefined,
      distance,
      naturalColour(subject.holds ?? figure.carries ?? '') ?? mix(palette.light, palette.ambient, 0.4),
    ),
    palette,
  };
  const asked = subject.pose ?? 'stand';
  const begin = phaseOf(subject);
  return (pen, { height, flip, clock, speed }) => {
    const goes =
      Math.abs(speed) > 0.12 &&
      (asked === 'stand' || asked === 'hold' || asked === 'point' || asked === 'wave' || asked === 'sit' || asked === 'kneel');
    const pose = goes ? 'walk' : asked;
    const held = inHand(figure, pose, subject.holds);
    const phase = begin + clock.turn(pose === 'run' ? 8.5 : pose === 'walk' ? 4.6 : pose === 'dance' ? 4.4 : pose === 'swim' ? 3 : 2.1);
    pen.scale(height, height);
    if (pose === 'sit' && !subject.rides) seat(pen, inks.far);
    const aside = Math.max(0.005, 1.1 / height) * lightSide * (flip ? -1 : 1);
    pen.translate(aside, -0.003);
    pen.globalAlpha *= 0.9;
    const bearing = isBorne(held);
    drawFigure(pen, figure, pose, phase, rim, { bearing });
    pen.globalAlpha /= 0.9;
    pen.translate(-aside, 0.003);
    drawFigure(pen, figure, pose, phase, inks, { bearing, ...(held && { held: (on, hands) => drawHeld(on, held, hands, tones, clock) }) });
  };
}

/** Something to sit on: a low block in the shade. */
function seat(pen: Pen, colour: Colour): void {
  pen.fillStyle = css(colour);
  pen.beginPath();
  pen.roundRect(-0.15, -0.225, 0.27, 0.225, [0.04, 0.05, 0.015, 0.02]);
  pen.fill();
}

function beast(subject: Subject, name: Species, { palette, distance, lightSide }: About): Paint {
  const base = figureInks(palette, subject.accent, distance);
  const own = ownColour(subject);
  const coat = own
    ? mix(mix(lit(own, palette.ambient), own, 0.25), base.body, 0.36)
    : subject.accent === undefined
      ? base.body
      : mix(base.body, base.cloth, 0.55);
  const inks = { near: coat, far: mix(coat, base.far, 0.75), mane: mix(coat, base.light, 0.16) };
  const rim = rimInks(palette);
  const rims = { near: rim.body, far: rim.body, mane: rim.body };
  const begin = phaseOf(subject);
  const known = species.includes(name) ? name : 'dog';
  return (pen, { height, flip, clock, speed }) => {
    const pose = subject.pose ?? 'stand';
    const gait = pose === 'run' ? 1 : pose === 'walk' || Math.abs(speed) > 0.12 ? 0.5 : 0;
    const phase = begin + clock.turn(gait === 1 ? 10 : 4.8);
    const unit = height / topOf(known);
    pen.scale(unit, unit);
    const aside = Math.max(0.006, 1.1 / unit) * lightSide * (flip ? -1 : 1);
    pen.translate(aside, -0.004);
    drawBeast(pen, known, phase, gait, rims, pose === 'raise');
    pen.translate(-aside, 0.004);
    drawBeast(pen, known, phase, gait, inks, pose === 'raise');
  };
}

function drawn(subject: Subject, name: string, { palette, distance }: About): Paint {
  const tones: Tones = { ...thingInks(palette, subject.accent, distance, ownColour(subject)), palette };
  const stone =
    name === 'castle'
      ? {
          ...tones,
          face: mix(mix([0.55, 0.53, 0.58], palette.ambient, 0.3), palette.ink, palette.lamps ? 0.5 : 0.3),
          edge: mix(mix([0.62, 0.6, 0.64], palette.light, 0.3), palette.ink, palette.lamps ? 0.36 : 0.18),
        }
      : name === 'lighthouse'
        ? {
            ...tones,
            face: mix(mix([0.93, 0.91, 0.87], palette.ambient, 0.4), palette.ink, palette.lamps ? 0.42 : 0.14),
            edge: mix(mix([0.95, 0.93, 0.9], palette.light, 0.4), palette.ink, palette.lamps ? 0.24 : 0.04),
          }
        : tones;
  const thing = things[name];
  return (pen, { height, clock }) => {
    pen.scale(height, height);
    thing?.draw(pen, stone, clock);
  };
}

function icon(subject: Subject, name: string, { palette, height, distance, lightSide }: About): Paint {
  const inks = thingInks(palette, subject.accent, distance, ownColour(subject));
  const rim = mix(palette.light, palette.sky[3], 0.35);
  const warm = palette.lamps && lived.has(name) ? mix(palette.lamp, palette.ink, 0.08) : undefined;
  const shines = lamps.has(name) ? mix(palette.lamp, [1, 0.55, 0.2], 0.35) : undefined;
  const cut = cutOut(name, Math.max(8, Math.ceil(height)), {
    tones: { ...inks, rim },
    lightSide,
    solid: solid.has(name),
    ...(warm && { lamp: warm }),
    ...(shines && { glows: shines }),
  });
  return (pen, moment) => {
    const scale = moment.height / cut.height;
    if (shines) glow(pen, 0, -moment.height * 0.5, moment.height * (1.15 + 0.06 * Math.sin(moment.clock.turn(8))), palette.lamp, 0.4);
    pen.drawImage(
      cut.bitmap,
      (-cut.width / 2 - cut.pad) * scale,
      (-cut.height - cut.pad) * scale,
      cut.bitmap.width * scale,
      cut.bitmap.height * scale,
    );
  };
}
