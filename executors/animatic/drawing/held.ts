import type { Figure, Pose } from '../scene.ts';
import { glow, type Pen, smooth } from './canvas.ts';
import type { Clock } from './clock.ts';
import { type Colour, css, mix } from './colour.ts';
import type { Tones } from './drawn-thing.ts';
import { drawnThings } from './drawn-things.ts';
import type { Hands } from './figure.ts';
import { iconExtent, iconPath } from './icons.ts';

/** How a thing sits in the hand: hanging below it, standing through it like a staff, raised over the head, or upon it. */
type Grip = { readonly how: 'hang' | 'staff' | 'over' | 'upon'; readonly size: number; readonly shines?: true; readonly turn?: number };

const grips: Readonly<Record<string, Grip>> = {
  'icon:old-lantern': { how: 'hang', size: 0.19, shines: true },
  'icon:lantern-flame': { how: 'hang', size: 0.19, shines: true },
  'icon:torch': { how: 'upon', size: 0.28, shines: true, turn: -0.7 },
  'icon:flashlight': { how: 'upon', size: 0.13, shines: true, turn: 0.9 },
  'icon:candle-light': { how: 'upon', size: 0.17, shines: true },
  'icon:umbrella': { how: 'over', size: 0.58 },
  'icon:balloons': { how: 'over', size: 0.4 },
  'icon:kite': { how: 'over', size: 0.3 },
  'icon:suitcase': { how: 'hang', size: 0.19 },
  'icon:briefcase': { how: 'hang', size: 0.15 },
  'icon:shopping-bag': { how: 'hang', size: 0.18 },
  'icon:hand-bag': { how: 'hang', size: 0.15 },
  'icon:school-bag': { how: 'hang', size: 0.19 },
  'icon:basket': { how: 'hang', size: 0.2 },
  'icon:watering-can': { how: 'hang', size: 0.19 },
  'icon:full-wood-bucket': { how: 'hang', size: 0.17 },
  'icon:toolbox': { how: 'hang', size: 0.16 },
  'icon:broadsword': { how: 'upon', size: 0.36, turn: 0.35 },
  'icon:guitar': { how: 'upon', size: 0.36, turn: 0.1 },
  'icon:violin': { how: 'upon', size: 0.26 },
  'icon:flowers': { how: 'upon', size: 0.15 },
  'icon:present': { how: 'upon', size: 0.17 },
  'drawn:bottle': { how: 'upon', size: 0.2 },
  'drawn:cake': { how: 'upon', size: 0.2 },
};
const common: Grip = { how: 'upon', size: 0.15 };

/** Staffs that are drawn as a line through the hand. */
const staffs: Readonly<Record<string, { long: number; tip?: 'orb' | 'blade' | 'prongs' | 'line' | 'bristles' | 'crook' }>> = {
  'staff:wand': { long: 1.02, tip: 'orb' },
  'staff:spear': { long: 1.25, tip: 'blade' },
  'staff:pitchfork': { long: 1.05, tip: 'prongs' },
  'staff:rod': { long: 1.15, tip: 'line' },
  'staff:broom': { long: 0.95, tip: 'bristles' },
  'staff:crook': { long: 1.05, tip: 'crook' },
  'staff:cane': { long: 0.5 },
};

const things: Readonly<Record<string, (typeof drawnThings)[keyof typeof drawnThings]>> = drawnThings;

/** Draws what a figure holds in its near hand; called between the far and the near arm. */
export function drawHeld(pen: Pen, what: string, hands: Hands, tones: Tones, clock: Clock): void {
  const staff = staffs[what];
  if (staff) return drawStaff(pen, staff, hands.near, tones);
  const grip = grips[what] ?? common;
  const [x, y] = hands.near;
  if (grip.shines) glow(pen, x, y + (grip.how === 'hang' ? 0.1 : -0.1), 0.42, tones.palette.lamp, 0.75 + 0.08 * Math.sin(clock.turn(7)));
  pen.save();
  pen.translate(x, y);
  pen.rotate((grip.turn ?? 0) + (grip.how === 'hang' ? 0.06 * Math.sin(clock.turn(2.2)) : 0));
  if (grip.how === 'hang') pen.translate(0, grip.size * 0.96);
  else if (grip.how === 'over') pen.translate(0, 0.05);
  else if (grip.how === 'upon') pen.translate(0.02, grip.size * 0.42);
  const [kind, name = ''] = what.split(':');
  const thing = things[name];
  if (kind === 'drawn' && thing) {
    pen.scale(grip.size, grip.size);
    thing.draw(pen, tones, clock);
  } else drawIcon(pen, name, grip.size, grip.shines ? mix(tones.palette.lamp, tones.palette.light, 0.35) : tones.edge, tones.line);
  pen.restore();
}

