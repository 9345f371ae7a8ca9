import { describe, expect, it } from 'vitest';
import { drawStill, stillScene } from '#executors/animatic/filming/still.ts';
import { grounds, moods } from '#executors/animatic/scene.ts';

const telling = { width: 192, height: 108, seed: 1, strength: 0.6, text: 'A wolf walks.' };

/** How many different colours there are, sampled. */
const colours = (data: Buffer): number =>
  new Set(Array.from({ length: 600 }, (_, index) => data.readUInt32LE((index * 137 * 4) % (data.length - 4)))).size;

describe('drawStill', () => {
  it.each(grounds)('draws %s at every size, in every shape', async (ground) => {
    const scene = { ...(await stillScene(telling)), ground };
    for (const [width, height] of [
      [192, 108],
      [108, 192],
      [33, 201],
      [16, 16],
    ] as const) {
      const canvas = await drawStill({ ...telling, width, height }, scene);
      expect([canvas.width, canvas.height]).toEqual([width, height]);
      if (width > 100) expect(colours(canvas.data())).toBeGreaterThan(60);
    }
  });

  it('gives every mood another light', async () => {
    const scene = { ...(await stillScene(telling)), ground: 'hills' as const };
    const means = await Promise.all(
      moods.map(async (mood) => {
        const data = (await drawStill(telling, { ...scene, mood })).data();
        return [0, 1, 2]
          .map((part) =>
            Math.round(data.filter((_, index) => index % 4 === part).reduce((sum, value) => sum + value, 0) / (data.length / 4) / 3),
          )
          .join(' ');
      }),
    );
    expect(new Set(means).size).toBe(moods.length);
  });

  it('draws words in any script', async () => {
    for (const text of ['حارس المنارة يمشي إلى البحر', '灯台守が海へ🚢', 'Le phare et la mer, et puis la nuit']) {
      const scene = await stillScene({ ...telling, text });
      expect(scene.card).toBe(true);
      const data = (await drawStill({ ...telling, width: 320, height: 180, text }, scene)).data();
      expect(data.filter((part, index) => index % 4 === 2 && part > 230).length).toBeGreaterThan(200);
    }
  });
});
