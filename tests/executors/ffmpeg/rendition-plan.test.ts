import { describe, expect, it } from 'vitest';
import { bitsFor, planRenditions, renditionFps } from '#executors/ffmpeg/rendition-plan.ts';
import { captionZone, safeMargins } from '#executors/ffmpeg/safe-zones.ts';
import { kinds, platformPresets, platforms } from '#nodes/steps.ts';

describe('planRenditions', () => {
  it('lets platforms share a file where frame and length are the same', () => {
    expect(planRenditions([...platforms], 12).map((file) => file.platforms)).toEqual([
      ['instagram-reels', 'tiktok', 'youtube-shorts'],
      ['linkedin'],
      ['facebook'],
      ['x'],
    ]);
    expect(planRenditions([...platforms], 75).map((file) => file.platforms)).toEqual([
      ['instagram-reels'],
      ['tiktok', 'youtube-shorts'],
      ['linkedin'],
      ['facebook'],
      ['x'],
    ]);
  });

  it('keeps the promise of the facts', () => {
    for (const seconds of [0.5, 12, 61.2, 700]) {
      const params = { platforms: [...platforms], crop: 'smart' as const, captions: 'none' as const };
      const world = { count: () => 0, amount: () => 0 };
      const facts = kinds.renditions.facts({ params, reads: { video: { seconds }, captions: undefined }, world }).videos;
      const plan = planRenditions(params.platforms, seconds);
      platforms.forEach((platform, index) => {
        const file = plan.find((each) => each.platforms.includes(platform));
        expect(file).toMatchObject({ width: facts[index]?.width, height: facts[index]?.height });
        expect((file?.frames ?? 0) / renditionFps).toBeCloseTo(facts[index]?.seconds ?? 0, 1);
        expect(file?.trimmed).toBe(seconds > platformPresets[platform].maxSeconds);
        expect(file?.maxBytes).toBeLessThanOrEqual(platformPresets[platform].maxBytes);
      });
    }
  });

  it('leaves room for picture, sound and container under every limit', () => {
    for (const platform of platforms) {
      const { maxBytes, maxSeconds } = platformPresets[platform];
      const bits = bitsFor(maxBytes, maxSeconds);
      expect((bits * (maxSeconds + 1) + 192_000 * maxSeconds) / 8).toBeLessThanOrEqual(maxBytes);
      expect(bits).toBeGreaterThan(1_000_000);
    }
  });
});

describe('captionZone', () => {
  it('is clear of every platform that shows frames of this size', () => {
    for (const platform of platforms) {
      const { width, height, title } = platformPresets[platform];
      const margins = safeMargins[platform];
      const zone = captionZone({ width, height });
      expect(margins.title).toBe(title);
      expect(zone.x).toBeGreaterThanOrEqual(width * margins.left);
      expect(zone.y).toBeGreaterThanOrEqual(height * margins.top);
      expect(zone.x + zone.width).toBeLessThanOrEqual(width * (1 - margins.right));
      expect(zone.y + zone.height).toBeLessThanOrEqual(height * (1 - margins.bottom));
      expect(zone.width).toBeGreaterThan(width * 0.5);
    }
  });

  it('keeps an edge free in a frame that no platform shows', () => {
    expect(captionZone({ width: 200, height: 100 })).toEqual({ x: 10, y: 5, width: 180, height: 90 });
  });
});