function drawIcon(pen: Pen, name: string, size: number, face: Colour, line: Colour): void {
  const { left, right, top, bottom } = iconExtent(name);
  const scale = size / Math.max(bottom - top, (right - left) * 0.8);
  pen.scale(scale, scale);
  pen.translate(-(left + right) / 2, -bottom);
  const path = iconPath(name);
  pen.strokeStyle = css(line);
  pen.lineWidth = 26;
  pen.lineJoin = 'round';
  pen.stroke(path);
  pen.fillStyle = css(face);
  pen.fill(path);
}

function drawStaff(
  pen: Pen,
  { long, tip }: { long: number; tip?: string },
  [x, y]: readonly [number, number],
  { edge, line, palette }: Tones,
): void {
  const top = Math.min(y - 0.12, -long);
  pen.strokeStyle = css(mix(line, edge, 0.3));
  pen.lineCap = 'round';
  pen.lineWidth = 0.02;
  pen.beginPath();
  if (tip === 'line') {
    pen.moveTo(x - 0.08, y + 0.1);
    pen.lineTo(x + 0.75, y - 0.55);
    pen.stroke();
    pen.lineWidth = 0.005;
    pen.beginPath();
    pen.moveTo(x + 0.75, y - 0.55);
    pen.quadraticCurveTo(x + 0.85, y - 0.1, x + 0.84, 0.12);
    pen.stroke();
    return;
  }
  pen.moveTo(x, 0);
  pen.lineTo(x, top);
  if (tip === 'crook') pen.arc(x + 0.06, top, 0.06, Math.PI, 0.6);
  pen.stroke();
  pen.fillStyle = css(tip === 'orb' ? mix(palette.light, edge, 0.3) : edge);
  if (tip === 'orb') {
    glow(pen, x, top - 0.03, 0.25, palette.light, 0.6);
    pen.beginPath();
    pen.arc(x, top - 0.02, 0.042, 0, 7);
    pen.fill();
  } else if (tip === 'blade') {
    smooth(pen, [
      [x - 0.035, top + 0.02],
      [x, top - 0.15],
      [x + 0.035, top + 0.02],
      [x, top + 0.05],
    ]);
    pen.fill();
  } else if (tip === 'prongs') {
    pen.beginPath();
    for (const side of [-0.05, 0, 0.05]) {
      pen.moveTo(x + side, top - 0.12);
      pen.lineTo(x + side, top + 0.02);
    }
    pen.moveTo(x - 0.05, top + 0.02);
    pen.lineTo(x + 0.05, top + 0.02);
    pen.stroke();
  } else if (tip === 'bristles') {
    smooth(pen, [
      [x - 0.02, -0.16],
      [x - 0.08, 0.02],
      [x + 0.08, 0.02],
      [x + 0.02, -0.16],
    ]);
    pen.fill();
  }
}

/** Whether a thing is borne over the head, such as an umbrella. */
export function isBorne(what: string | undefined): boolean {
  return what !== undefined && grips[what]?.how === 'over';
}

/** What the figure has in hand in this shot: what the words say, else what belongs to the role where the pose leaves a hand. */
export function inHand(figure: Figure, pose: Pose, holds: string | undefined): string | undefined {
  if (holds) return holds;
  const free: readonly Pose[] = ['stand', 'walk', 'hold', 'point', 'raise', 'reach', 'run', 'fight'];
  return free.includes(pose) ? figure.carries : undefined;
}
