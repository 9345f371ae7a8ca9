/** The build of a four-footed animal in shares of its height at the withers. */
export type Build = {
  /** Length and depth of the trunk. */
  readonly long: number;
  readonly deep: number;
  /** Angle of the neck above the horizontal in radians, its length and thickness. */
  readonly neck: number;
  readonly neckLong: number;
  readonly neckThick: number;
  /** Length and height of the head, and how far it hangs in radians. */
  readonly head: number;
  readonly headDeep: number;
  readonly hang: number;
  readonly muzzle: number;
  readonly ears: 'pointed' | 'round' | 'long' | 'flap';
  readonly tail: 'brush' | 'hair' | 'thin' | 'up' | 'stub';
  readonly mane?: 'horse' | 'lion';
  readonly horns?: true;
  readonly legs: number;
};

const canine: Build = {
  long: 1.12,
  deep: 0.4,
  neck: 0.75,
  neckLong: 0.36,
  neckThick: 0.27,
  head: 0.36,
  headDeep: 0.2,
  hang: 0.08,
  muzzle: 0.42,
  ears: 'pointed',
  tail: 'brush',
  legs: 0.085,
};

export const builds = {
  wolf: { ...canine, neckThick: 0.34, deep: 0.42, hang: 0.15, neck: 0.5 },
  dog: { ...canine, long: 1, tail: 'up', ears: 'flap', neck: 0.95, head: 0.34, muzzle: 0.5 },
  fox: { ...canine, long: 1.2, legs: 0.062, head: 0.34, headDeep: 0.17, muzzle: 0.3 },
  horse: {
    long: 1.02,
    deep: 0.38,
    neck: 0.95,
    neckLong: 0.58,
    neckThick: 0.25,
    head: 0.42,
    headDeep: 0.17,
    hang: 0.85,
    muzzle: 0.62,
    ears: 'pointed',
    tail: 'hair',
    mane: 'horse',
    legs: 0.085,
  },
  donkey: {
    long: 1,
    deep: 0.38,
    neck: 0.85,
    neckLong: 0.45,
    neckThick: 0.23,
    head: 0.4,
    headDeep: 0.18,
    hang: 0.75,
    muzzle: 0.6,
    ears: 'long',
    tail: 'thin',
    mane: 'horse',
    legs: 0.08,
  },
  lion: {
    long: 1.22,
    deep: 0.42,
    neck: 0.5,
    neckLong: 0.3,
    neckThick: 0.34,
    head: 0.36,
    headDeep: 0.27,
    hang: 0.12,
    muzzle: 0.7,
    ears: 'round',
    tail: 'thin',
    mane: 'lion',
    legs: 0.1,
  },
  goat: {
    long: 1.05,
    deep: 0.42,
    neck: 0.85,
    neckLong: 0.36,
    neckThick: 0.22,
    head: 0.32,
    headDeep: 0.17,
    hang: 0.6,
    muzzle: 0.5,
    ears: 'flap',
    tail: 'stub',
    horns: true,
    legs: 0.075,
  },
  giraffe: {
    long: 0.72,
    deep: 0.32,
    neck: 1.2,
    neckLong: 1.05,
    neckThick: 0.17,
    head: 0.3,
    headDeep: 0.13,
    hang: 0.4,
    muzzle: 0.55,
    ears: 'pointed',
    tail: 'thin',
    horns: true,
    legs: 0.068,
  },
  llama: {
    long: 0.86,
    deep: 0.42,
    neck: 1.35,
    neckLong: 0.62,
    neckThick: 0.2,
    head: 0.26,
    headDeep: 0.15,
    hang: 0.15,
    muzzle: 0.6,
    ears: 'pointed',
    tail: 'stub',
    legs: 0.085,
  },
} as const satisfies Record<string, Build>;

export type Species = keyof typeof builds;

export const species = Object.keys(builds) as Species[];

/** How tall the animal is with its head, in units of its withers. */
export function topOf(kind: Species): number {
  const { neck, neckLong, headDeep } = builds[kind];
  return 0.9 + Math.sin(neck) * neckLong + headDeep * 0.9;
}

/** Height of the back where a rider sits. */
export const saddle = 0.98;
