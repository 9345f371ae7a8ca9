import type { Build } from './beast-builds.ts';
import type { Point } from './bones.ts';
import { type Pen, polygon, smooth } from './canvas.ts';
import { type Colour, css } from './colour.ts';

/** A tapering limb between two joints. */
function taper(pen: Pen, from: Point, to: Point, wide: number, narrow: number): void {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const [x, y] = [Math.sin(angle) / 2, -Math.cos(angle) / 2];
  polygon(pen, [
    [from[0] + x * wide, from[1] + y * wide],
    [to[0] + x * narrow, to[1] + y * narrow],
    [to[0] - x * narrow, to[1] - y * narrow],
    [from[0] - x * wide, from[1] - y * wide],
  ]);
  pen.fill();
  pen.beginPath();
  pen.arc(to[0], to[1], narrow / 2, 0, 7);
  pen.fill();
}

export function leg(pen: Pen, [x, y]: Point, build: Build, phase: number, gait: number, hind: boolean): void {
  const thick = build.legs;
  const swing = gait * Math.sin(phase);
  const lift = gait * Math.max(0, Math.cos(phase)) * 0.7;
  const upper = -y * (hind ? 0.5 : 0.54);
  const first = swing * 0.9 + (hind ? 0.2 : 0.05);
  const knee: Point = [x + Math.sin(first) * upper, y + Math.cos(first) * upper];
  const second = hind ? first - 0.62 - lift * 0.5 : first - 0.1 - lift;
  const lower = -knee[1] / (gait > 0 ? Math.max(0.92, Math.cos(second)) : Math.cos(second)) - thick * 0.3;
  const cut = hind ? 0.52 : 1;
  const hock: Point = [knee[0] + Math.sin(second) * lower * cut, knee[1] + Math.cos(second) * lower * cut];
  const rest = hind ? (-hock[1] - thick * 0.3) * (1 - lift * 0.25) : 0;
  const hoof: Point = hind ? [hock[0] + Math.sin(first - 0.1) * rest, hock[1] + Math.cos(first - 0.1) * rest] : hock;
  taper(pen, [x, y - build.deep * 0.1], knee, build.deep * (hind ? 0.62 : 0.46), thick * 1.35);
  taper(pen, knee, hock, thick * 1.35, thick * 0.95);
  if (hind) taper(pen, hock, hoof, thick * 0.95, thick * 0.85);
  pen.beginPath();
  pen.ellipse(hoof[0] + thick * 0.3, hoof[1] - thick * 0.02, thick * 0.85, thick * 0.42, 0, 0, 7);
  pen.fill();
}

export function tail(pen: Pen, kind: Build['tail'], [x, y]: Point, wag: number): void {
  if (kind === 'brush')
    smooth(pen, [
      [x + 0.06, y - 0.04],
      [x - 0.12, y + 0.02 + wag],
      [x - 0.34, y + 0.22 + wag],
      [x - 0.5, y + 0.4 + wag],
      [x - 0.33, y + 0.36 + wag],
      [x - 0.13, y + 0.2],
      [x + 0.04, y + 0.08],
    ]);
  else if (kind === 'hair')
    smooth(pen, [
      [x + 0.05, y - 0.05],
      [x - 0.14, y + 0.0],
      [x - 0.28 - wag, y + 0.25],
      [x - 0.26 - wag * 2, y + 0.66],
      [x - 0.14 - wag, y + 0.5],
      [x - 0.1, y + 0.2],
      [x + 0.05, y + 0.1],
    ]);
  else if (kind === 'thin')
    smooth(pen, [
      [x + 0.04, y - 0.03],
      [x - 0.14, y + 0.1],
      [x - 0.2 - wag, y + 0.4],
      [x - 0.3 - wag * 2, y + 0.54],
      [x - 0.24 - wag * 2, y + 0.6],
      [x - 0.13 - wag, y + 0.42],
      [x - 0.06, y + 0.14],
      [x + 0.03, y + 0.06],
    ]);
  else if (kind === 'up')
    smooth(pen, [
      [x + 0.05, y + 0.02],
      [x - 0.1, y - 0.04],
      [x - 0.24 - wag, y - 0.28],
      [x - 0.18 - wag * 2, y - 0.46],
      [x - 0.12 - wag, y - 0.3],
      [x + 0.02, y - 0.06],
    ]);
  else
    smooth(pen, [
      [x + 0.05, y - 0.02],
      [x - 0.06, y + 0.02],
      [x - 0.05, y + 0.12],
      [x + 0.05, y + 0.1],
    ]);
  pen.fill();
}

