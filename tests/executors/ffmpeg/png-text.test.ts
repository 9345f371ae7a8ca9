import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { pngText, withPngText } from '#executors/ffmpeg/png-text.ts';
import { ffmpeg, frameColours, testFolder } from './made-media.ts';

const folder = testFolder();
afterAll(() => folder.remove());

const png = ffmpeg('-f', 'lavfi', '-i', 'color=red:size=32x32', '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe', '-');

describe('text in a PNG', () => {
  it('is read back as it was laid in, in any script', () => {
    const text = 'Leuchtturm 灯台 فنار 🗼\nline two';
    expect(pngText(withPngText(png, 'filmloom_scene', text), 'filmloom_scene')).toBe(text);
  });

  it('replaces an older one and leaves others alone', () => {
    const both = withPngText(withPngText(png, 'one', 'first'), 'two', 'second');
    const changed = withPngText(both, 'one', 'third');
    expect([pngText(changed, 'one'), pngText(changed, 'two'), pngText(changed, 'on')]).toEqual(['third', 'second', undefined]);
    expect(withPngText(both, 'one', 'first').length).toBe(both.length);
  });

  it('leaves the picture readable', () => {
    const path = join(folder.path, 'text.png');
    writeFileSync(path, withPngText(png, 'filmloom_scene', 'x'.repeat(10_000)));
    expect(frameColours(path)[0]?.[0]).toBeGreaterThan(240);
  });

  it('is not found in what is no PNG', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('hello'), png.subarray(0, 40)])
      expect(pngText(bytes, 'filmloom_scene')).toBeUndefined();
  });
});
