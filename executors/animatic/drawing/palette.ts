import type { Mood } from '../scene.ts';
import { type Colour, hex, lit, mix } from './colour.ts';

/** The colours of one mood. `sky` runs from the zenith to the horizon. */
export type Palette = {
  readonly sky: readonly [Colour, Colour, Colour, Colour];
  /** What lies nearest to the eye and against the light. */
  readonly ink: Colour;
  /** Sun, moon, rims and glitter. */
  readonly light: Colour;
  /** What daylight there is on a surface. */
  readonly ambient: Colour;
  /** Lamps and windows. */
  readonly lamp: Colour;
  readonly disc: 'sun' | 'moon' | 'none';
  /** Height of the disc, as a share of the sky from its top. */
  readonly discAt: number;
  /** Share of starlight, 0 to 1. */
  readonly stars: number;
  /** How much air lies between the layers, 0 to 1. */
  readonly air: number;
  /** Whether windows and lamps are lit. */
  readonly lamps: boolean;
};

type Row = Omit<Palette, 'sky' | 'ink' | 'light' | 'ambient' | 'lamp'> & { sky: string; ink: string; light: string; ambient: string };

const rows: Record<Mood, Row> = {
  dawn: {
    sky: '#3d4f86 #8a7fb0 #f2ab9c #ffe3b3',
    ink: '#1f2547',
    light: '#fff0cf',
    ambient: '#d9b7b4',
    disc: 'sun',
    discAt: 0.82,
    stars: 0.12,
    air: 0.75,
    lamps: true,
  },
  day: {
    sky: '#2d7fc1 #66b1e0 #b4def0 #f6f4df',
    ink: '#12394a',
    light: '#fffbe8',
    ambient: '#f4f3ea',
    disc: 'sun',
    discAt: 0.3,
    stars: 0,
    air: 0.62,
    lamps: false,
  },
  golden: {
    sky: '#44568c #b0788a #f2a566 #ffe2a0',
    ink: '#2a1a30',
    light: '#fff1c4',
    ambient: '#f2c08a',
    disc: 'sun',
    discAt: 0.72,
    stars: 0,
    air: 0.72,
    lamps: false,
  },
  dusk: {
    sky: '#221a4b #6a2d70 #d8536b #ffab66',
    ink: '#150f2c',
    light: '#ffe2b0',
    ambient: '#a8667c',
    disc: 'sun',
    discAt: 0.86,
    stars: 0.35,
    air: 0.66,
    lamps: true,
  },
  night: {
    sky: '#050b22 #0d1f45 #1e406f #4a7a9c',
    ink: '#040815',
    light: '#e9f1ff',
    ambient: '#3f5f88',
    disc: 'moon',
    discAt: 0.34,
    stars: 1,
    air: 0.55,
    lamps: true,
  },
  storm: {
    sky: '#0d141d #1e2b38 #3a5062 #7590a0',
    ink: '#060b11',
    light: '#dfeefa',
    ambient: '#5c7486',
    disc: 'none',
    discAt: 0.4,
    stars: 0,
    air: 0.7,
    lamps: true,
  },
  fire: {
    sky: '#170409 #581014 #c7431a #ffbe4d',
    ink: '#120307',
    light: '#ffe08a',
    ambient: '#a2452a',
    disc: 'none',
    discAt: 0.9,
    stars: 0,
    air: 0.6,
    lamps: true,
  },
  winter: {
    sky: '#7794b6 #a6bcd4 #d2dfea #f7f4ec',
    ink: '#24344a',
    light: '#fffdf4',
    ambient: '#dfe8f2',
    disc: 'sun',
    discAt: 0.58,
    stars: 0,
    air: 0.85,
    lamps: true,
  },
  fog: {
    sky: '#66787f #8fa0a4 #b9c6c5 #dfe3da',
    ink: '#222f36',
    light: '#f6f7ee',
    ambient: '#aeb9b8',
    disc: 'sun',
    discAt: 0.5,
    stars: 0,
    air: 1,
    lamps: true,
  },
  heat: {
    sky: '#2f86b5 #8fc3c4 #f3d9a0 #fff0c9',
    ink: '#4a1f16',
    light: '#fffbe0',
    ambient: '#f7d79c',
    disc: 'sun',
    discAt: 0.3,
    stars: 0,
    air: 0.6,
    lamps: false,
  },
  tender: {
    sky: '#4c3a72 #a9609a #f09ca6 #ffdcc0',
    ink: '#2a1838',
    light: '#fff0e0',
    ambient: '#d9a0ae',
    disc: 'sun',
    discAt: 0.78,
    stars: 0.15,
    air: 0.7,
    lamps: true,
  },
  eerie: {
    sky: '#04100f #0d2c2a #2c6a54 #9fd09a',
    ink: '#020a08',
    light: '#e3ffd8',
    ambient: '#3c6a58',
    disc: 'moon',
    discAt: 0.4,
    stars: 0.3,
    air: 0.8,
    lamps: true,
  },
  space: {
    sky: '#03030d #0a0a26 #1b1648 #43296e',
    ink: '#03030a',
    light: '#f1ecff',
    ambient: '#a7a2d8',
    disc: 'none',
    discAt: 0.3,
    stars: 1,
    air: 0.3,
    lamps: true,
  },
  mars: {
    sky: '#3b1713 #8c3d24 #d9834a #f6cc97',
    ink: '#210c09',
    light: '#fff1d8',
    ambient: '#d98a5c',
    disc: 'sun',
    discAt: 0.5,
    stars: 0.2,
    air: 0.6,
    lamps: true,
  },
  deep: {
    sky: '#8fe6e0 #2a9cb4 #0d5579 #052846',
    ink: '#02131f',
    light: '#d9fff4',
    ambient: '#3f93a8',
    disc: 'none',
    discAt: 0.1,
    stars: 0,
    air: 0.7,
    lamps: false,
  },
  lamplight: {
    sky: '#1a1230 #2a1a3c #4a2a44 #7a4648',
    ink: '#140b16',
    light: '#ffdf9e',
    ambient: '#b8795a',
    disc: 'moon',
    discAt: 0.4,
    stars: 0.6,
    air: 0.4,
    lamps: true,
  },
  studio: {
    sky: '#23262e #3f4550 #8d8a88 #e6d8c6',
    ink: '#14151a',
    light: '#fff4e2',
    ambient: '#cdbfb0',
    disc: 'none',
    discAt: 0.5,
    stars: 0,
    air: 0.5,
    lamps: true,
  },
};

