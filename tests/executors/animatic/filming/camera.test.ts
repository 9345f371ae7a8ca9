import { describe, expect, it } from 'vitest';
import { clockAt } from '#executors/animatic/drawing/clock.ts';
import { framingAfter, moveAt, restView, shiftOf, unshift, viewFrom } from '#executors/animatic/filming/camera.ts';
import { cameraMoves } from '#nodes/values.ts';

const clock = (share: number) => clockAt(share, 4);
const stage = { width: 1280, height: 720 };

describe('moveAt', () => {
  it('begins every move at rest and scales it by the motion preset', () => {
    for (const move of cameraMoves) {
      const start = moveAt(move, 'medium', 0, clock(0));
      expect(start.x).toBeCloseTo(0);
      expect(start.y).toBeCloseTo(0);
      expect(start.zoom).toBeCloseTo(1);
    }
    const [subtle, dynamic] = (['subtle', 'dynamic'] as const).map((motion) => moveAt('push-in', motion, 1, clock(1)).zoom);
    expect(dynamic).toBeGreaterThan((subtle ?? 1) + 0.1);
  });

  it('moves where its name says', () => {
    expect(moveAt('push-in', 'medium', 1, clock(1)).zoom).toBeGreaterThan(1.1);
    expect(moveAt('pull-out', 'medium', 1, clock(1)).zoom).toBeLessThan(0.95);
    expect(moveAt('pan-left', 'medium', 1, clock(1)).x).toBeLessThan(-0.05);
    expect(moveAt('pan-right', 'medium', 1, clock(1)).x).toBeGreaterThan(0.05);
    expect(moveAt('tilt-up', 'medium', 1, clock(1)).y).toBeLessThan(-0.03);
    expect(moveAt('tilt-down', 'medium', 1, clock(1)).y).toBeGreaterThan(0.03);
    expect(moveAt('static', 'dynamic', 1, clock(1))).toEqual(restView);
    expect(Math.abs(moveAt('handheld', 'medium', 0.3, clock(0.3)).x)).toBeGreaterThan(0.0005);
    expect(Math.abs(moveAt('handheld', 'medium', 1, clock(1)).x)).toBeLessThan(1e-9);
  });
});

describe('shiftOf', () => {
  it('moves near layers further than far ones', () => {
    const view = viewFrom(moveAt('pan-right', 'medium', 1, clock(1)));
    const [far, near] = [0.2, 1.3].map((depth) => shiftOf(view, depth, stage).x);
    expect(near).toBeLessThan((far ?? 0) * 3);
  });

  it('is undone by unshift', () => {
    const framing = { x: 0.03, y: 0.02, zoom: 1.12 };
    const there = unshift(framing, 1, stage, { x: 400, y: 500 });
    const { scale, x, y } = shiftOf({ ...framing, roll: 0 }, 1, stage);
    expect(there.x * scale + x).toBeCloseTo(400);
    expect(there.y * scale + y).toBeCloseTo(500);
  });
});

describe('framingAfter', () => {
  it('lets a chain of push-ins go on without end and without running away', () => {
    const zooms = Array.from({ length: 12 }).reduce<number[]>(
      (list) => [...list, framingAfter({ x: 0, y: 0, zoom: list.at(-1) ?? 1 }, moveAt('push-in', 'dynamic', 1, clock(1))).zoom],
      [],
    );
    expect(Math.max(...zooms)).toBeLessThan(1.65);
    expect(viewFrom(restView, { x: 9, y: -9, zoom: 9 })).toMatchObject({ x: 0.13, y: -0.08, zoom: 1.6 });
  });
});

describe('clockAt', () => {
  it('makes whole turns in a clip, so that its end joins its beginning', () => {
    for (const rate of [0.7, 2.1, 4.6, 9]) {
      const turns = clockAt(1, 3.7).turn(rate) / (2 * Math.PI);
      expect(turns).toBeCloseTo(Math.round(turns));
      expect(clockAt(0, 3.7).turn(rate)).toBe(0);
    }
  });
});
