import type { Figure, Pose } from '../scene.ts';

export type Point = readonly [x: number, y: number];

/** The joints of a figure of height 1 that stands at (0, 0) and looks to the right; y grows downwards. */
export type Bones = {
  readonly hip: Point;
  readonly chest: Point;
  readonly head: Point;
  /** Radius of the head. */
  readonly skull: number;
  readonly legs: readonly [near: readonly [knee: Point, foot: Point], far: readonly [knee: Point, foot: Point]];
  readonly arms: readonly [near: readonly [elbow: Point, hand: Point], far: readonly [elbow: Point, hand: Point]];
  /** Lean of the torso in radians, forward is positive. */
  readonly lean: number;
  /** The whole figure turned, in radians, about its hip. */
  readonly turn: number;
};

/** Angles in radians from hanging straight down, forward is positive; a knee bends back, an elbow forward. */
type Angles = {
  lean: number;
  thighs: [number, number];
  knees: [number, number];
  arms: [number, number];
  elbows: [number, number];
  hop?: number;
  turn?: number;
  seat?: number;
};

const still: Angles = { lean: 0, thighs: [0.07, -0.09], knees: [0.02, 0.05], arms: [0.1, -0.08], elbows: [0.16, 0.14] };

/** The angles of a pose; `phase` runs on with time, 2π a cycle. */
function anglesOf(pose: Pose, phase: number): Angles {
  const sway = Math.sin(phase);
  const breath = Math.sin(phase) * 0.013;
  const step = (reach: number, bend: number, offset: number): [number, number] => [
    reach * Math.sin(phase + offset),
    0.08 + bend * Math.max(0, Math.cos(phase + offset)) ** 1.3,
  ];
  switch (pose) {
    case 'walk': {
      const [near, far] = [step(0.42, 0.62, 0), step(0.42, 0.62, Math.PI)];
      return {
        lean: 0.06,
        thighs: [near[0], far[0]],
        knees: [near[1], far[1]],
        arms: [-0.42 * sway, 0.42 * sway],
        elbows: [0.3, 0.3],
        hop: Math.abs(Math.cos(phase)) * 0.008,
      };
    }
    case 'run': {
      const [near, far] = [step(0.85, 1.35, 0), step(0.85, 1.35, Math.PI)];
      return {
        lean: 0.24,
        thighs: [near[0] + 0.12, far[0] + 0.12],
        knees: [near[1] + 0.2, far[1] + 0.2],
        arms: [-0.95 * sway, 0.95 * sway],
        elbows: [1.35, 1.35],
        hop: Math.abs(Math.cos(phase)) * 0.035,
      };
    }
    case 'sit':
      return { lean: -0.04 + breath, thighs: [1.42, 1.3], knees: [1.4, 1.36], arms: [0.42, 0.3], elbows: [0.72, 0.6], seat: 0.27 };
    case 'kneel':
      return { lean: 0.3 + breath, thighs: [1.25, -0.12], knees: [1.32, 1.48], arms: [0.72, 0.5], elbows: [0.35, 0.3], seat: 0.245 };
    case 'lie':
      return { lean: 0, thighs: [0.1, -0.04], knees: [0.16, 0.05], arms: [0.2, 0.1], elbows: [0.5, 0.2], turn: -Math.PI / 2, seat: 0.06 };
    case 'wave':
      return { ...still, lean: breath, arms: [2.55 + 0.1 * sway, -0.1], elbows: [0.35 + 0.35 * Math.sin(phase * 2), 0.2] };
    case 'point':
      return { ...still, lean: 0.03 + breath, arms: [1.52, -0.1], elbows: [0.03, 0.2] };
    case 'hold':
      return { ...still, lean: breath, arms: [0.62 + breath, -0.06], elbows: [0.98, 0.2] };
    case 'raise':
      return { ...still, lean: -0.04, arms: [2.75 + 0.06 * sway, 2.45 - 0.06 * sway], elbows: [0.12, 0.2], hop: Math.max(0, sway) * 0.02 };
    case 'reach':
      return { ...still, lean: 0.1 + breath, arms: [2.05, 0.2], elbows: [0.12, 0.2] };
    case 'carry':
      return { ...still, lean: -0.05, arms: [0.55, 0.45], elbows: [1.05, 1.05] };
    case 'swim':
      return {
        lean: 0,
        thighs: [0.1 + 0.25 * sway, -0.1 - 0.25 * sway],
        knees: [0.1, 0.2],
        arms: [Math.PI + Math.sin(phase) * 0.9, -0.4 + 0.3 * sway],
        elbows: [0.2, 0.3],
        turn: 1.28,
        seat: 0.1,
      };
    case 'ride':
      return { lean: 0.1 + 0.03 * sway, thighs: [0.85, 0.75], knees: [0.95, 0.85], arms: [0.62, 0.5], elbows: [0.62, 0.6], seat: 0.36 };
    case 'dance':
      return {
        lean: 0.06 * sway,
        thighs: [0.55 + 0.25 * sway, -0.1 - 0.1 * sway],
        knees: [1.15, 0.06],
        arms: [2.5 + 0.25 * sway, -1.9 + 0.25 * sway],
        elbows: [0.5, -0.35],
        hop: Math.abs(sway) * 0.03,
      };
    case 'climb':
      return {
        lean: 0.12,
        thighs: [0.95 + 0.4 * sway, 0.3 - 0.4 * sway],
        knees: [1.25, 0.55],
        arms: [2.6 - 0.35 * sway, 2.2 + 0.35 * sway],
        elbows: [0.35, 0.5],
      };
    case 'fight':
      return { lean: 0.16, thighs: [0.68, -0.52], knees: [0.55, 0.12], arms: [1.45 + 0.35 * sway, -0.7], elbows: [0.35, 0.9] };
    case 'bow':
      return { ...still, lean: 0.85, arms: [0.3, 0.1], elbows: [0.2, 0.2] };
    case 'float':
      return {
        lean: 0.1,
        thighs: [0.55 + 0.08 * sway, 0.05],
        knees: [0.75, 0.5 + 0.1 * sway],
        arms: [1.25 + 0.1 * sway, -0.85],
        elbows: [0.45, 0.4],
        turn: 0.22 + 0.06 * sway,
      };
    default:
      return { ...still, lean: breath * 0.6 };
  }
}

