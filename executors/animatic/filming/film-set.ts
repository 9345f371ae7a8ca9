import { type Canvas, createCanvas, type Image } from '@napi-rs/canvas';
import type { Frame } from '#nodes/settings.ts';
import { type Actor, actorOf } from '../drawing/actor.ts';
import { type Box, bitmapOf, type Pen } from '../drawing/canvas.ts';
import type { Clock } from '../drawing/clock.ts';
import { type Palette, paletteOf } from '../drawing/palette.ts';
import { cloudLayers, skyLayer } from '../drawing/sky.ts';
import type { Layer, Stage } from '../drawing/stage.ts';
import { type Sky, weatherOf } from '../drawing/weather.ts';
import type { Scene, Subject } from '../scene.ts';
import { compose } from './compose.ts';
import { gradePicture, pictureLayer } from './picture.ts';
import type { Composition, Placed } from './placed.ts';

/** A layer ready for the camera: a bitmap of its box, or something drawn anew each time. */
export type Flat = {
  readonly depth: number;
  readonly box: Box;
  readonly covers?: boolean;
  readonly bitmap?: Canvas;
  readonly live?: (pen: Pen, clock: Clock) => void;
};

/** A scene built up for one frame size: bitmaps, actors, weather. */
export type FilmSet = {
  readonly scene: Scene;
  readonly composition: Composition;
  readonly palette: Palette;
  readonly flats: readonly Flat[];
  readonly weather: Sky;
  /** Whether sun or moon can be seen. */
  readonly disc: boolean;
  /** Whether a user's picture is shown, so that there are no layers to move. */
  readonly picture: boolean;
  actor(placed: Placed, palette?: Palette): Actor;
};

const skyless: ReadonlySet<Scene['ground']> = new Set(['underwater', 'space', 'spaceship']);

/** Builds a scene up. `picture` is a user's picture that takes the place of the landscape. */
export function buildSet(scene: Scene, frame: Pick<Frame, 'width' | 'height'>, picture?: Image | Canvas): FilmSet {
  const palette = paletteOf(scene.mood);
  const composition = compose(scene, frame);
  const { stage, site, disc } = composition;
  const ground = scene.card
    ? [...cloudLayers(stage, palette, 0.7, scene.seed), ...site.layers.filter(({ depth }) => depth < 0.3)]
    : site.layers;
  const layers = picture
    ? [pictureLayer(stage, picture), gradePicture(stage, palette, scene.backdrop?.veil ?? 0)]
    : [skyLayer(stage, palette, disc, scene.seed), ...ground];
  const actors = new Map<string, Actor>();
  return {
    scene,
    composition: scene.card ? { ...composition, placed: [] } : composition,
    palette,
    flats: layers.map(flatten).sort((one, other) => one.depth - other.depth),
    weather: weatherOf(scene.weather, stage, palette),
    disc: !picture && !site.indoors && !skyless.has(scene.ground),
    picture: picture !== undefined,
    actor(placed, light = palette) {
      const make = () =>
        actorOf(placed.subject, {
          palette: light,
          height: placed.height,
          distance: distanceOf(placed),
          lightSide: disc.x > placed.x ? 1 : -1,
          shadow: onLand(placed.subject, scene),
        });
      // Bitmaps are worth keeping; what is drawn anew takes the light of the moment.
      if (!placed.subject.silhouette.startsWith('icon:')) return make();
      const key = `${placed.key} ${placed.subject.silhouette} ${light === palette}`;
      const known = actors.get(key) ?? make();
      actors.set(key, known);
      return known;
    },
  };
}

function flatten(layer: Layer): Flat {
  const { depth, box, covers = false, sharpness, draw, live } = layer;
  return draw ? { depth, box, covers, bitmap: bitmapOf(box, draw, sharpness) } : { depth, box, ...(live && { live }) };
}

/** Things in the back row stand in the air. */
const distanceOf = ({ depth }: Placed): number => Math.min(0.85, Math.max(0, (1 - depth) * 0.95));

const onLand = (subject: Subject, { ground }: Scene): boolean =>
  subject.role !== 'landmark' &&
  !subject.rides &&
  (subject.place === 'land' || subject.place === 'thing') &&
  ground !== 'space' &&
  ground !== 'sky' &&
  subject.silhouette !== 'drawn:table';

/** A bitmap that covers the whole stage. */
export function scratch(stage: Stage): Canvas {
  return createCanvas(stage.width, stage.height);
}
