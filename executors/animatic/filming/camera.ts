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

/** A view after a framing, kept inside what the layers cover. */
export function viewFrom(framing: Framing, move: View): View {
  return { x: within(framing.x + move.x, -0.13, 0.13), y: within(framing.y + move.y, -0.08, 0.08), zoom: within(framing.zoom * move.zoom, 0.84, 1.5), roll: move.roll };
}

export function mixViews(one: View, other: View, share: number): View {
  const part = (a: number, b: number) => a + (b - a) * share;
  return { x: part(one.x, other.x), y: part(one.y, other.y), zoom: part(one.zoom, other.zoom), roll: part(one.roll, other.roll) };
}

/** A scale and a shift: what the camera does to a layer at a depth. */
export type Shift = { readonly scale: number; readonly x: number; readonly y: number };

/** Near layers move and grow more than far ones. */
export function shiftOf(view: View, depth: number, stage: Pick<Stage, 'width' | 'height'>): Shift {
  const scale = 1 + (view.zoom - 1) * Math.min(depth, 1.4);
  const [middleX, middleY] = [stage.width / 2, stage.height * 0.56];
  return { scale, x: middleX * (1 - scale) - view.x * stage.width * depth, y: middleY * (1 - scale) - view.y * stage.height * depth };
}
