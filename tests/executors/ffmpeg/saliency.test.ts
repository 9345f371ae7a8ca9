import { describe, expect, it } from 'vitest';
import { createAttention } from '#executors/ffmpeg/saliency.ts';

const size = { width: 96, height: 54 };
type Paint = (x: number, y: number) => readonly [number, number, number];

function picture(paint: Paint): Uint8Array {
  const rgb = new Uint8Array(size.width * size.height * 3);
  for (let y = 0; y < size.height; y += 1) for (let x = 0; x < size.width; x += 1) rgb.set(paint(x, y), (y * size.width + x) * 3);
  return rgb;
}
const grain = (x: number, y: number, seed: number): number => ((x * 7919 + y * 104_729 + seed * 1299) % 13) - 6;
/** A dim scene with some texture; `shift` moves all of it, `light` brightens all of it. */
const scene =
  (shift = 0, light = 0): Paint =>
  (x, y) => {
    const tone = 70 + 12 * Math.sin((x + shift) / 5) + 8 * Math.cos(y / 4) + grain(x, y, 1) + light;
    return [tone, tone + 6, tone - 8];
  };
const withBox =
  (at: number, paint: Paint = scene()): Paint =>
  (x, y) =>
    Math.abs(x - at) <= 3 && Math.abs(y - 27) <= 3 ? [235, 235, 220] : paint(x, y);
const total = (columns: Float32Array): number => columns.reduce((sum, share) => sum + share, 0);
const centre = (columns: Float32Array): number => columns.reduce((sum, share, x) => sum + share * x, 0) / total(columns);

describe('createAttention', () => {
  it('looks at what is bright and moves', () => {
    const see = createAttention(size);
    for (let frame = 0; frame < 10; frame += 1) {
      const at = 10 + frame * 2;
      const { columns } = see(picture(withBox(at)));
      const near = columns.slice(Math.max(0, at - 6), at + 7).reduce((sum, share) => sum + share, 0);
      expect(near / total(columns), `frame ${frame}`).toBeGreaterThan(0.6);
    }
  });

  it('looks at the smaller thing that moves rather than at the larger that rests', () => {
    const see = createAttention(size);
    const both =
      (at: number): Paint =>
      (x, y) =>
        x > 70 && x < 85 && y > 15 && y < 40 ? [120, 110, 70] : withBox(at)(x, y);
    const seen = Array.from({ length: 8 }, (_, frame) => see(picture(both(15 + (frame % 4)))));
    expect(centre(seen.at(-1)?.columns ?? new Float32Array())).toBeLessThan(40);
  });

  it('takes a new scene for a cut, and not a moving camera, a flash of light or something that crosses', () => {
    const cutsOf = (frames: readonly Paint[]): number[] => {
      const see = createAttention(size);
      return frames.flatMap((paint, index) => (see(picture(paint)).cut ? [index] : []));
    };
    const other: Paint = (x, y) => ((x + y) % 20 < 10 ? [200, 60, 40] : [20, 30, 120]);
    const still = Array.from({ length: 6 }, () => scene());
    expect(cutsOf([...still, other, other, other])).toEqual([6]);
    expect(cutsOf(Array.from({ length: 12 }, (_, frame) => scene(frame * 2)))).toEqual([]);
    expect(cutsOf([...still, scene(0, 90), scene(0, 90), ...still])).toEqual([]);
    expect(cutsOf(Array.from({ length: 12 }, (_, frame) => withBox(frame * 8)))).toEqual([]);
  });

  it('pays less attention where all is still', () => {
    const see = createAttention(size);
    see(picture(withBox(40)));
    const moved = total(see(picture(withBox(43))).columns);
    const still = total(see(picture(withBox(43))).columns);
    expect(moved).toBeGreaterThan(0.6);
    expect(still).toBeLessThan(moved * 0.7);
  });

  it('sees nothing in a picture of one colour', () => {
    const { columns, rows, cut } = createAttention(size)(picture(() => [90, 90, 90]));
    expect(Math.max(...columns, ...rows)).toBe(0);
    expect(cut).toBe(false);
  });
});