export function ears(pen: Pen, kind: Build['ears'], size: number): void {
  if (kind === 'round') {
    pen.beginPath();
    pen.arc(-size * 0.22, -size * 0.4, size * 0.2, 0, 7);
  } else if (kind === 'flap')
    smooth(pen, [
      [-size * 0.1, -size * 0.5],
      [-size * 0.5, -size * 0.45],
      [-size * 0.72, size * 0.3],
      [-size * 0.4, size * 0.42],
      [-size * 0.15, 0],
    ]);
  else {
    const tall = kind === 'long' ? 1.25 : 0.55;
    smooth(pen, [
      [size * 0.12, -size * 0.36],
      [-size * 0.05, -size * (0.3 + tall)],
      [-size * 0.22, -size * (0.42 + tall)],
      [-size * 0.42, -size * 0.4],
      [-size * 0.3, -size * 0.1],
      [0, -size * 0.15],
    ]);
  }
  pen.fill();
}

export function head(pen: Pen, build: Build, colour: Colour, howl: number): void {
  const { head: long, headDeep: deep, muzzle } = build;
  pen.rotate(build.hang - howl);
  smooth(pen, [
    [-deep * 0.55, -deep * 0.25],
    [-deep * 0.2, -deep * 0.58],
    [long * 0.22, -deep * 0.5],
    [long * 0.5, -deep * muzzle * 0.55],
    [long * 0.86, -deep * muzzle * 0.5],
    [long * 0.92, deep * muzzle * 0.3],
    [long * 0.6, deep * muzzle * 0.8],
    [long * 0.2, deep * 0.52],
    [-deep * 0.4, deep * 0.5],
  ]);
  pen.fill();
  ears(pen, build.ears, deep * 1.15);
  if (!build.horns) return;
  pen.strokeStyle = css(colour);
  pen.lineWidth = deep * 0.2;
  pen.beginPath();
  pen.moveTo(-deep * 0.05, -deep * 0.4);
  pen.quadraticCurveTo(-deep * 0.3, -deep * 1.15, -deep * 0.95, -deep * 1.0);
  pen.stroke();
}

export function horseMane(
  pen: Pen,
  side: (point: Point, by: number) => Point,
  root: Point,
  poll: Point,
  { headDeep, neckThick }: Build,
  colour: Colour,
): void {
  const middle: Point = [(root[0] + poll[0]) / 2, (root[1] + poll[1]) / 2];
  pen.fillStyle = css(colour);
  smooth(pen, [
    side([poll[0] + 0.03, poll[1] - 0.03], headDeep * 0.5),
    side(poll, headDeep * 0.78),
    side(middle, neckThick * 0.72),
    side(root, neckThick * 0.85),
    side([root[0] - 0.06, root[1] + 0.06], neckThick * 0.55),
    side(middle, neckThick * 0.12),
  ]);
  pen.fill();
}

/** A ragged collar of hair around the head. */
export function lionMane(pen: Pen, size: number, colour: Colour): void {
  pen.fillStyle = css(colour);
  const points: Point[] = Array.from({ length: 22 }, (_, index) => {
    const angle = (index / 22) * Math.PI * 2;
    const reach = size * (index % 2 ? 1.22 : 0.98);
    return [-size * 0.42 + Math.cos(angle) * reach * 0.92, size * 0.3 + Math.sin(angle) * reach * 1.16];
  });
  smooth(pen, points);
  pen.fill();
}