const lamp = hex('#ffd37a');

/** The colours of a mood. */
export function paletteOf(mood: Mood): Palette {
  const { sky, ink, light, ambient, ...rest } = rows[mood];
  const [zenith, high, low, horizon] = sky.split(' ').map(hex);
  if (!zenith || !high || !low || !horizon) throw new Error(`The mood ${mood} needs four colours of sky.`);
  return { ...rest, sky: [zenith, high, low, horizon], ink: hex(ink), light: hex(light), ambient: hex(ambient), lamp };
}

const mixAll = (one: readonly Colour[], other: readonly Colour[], share: number) =>
  one.map((colour, index) => mix(colour, other[index] ?? colour, share));

/** The colours on the way from one mood to another, for what is drawn anew in every frame. */
export function mixPalettes(one: Palette, other: Palette, share: number): Palette {
  if (share <= 0) return one;
  if (share >= 1) return other;
  const [zenith, high, low, horizon] = mixAll(one.sky, other.sky, share);
  const nearer = share < 0.5 ? one : other;
  if (!zenith || !high || !low || !horizon) return nearer;
  return {
    ...nearer,
    sky: [zenith, high, low, horizon],
    ink: mix(one.ink, other.ink, share),
    light: mix(one.light, other.light, share),
    ambient: mix(one.ambient, other.ambient, share),
  };
}

/** A layer's colour: far away (`distance` 1) it is the air at the horizon, near (0) it is ink; `tint` is what it is made of. */
export function layerColour(palette: Palette, distance: number, tint?: Colour, weight = 0.5): Colour {
  const air = mix(palette.sky[2], palette.sky[3], 0.35);
  const plain = mix(palette.ink, air, Math.min(1, distance * (0.45 + 0.5 * palette.air)));
  if (!tint) return plain;
  const surface = mix(lit(tint, palette.ambient), palette.ink, 0.25);
  return mix(plain, mix(surface, air, distance * palette.air * 0.8), weight);
}