type Lengths = { thigh: number; shin: number; torso: number; neck: number; skull: number; arm: number; forearm: number };

const adult: Lengths = { thigh: 0.245, shin: 0.245, torso: 0.3, neck: 0.085, skull: 0.073, arm: 0.155, forearm: 0.15 };
const child: Lengths = { thigh: 0.205, shin: 0.2, torso: 0.29, neck: 0.125, skull: 0.11, arm: 0.14, forearm: 0.135 };
const toddler: Lengths = { thigh: 0.165, shin: 0.155, torso: 0.3, neck: 0.165, skull: 0.15, arm: 0.13, forearm: 0.115 };

const lengthsOf = (build: Figure['build']): Lengths => (build === 'child' ? child : build === 'toddler' ? toddler : adult);

const swing = ([x, y]: Point, angle: number, length: number): Point => [x + Math.sin(angle) * length, y + Math.cos(angle) * length];

/** The joints of a figure in a pose at a phase of its movement; `bearing` holds the near hand up before the chest. */
export function bonesOf(build: Figure['build'], pose: Pose, phase: number, bearing = false): Bones {
  const lengths = lengthsOf(build);
  const asked = anglesOf(pose, phase);
  // Something borne over the head wants the near hand before the chest, whatever the legs do.
  const angles: Angles = bearing ? { ...asked, arms: [0.55, asked.arms[1]], elbows: [1.75, asked.elbows[1]] } : asked;
  const lean = angles.lean + (build === 'elder' ? 0.16 : 0);
  const leg = (side: 0 | 1, hip: Point): readonly [Point, Point] => {
    const knee = swing(hip, angles.thighs[side], lengths.thigh);
    return [knee, swing(knee, angles.thighs[side] - angles.knees[side], lengths.shin)];
  };
  const lowest = Math.max(leg(0, [0, 0])[1][1], leg(1, [0, 0])[1][1]);
  const hip: Point = [0, -(angles.seat ?? lowest + 0.022) - (angles.hop ?? 0)];
  const chest = swing(hip, Math.PI - lean, lengths.torso);
  const arm = (side: 0 | 1): readonly [Point, Point] => {
    const shoulder: Point = [chest[0] + (side === 0 ? 0.012 : -0.012), chest[1] + 0.03];
    const elbow = swing(shoulder, angles.arms[side] + lean * 0.5, lengths.arm);
    return [elbow, swing(elbow, angles.arms[side] + lean * 0.5 + angles.elbows[side], lengths.forearm)];
  };
  const head = swing(chest, Math.PI - lean * 0.45, lengths.neck);
  return { hip, chest, head, skull: lengths.skull, legs: [leg(0, hip), leg(1, hip)], arms: [arm(0), arm(1)], lean, turn: angles.turn ?? 0 };
}
