import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CropKey, cropTrack } from '#executors/ffmpeg/smart-crop.ts';

const size = 96;
const fps = 30;
const share = 81 / 256;

/** A profile with its weight around one point, 0 to 1, over a floor of noise. */
function spot(at: number, width = 4, noise = 0.2): Float32Array {
  const profile = new Float32Array(size).fill(noise / size);
  const first = Math.round(at * size - width / 2);
  for (let point = first; point < first + width; point += 1)
    if (point >= 0 && point < size) profile[point] = (profile[point] ?? 0) + (1 - noise) / width;
  return profile;
}
const spots = (frames: number, at: (frame: number) => number): Float32Array[] =>
  Array.from({ length: frames }, (_, frame) => spot(at(frame)));

function position(keys: readonly CropKey[], frame: number): number {
  const next = keys.findIndex(({ at }) => at > frame);
  if (next < 0) return keys.at(-1)?.position ?? 0;
  const [a, b] = [keys[next - 1], keys[next]];
  if (!a || !b) return keys[0]?.position ?? 0;
  return a.position + ((b.position - a.position) * (frame - a.at)) / (b.at - a.at);
}

function hits(keys: readonly CropKey[], frames: number, at: (frame: number) => number): number {
  const inside = Array.from({ length: frames }, (_, frame) => at(frame) - position(keys, frame)).filter(
    (offset) => offset >= 0.02 && offset <= share - 0.02,
  );
  return inside.length / frames;
}

describe('cropTrack', () => {
  it('keeps a subject at 15 % of the width inside, and rests', () => {
    const profiles = spots(90, () => 0.15);
    const keys = cropTrack({ profiles, cuts: new Set(), fps, share });
    expect(hits(keys, 90, () => 0.15)).toBe(1);
    const places = Array.from({ length: 90 }, (_, frame) => position(keys, frame));
    expect(Math.max(...places) - Math.min(...places)).toBeLessThan(0.01);
  });

  it.each([2, 3, 5])('follows a subject that crosses the frame in %d seconds', (seconds) => {
    const frames = seconds * fps;
    const at = (frame: number): number => 0.05 + (0.9 * frame) / frames;
    expect(hits(cropTrack({ profiles: spots(frames, at), cuts: new Set(), fps, share }), frames, at)).toBeGreaterThanOrEqual(0.95);
  });

  it('does not follow what moves within the middle of the window', () => {
    const at = (frame: number): number => 0.5 + 0.05 * Math.sin(frame / 4);
    const keys = cropTrack({ profiles: spots(120, at), cuts: new Set(), fps, share });
    const places = Array.from({ length: 120 }, (_, frame) => position(keys, frame));
    expect(Math.max(...places) - Math.min(...places)).toBeLessThan(0.02);
  });

  it('does not run after a flash of attention elsewhere', () => {
    const at = (frame: number): number => (frame >= 60 && frame < 63 ? 0.95 : 0.3);
    const keys = cropTrack({ profiles: spots(120, at), cuts: new Set(), fps, share });
    expect(hits(keys, 120, () => 0.3)).toBe(1);
  });

  it('jumps exactly at a cut', () => {
    const at = (frame: number): number => (frame < 45 ? 0.1 : 0.9);
    const keys = cropTrack({ profiles: spots(90, at), cuts: new Set([45]), fps, share });
    expect(position(keys, 44)).toBeLessThan(0.1);
    expect(position(keys, 45)).toBeGreaterThan(0.6);
  });

  it('centres a film without anything to see', () => {
    const profiles = Array.from({ length: 30 }, () => new Float32Array(size));
    for (const { position: place } of cropTrack({ profiles, cuts: new Set(), fps, share })) expect(place).toBeCloseTo((1 - share) / 2, 1);
    expect(cropTrack({ profiles: [], cuts: new Set(), fps, share })).toEqual([{ at: 0, position: (1 - share) / 2 }]);
  });

  it('stays inside the picture and below its top speed, whatever it sees', () => {
    const profile = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: size, maxLength: size }).map((list) => {
      const sum = list.reduce((total, value) => total + value, 0) || 1;
      return Float32Array.from(list, (value) => value / sum);
    });
    const film = fc.array(profile, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        film,
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        fc.uniqueArray(fc.nat(39), { maxLength: 3 }),
        (profiles, window, cuts) => {
          const keys = cropTrack({ profiles, cuts: new Set(cuts), fps, share: window });
          keys.forEach(({ at, position: place }, index) => {
            expect(place).toBeGreaterThanOrEqual(0);
            expect(place).toBeLessThanOrEqual(1 - window + 1e-9);
            const next = keys[index + 1];
            if (!next) return;
            expect(next.at).toBeGreaterThan(at);
            if (!cuts.includes(next.at)) expect(Math.abs(next.position - place) / ((next.at - at) / fps)).toBeLessThan(1);
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('needs few keys', () => {
    const frames = 300;
    const at = (frame: number): number => 0.5 + 0.4 * Math.sin(frame / 50);
    expect(cropTrack({ profiles: spots(frames, at), cuts: new Set(), fps, share }).length).toBeLessThan(100);
  });
});
