import { describe, expect, it } from 'vitest';
import { aspectOf } from '#executors/animatic/drawing/actor.ts';
import { restView, shiftOf, viewFrom } from '#executors/animatic/filming/camera.ts';
import { compose } from '#executors/animatic/filming/compose.ts';
import type { Placed } from '#executors/animatic/filming/placed.ts';
import { readScene } from '#executors/animatic/reading/read-scene.ts';
import { aspects, frameOf } from '#nodes/settings.ts';
import { goldenBriefs } from '../reading/golden-briefs.ts';

const texts = Object.values(goldenBriefs).flatMap((shots) => shots.map(({ text }) => text));
const frames = aspects.map((aspect) => ({ aspect, ...frameOf(aspect, '720p') }));

/** What somebody covers of the frame at rest. */
function boxesOf(text: string, frame: { width: number; height: number }, seed: number) {
  const composition = compose(readScene({ text, seed }), frame);
  const view = viewFrom(restView, composition.rest);
  return composition.placed.map((placed) => ({ placed, ...boxOf(placed, shiftOf(view, placed.depth, frame)) }));
}

function boxOf({ x, y, height, subject }: Placed, shift: { scale: number; x: number; y: number }) {
  const half = (height * aspectOf(subject) * shift.scale) / 2;
  const [middle, foot] = [x * shift.scale + shift.x, y * shift.scale + shift.y];
  return { left: middle - half, right: middle + half, top: foot - height * shift.scale, bottom: foot };
}

describe.each(frames)('compose in $aspect', ({ width, height }) => {
  it('keeps everybody inside the frame, below the slate and above two lines of caption', () => {
    for (const text of texts) {
      for (const { placed, left, right, top, bottom } of boxesOf(text, { width, height }, 3)) {
        if (placed.key === 'table') continue;
        expect(left, `${text} ${placed.key} left`).toBeGreaterThan(-width * 0.02);
        expect(right, `${text} ${placed.key} right`).toBeLessThan(width * 1.02);
        expect(top, `${text} ${placed.key} top`).toBeGreaterThan(height * 0.07);
        expect(bottom, `${text} ${placed.key} bottom`).toBeLessThan(height * 0.86);
      }
    }
  });

  it('lets nobody in the front row stand in another', () => {
    for (const text of texts) {
      const row = boxesOf(text, { width, height }, 5).filter(
        ({ placed }) => placed.depth >= 0.6 && !placed.subject.rides && placed.key !== 'table' && placed.subject.role !== 'landmark',
      );
      for (const [index, one] of row.entries())
        for (const other of row.slice(index + 1))
          expect(
            Math.min(one.right, other.right) - Math.max(one.left, other.left),
            `${text} ${one.placed.key} ${other.placed.key}`,
          ).toBeLessThan(width * 0.02);
    }
  });

  it('makes the lead large', () => {
    for (const text of ['A lighthouse keeper walks down to the water at dusk.', 'A coffee machine on a table.', 'A wolf howls.']) {
      const lead = boxesOf(text, { width, height }, 1).find(({ placed }) => placed.subject.role === 'lead');
      expect(lead && (lead.bottom - lead.top) / Math.sqrt(width * height), text).toBeGreaterThan(0.2);
    }
  });
});

describe('compose', () => {
  it('is composed anew for each aspect, not cropped: the same scene puts its lead at another share of the height', () => {
    const scene = readScene({ text: 'A lighthouse keeper walks down to the water at dusk.', seed: 1 });
    const [wide, tall] = [frameOf('16:9', '720p'), frameOf('9:16', '720p')].map((frame) =>
      compose(scene, frame).placed.find(({ key }) => key === 'keeper'),
    );
    expect((wide?.height ?? 0) / 720).toBeGreaterThan(((tall?.height ?? 0) / 1280) * 1.5);
  });

  it('leaves landmarks and land where they are from shot to shot of a place', () => {
    const setting = 'Setting: a lighthouse by the sea. Mood: dusk.';
    const [one, other] = [`A keeper walks. ${setting}`, `A ship passes by. ${setting}`].map((text) =>
      compose(readScene({ text, seed: 4 }), { width: 1280, height: 720 }),
    );
    const landmark = (composition: typeof one) => composition?.placed.find(({ key }) => key === 'lighthouse')?.x;
    expect(landmark(one)).toBe(landmark(other));
    expect(one?.disc).toEqual(other?.disc);
  });

  it('places everybody anew for another seed', () => {
    const at = (seed: number) =>
      compose(readScene({ text: 'A wolf waits in the forest.', seed }), { width: 1280, height: 720 }).placed[0]?.x;
    expect(new Set([1, 2, 3, 4].map(at)).size).toBeGreaterThan(2);
    expect(at(1)).toBe(at(1));
  });
});
