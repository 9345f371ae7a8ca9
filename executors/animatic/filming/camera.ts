import type { CameraMove } from '#nodes/values.ts';
import type { Clock } from '../drawing/clock.ts';
import type { Stage } from '../drawing/stage.ts';
import type { Framing } from '../scene.ts';

export type Motion = 'subtle' | 'medium' | 'dynamic';

const strength: Record<Motion, number> = { subtle: 0.55, medium: 1, dynamic: 1.6 };

/** Where the camera is: shifts as shares of the frame, magnification, and roll in radians. */
export type View = Framing & { readonly roll: number };

export const restView: View = { x: 0, y: 0, zoom: 1, roll: 0 };

/** Starts and stops softly, without standing still. */
export function eased(share: number): number {
  const inside = Math.min(1, Math.max(0, Math.abs(share)));
  return Math.sign(share) * (0.45 * inside + 0.55 * inside * inside * (3 - 2 * inside));
}

/** What a move adds to the view at `share` of the clip; a negative share is where it would have come from. */
export function moveAt(move: CameraMove, motion: Motion, share: number, clock: Clock): View {
  const power = strength[motion];
  const along = eased(share) * power;
  switch (move) {
    case 'push-in':
      return { ...restView, zoom: 1 + 0.15 * along };
    case 'pull-out':
      return { ...restView, zoom: 1 / (1 + 0.13 * along) };
    case 'pan-left':
      return { ...restView, x: -0.085 * along };
    case 'pan-right':
      return { ...restView, x: 0.085 * along };
    case 'tilt-up':
      return { ...restView, y: -0.06 * along };
    case 'tilt-down':
      return { ...restView, y: 0.06 * along };
    case 'handheld':
      return shaken(power, clock);
    default:
      return restView;
  }
}

/** A hand that cannot hold quite still; it comes back to rest where the clip ends. */
function shaken(power: number, clock: Clock): View {
  const [slow, quick] = [clock.turn(2.1), clock.turn(4.4)];
  return {
    x: power * (0.007 * Math.sin(slow) + 0.003 * Math.sin(quick)),
    y: power * (0.006 * Math.sin(slow * 2) + 0.0025 * Math.sin(quick)),
    zoom: 1 + power * 0.006 * (1 - Math.cos(slow)),
    roll: power * 0.004 * Math.sin(quick),
  };
}

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** Several framings one after another, kept inside what the layers cover. */
export function viewFrom(move: View, ...framings: readonly Framing[]): View {
  const all = [...framings, move];
  const sum = (part: 'x' | 'y') => all.reduce((total, framing) => total + framing[part], 0);
  const zoom = all.reduce((total, framing) => total * framing.zoom, 1);
  return { x: within(sum('x'), -0.13, 0.13), y: within(sum('y'), -0.08, 0.08), zoom: within(zoom, 0.84, 1.6), roll: move.roll };
}

/** The framing where a move ends, from which the next shot of a chain begins; half of what came before has been let go. */
export function framingAfter(before: Framing, move: View): Framing {
  return { x: before.x / 2 + move.x, y: before.y / 2 + move.y, zoom: (1 + (before.zoom - 1) / 2) * move.zoom };
}

export function mixViews(one: View, other: View, share: number): View {
  const part = (a: number, b: number) => a + (b - a) * share;
  return { x: part(one.x, other.x), y: part(one.y, other.y), zoom: part(one.zoom, other.zoom), roll: part(one.roll, other.roll) };
}

/** The place on the stage that a framing shows at a point of the frame, for something at a depth. */
export function unshift(
  framing: Framing,
  depth: number,
  stage: Pick<Stage, 'width' | 'height'>,
  at: { x: number; y: number },
): { x: number; y: number; scale: number } {
  const { scale, x, y } = shiftOf({ ...framing, roll: 0 }, depth, stage);
  return { x: (at.x - x) / scale, y: (at.y - y) / scale, scale };
}

/** A scale and a shift: what the camera does to a layer at a depth. */
export type Shift = { readonly scale: number; readonly x: number; readonly y: number };

/** Near layers move and grow more than far ones. */
export function shiftOf(view: View, depth: number, stage: Pick<Stage, 'width' | 'height'>): Shift {
  const scale = 1 + (view.zoom - 1) * Math.min(depth, 1.4);
  const [middleX, middleY] = [stage.width / 2, stage.height * 0.56];
  return { scale, x: middleX * (1 - scale) - view.x * stage.width * depth, y: middleY * (1 - scale) - view.y * stage.height * depth };
}
