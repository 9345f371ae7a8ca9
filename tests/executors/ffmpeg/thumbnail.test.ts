import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { houseMuxArgs, houseVideoArgs } from '#executors/ffmpeg/house.ts';
import { thumbnail } from '#executors/ffmpeg/thumbnail.ts';
import { ask, ffmpeg, frameColours, makeClip, read, testFolder, workIn } from './made-media.ts';

const folder = testFolder();
afterAll(() => folder.remove());

async function thumbnailOf(path: string, at: number | 'auto'): Promise<string> {
  const outcome = await thumbnail(workIn<'thumbnail'>(folder.path, { params: { at }, reads: { video: read(path) } }));
  return outcome.gives.image.file;
}

/** Black, then a picture full of detail, then white, each so many seconds long. */
function film(name: string, [black, picture, white]: readonly [number, number, number], ...form: string[]): string {
  const path = join(folder.path, name);
  const source = (what: string) => ['-f', 'lavfi', '-i', `${what}size=160x90:rate=10`];
  const parts = [...source('color=black:'), ...source('mandelbrot='), ...source('color=white:')];
  const graph = `[0:v]trim=duration=${black}[b];[1:v]trim=duration=${picture}[m];[2:v]trim=duration=${white}[w];[b][m][w]concat=n=3`;
  ffmpeg(...parts, '-filter_complex', graph, ...form, path);
  return path;
}

describe('thumbnail', () => {
  it('gives the frame that is on the screen at a moment', async () => {
    const path = join(folder.path, 'halves.mp4');
    ffmpeg('-f', 'lavfi', '-i', 'color=red:size=160x90:rate=4:duration=2', '-vf', "drawbox=color=blue:t=fill:enable='gte(n,4)'", path);
    for (const [at, channel] of [
      [0, 0],
      [0.99, 0],
      [1, 2],
      [1.2, 2],
      [1.99, 2],
      [99, 2],
    ] as const) {
      const colour = frameColours(await thumbnailOf(path, at))[0] ?? [];
      expect([at, colour.indexOf(Math.max(...colour))]).toEqual([at, channel]);
    }
  });

  it('has the size of the video', async () => {
    const path = makeClip(join(folder.path, 'size.mp4'), { colour: 'red', frames: 3, width: 320, height: 180 });
    expect(ask(await thumbnailOf(path, 0), 'v:0', 'codec_name,width,height')).toBe('png,320,180');
  });

  it('takes neither black nor white where there is a picture', async () => {
    const house = [...houseVideoArgs({ width: 160, height: 90, fps: 10 }), ...houseMuxArgs()];
    const sparse = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '1000'];
    for (const path of [
      film('short.mp4', [4, 1, 2], ...sparse),
      film('long.mp4', [40, 3, 10], ...sparse),
      film('house.mp4', [40, 3, 5], ...house),
    ]) {
      const shades = ffmpeg('-i', await thumbnailOf(path, 'auto'), '-vf', 'scale=32:18,format=gray', '-f', 'rawvideo', '-');
      expect(new Set(shades).size).toBeGreaterThan(40);
    }
  });

  it('gives a frame even of a film that is black throughout, and of a single frame', async () => {
    const black = makeClip(join(folder.path, 'black.mp4'), { colour: 'black', frames: 30 });
    expect(frameColours(await thumbnailOf(black, 'auto'))[0]?.[0]).toBeLessThan(5);
    const single = makeClip(join(folder.path, 'single.mp4'), { colour: 'red', frames: 1 });
    expect(frameColours(await thumbnailOf(single, 'auto'))[0]?.[0]).toBeGreaterThan(240);
  });
});
