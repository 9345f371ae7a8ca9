import { type Build, builds, type Species } from './beast-builds.ts';
import { head, horseMane, leg, lionMane, tail } from './beast-parts.ts';
import type { Point } from './bones.ts';
import { type Pen, smooth } from './canvas.ts';
import { type Colour, css } from './colour.ts';

/** Draws an animal of height 1 at the withers, its feet on (0, 0), looking right. `gait` from 0 (standing) to 1 (running). */
export function drawBeast(
  pen: Pen,
  kind: Species,
  phase: number,
  gait: number,
  inks: { near: Colour; far: Colour; mane: Colour },
  howling = false,
): void {
  const build: Build = builds[kind];
  const { long, deep, neck, neckLong, neckThick } = build;
  const [reach, wag] = [gait * 0.62, 0.03 * Math.sin(phase)];
  const hop = gait > 0.7 ? Math.abs(Math.sin(phase)) * 0.05 : 0;
  const [rump, breast]: [Point, Point] = [
    [-long / 2, -0.98 + deep * 0.42 - hop],
    [long / 2, -0.96 + deep * 0.42 - hop],
  ];
  pen.save();
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.fillStyle = css(inks.far);
  leg(pen, [rump[0] + deep * 0.34, rump[1]], build, phase + Math.PI, reach, true);
  leg(pen, [breast[0] - deep * 0.2, breast[1]], build, phase + (gait > 0.7 ? 0.6 : 0), reach, false);
  pen.fillStyle = css(inks.near);
  pen.strokeStyle = css(inks.near);
  tail(pen, build.tail, [rump[0] - deep * 0.02, rump[1] - deep * 0.22], wag);
  leg(pen, [rump[0] + deep * 0.16, rump[1]], build, phase, reach, true);
  leg(pen, [breast[0] - deep * 0.06, breast[1]], build, phase + Math.PI + (gait > 0.7 ? 0.6 : 0), reach, false);
  smooth(pen, [
    [rump[0] - deep * 0.2, rump[1]],
    [rump[0] - deep * 0.08, rump[1] - deep * 0.42],
    [rump[0] + deep * 0.3, rump[1] - deep * 0.55],
    [-long * 0.06, rump[1] - deep * 0.42],
    [long * 0.24, breast[1] - deep * 0.44],
    [breast[0] - deep * 0.1, breast[1] - deep * 0.58],
    [breast[0] + deep * 0.16, breast[1] - deep * 0.42],
    [breast[0] + deep * 0.28, breast[1] + deep * 0.08],
    [breast[0] + deep * 0.02, breast[1] + deep * 0.5],
    [long * 0.1, breast[1] + deep * 0.5],
    [-long * 0.18, rump[1] + deep * 0.3],
    [rump[0] + deep * 0.3, rump[1] + deep * 0.2],
    [rump[0] - deep * 0.1, rump[1] + deep * 0.4],
  ]);
  pen.fill();
  const rise = howling ? Math.max(neck, 1.05) : neck + 0.03 * Math.sin(phase);
  const root: Point = [breast[0] - deep * 0.12, breast[1] - deep * 0.22];
  const poll: Point = [root[0] + Math.cos(rise) * (neckLong + deep * 0.25), root[1] - Math.sin(rise) * (neckLong + deep * 0.25)];
  const side = (point: Point, by: number): Point => [point[0] - Math.sin(rise) * by, point[1] - Math.cos(rise) * by];
  pen.fillStyle = css(inks.near);
  smooth(pen, [
    side([root[0] - deep * 0.3, root[1]], neckThick * 0.55),
    side(poll, build.headDeep * 0.48),
    poll,
    side(poll, -build.headDeep * 0.45),
    side([root[0] + deep * 0.2, root[1] + deep * 0.2], -neckThick * 0.62),
    [root[0] - deep * 0.1, root[1] + deep * 0.3],
  ]);
  pen.fill();
  if (build.mane === 'horse') horseMane(pen, side, root, poll, build, inks.mane);
  pen.fillStyle = css(inks.near);
  pen.translate(...poll);
  if (build.mane === 'lion') lionMane(pen, build.headDeep * 1.25, inks.mane);
  pen.fillStyle = css(inks.near);
  head(pen, build, inks.near, howling ? 1.15 : 0);
  pen.restore();
}
