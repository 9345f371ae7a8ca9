import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, describe, expect, it } from 'vitest';
import { parseScene } from '#executors/animatic/scene-schema.ts';
import { readSceneFromPng } from '#executors/animatic/scene-tag.ts';
import { difference, folder, folders, photo, pixels, sha256, still } from './drawn-media.ts';

afterAll(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

const text = 'A lighthouse keeper walks down to the water at dusk. Cast: the lighthouse keeper. Setting: a lighthouse by the sea.';
const sceneOf = (path: string) => parseScene(readSceneFromPng(readFileSync(path)));

/** A picture with its right half white and its left half black. */
function halfMask(): string {
  const canvas = createCanvas(320, 180);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#000';
  pen.fillRect(0, 0, 320, 180);
  pen.fillStyle = '#fff';
  pen.fillRect(160, 0, 160, 180);
  const path = join(folder(), 'mask.png');
  writeFileSync(path, canvas.toBuffer('image/png'));
  return path;
}

describe('make-image', () => {
  it('gives a PNG of exactly the size asked for, with its scene and its label and without a date', async () => {
    const { path } = await still({ text, width: 180, height: 320 });
    const { width, height, data } = await pixels(path);
    expect([width, height]).toEqual([180, 320]);
    expect(new Set(Array.from({ length: 400 }, (_, index) => data[index * 571])).size).toBeGreaterThan(20);
    const bytes = readFileSync(path).toString('latin1');
    expect(bytes).toContain('Animatic: drawn from words');
    expect(bytes).toContain('game-icons.net');
    expect(bytes).not.toMatch(/tIME|20\d\d-\d\d/);
    expect(sceneOf(path)).toMatchObject({ ground: 'coast', mood: 'dusk', subjects: [{ id: 'keeper' }, { id: 'lighthouse' }] });
  });

  it('gives the same bytes for the same request, and others for another seed, take or text', async () => {
    const [one, again, seed, take, other] = [await still({ text }), await still({ text }), await still({ text, seed: 2 }), await still({ text, take: 1 }), await still({ text: 'A wolf howls.' })].map(({ path }) => sha256(path));
    expect(again).toBe(one);
    expect(new Set([one, seed, take, other]).size).toBe(4);
  });

  it('marks the picture at the upper right', async () => {
    const { width, height, data } = await pixels((await still({ text: 'A ship on the sea at night.', width: 640, height: 360 })).path);
    let amber = 0;
    for (let y = 0; y < height * 0.09; y++)
      for (let x = Math.round(width * 0.78); x < width; x++) {
        const at = (y * width + x) * 4;
        if ((data[at] ?? 0) > 200 && (data[at + 1] ?? 0) > 150 && (data[at + 2] ?? 0) < 150) amber++;
      }
    expect(amber).toBeGreaterThan(80);
  });

  it('keeps the place, the light and the looks of an animatic reference', async () => {
    const first = await still({ text });
    const { path } = await still({ text: 'The keeper waves.', reference: first.path });
    const [before, after] = [sceneOf(first.path), sceneOf(path)];
    expect(after).toMatchObject({ ground: 'coast', mood: 'dusk', sentence: 'The keeper waves.' });
    expect(after?.subjects[0]).toMatchObject({ id: 'keeper', pose: 'wave', accent: before?.subjects[0]?.accent, figure: before?.subjects[0]?.figure });
  });

  it("shows a user's picture: as it is at strength 0, behind the scene at more", async () => {
    const reference = photo();
    const [kept, mixed, far] = await Promise.all([0, 0.5, 1].map(async (strength) => pixels((await still({ text, reference, strength })).path)));
    const flat = await pixels((await still({ text })).path);
    if (!kept || !mixed || !far) throw new Error('A picture is missing.');
    expect(difference(kept.data, mixed.data)).toBeGreaterThan(4);
    expect(difference(kept.data, far.data)).toBeGreaterThan(difference(kept.data, mixed.data));
    expect(difference(flat.data, mixed.data)).toBeGreaterThan(10);
  });

  it('changes the reference only where the mask is bright', async () => {
    const reference = photo('photo.png', '320x180');
    const [masked, kept] = [await pixels((await still({ text, reference, mask: halfMask(), strength: 0.9 })).path), await pixels((await still({ text, reference, strength: 0 })).path)];
    const half = (data: Uint8ClampedArray, right: boolean) => data.filter((_, index) => Math.floor(index / 4) % 320 >= 160 === right && Math.floor(index / 1280) > 30 && Math.floor(index / 1280) < 120);
    expect(difference(half(masked.data, false), half(kept.data, false))).toBeLessThan(12);
    expect(difference(half(masked.data, true), half(kept.data, true))).toBeGreaterThan(25);
  });

  it('says so when a mask has no picture that it could belong to', async () => {
    const { warnings } = await still({ text, mask: halfMask() });
    expect(warnings).toMatchObject([{ code: 'INPUT_IGNORED' }]);
  });

  it('refuses an empty prompt and a reference that is no picture, each with a sentence', async () => {
    await expect(still({ text: '  ' })).rejects.toMatchObject({ code: 'INPUT_INVALID', message: expect.stringContaining('empty') });
    const path = join(folder(), 'not.png');
    writeFileSync(path, 'hello');
    await expect(still({ text, reference: path })).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
  });

  it('draws at the smallest and at odd sizes, and words in any script', async () => {
    for (const [width, height, words] of [[16, 16, text], [33, 201, 'حارس المنارة يمشي إلى البحر'], [900, 33, '灯台守が海へ🚢']] as const) {
      const shown = await pixels((await still({ text: words, width, height })).path);
      expect([shown.width, shown.height]).toEqual([width, height]);
    }
  });

  it('stops at once when it is cancelled', async () => {
    const stop = new AbortController();
    const drawing = still({ text, width: 2000, height: 2000, signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    await expect(drawing).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
