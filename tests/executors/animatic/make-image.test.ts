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
  it('gives a PNG of exactly the size asked for, the same bytes each time, with its scene and its label and without a date', async () => {
    const [{ path }, again, take] = [
      await still({ text, width: 180, height: 320 }),
      await still({ text, width: 180, height: 320 }),
      await still({ text, width: 180, height: 320, take: 1 }),
    ];
    const { width, height } = await pixels(path);
    expect([width, height]).toEqual([180, 320]);
    expect(sha256(again.path)).toBe(sha256(path));
    expect(sha256(take.path)).not.toBe(sha256(path));
    const bytes = readFileSync(path).toString('latin1');
    expect(bytes).toContain('Animatic: drawn from words');
    expect(bytes).toContain('game-icons.net');
    expect(bytes).not.toMatch(/tIME|20\d\d-\d\d/);
    expect(sceneOf(path)).toMatchObject({ ground: 'coast', mood: 'dusk', subjects: [{ id: 'keeper' }, { id: 'lighthouse' }] });
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
    expect(after?.subjects[0]).toMatchObject({
      id: 'keeper',
      pose: 'wave',
      accent: before?.subjects[0]?.accent,
      figure: before?.subjects[0]?.figure,
    });
  });

  it("shows a user's picture as it is at strength 0, changes it more at more, and only where a mask is bright", async () => {
    const reference = photo('photo.png', '320x180');
    const draw = async (strength: number, mask?: string) =>
      (await pixels((await still({ text, reference, strength, ...(mask && { mask }) })).path)).data;
    const [given, kept, far, masked] = [(await pixels(reference)).data, await draw(0), await draw(1), await draw(0.9, halfMask())];
    const half = (data: Uint8ClampedArray, right: boolean) =>
      data.filter(
        (_, index) => Math.floor(index / 4) % 320 >= 160 === right && Math.floor(index / 1280) > 30 && Math.floor(index / 1280) < 120,
      );
    expect(difference(half(given, false), half(kept, false))).toBeLessThan(14);
    expect(difference(kept, far)).toBeGreaterThan(25);
    expect(difference(half(masked, false), half(kept, false))).toBeLessThan(14);
    expect(difference(half(masked, true), half(kept, true))).toBeGreaterThan(25);
  });

  it('says so when a mask has no picture that it could belong to', async () => {
    expect((await still({ text, mask: halfMask() })).warnings).toMatchObject([{ code: 'INPUT_IGNORED' }]);
  });

  it('refuses an empty prompt and a reference that is no picture, each with a sentence', async () => {
    await expect(still({ text: '  ' })).rejects.toMatchObject({ code: 'INPUT_INVALID', message: expect.stringContaining('empty') });
    const path = join(folder(), 'not.png');
    writeFileSync(path, 'hello');
    await expect(still({ text, reference: path })).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
  });

  it('stops at once when it is cancelled', async () => {
    const stop = new AbortController();
    const drawing = still({ text, width: 2000, height: 2000, signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    await expect(drawing).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
