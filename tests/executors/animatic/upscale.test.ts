import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { upscale } from '#executors/animatic/upscale.ts';
import { ask, colourRuns, ffmpeg, makeClip, read, samplesIn, strengthOf, testFolder, workIn } from '../ffmpeg/made-media.ts';

const folder = testFolder();
afterAll(() => folder.remove());

async function upscaled(path: string, height: number): Promise<string> {
  const outcome = await upscale(workIn<'upscale'>(folder.path, { params: { height, seed: 1 }, reads: { video: read(path) } }));
  return outcome.gives.video.file;
}

describe('upscale', () => {
  it('gives the size that was promised, with the same frames', async () => {
    const path = makeClip(join(folder.path, 'small.mp4'), { colour: 'lime', frames: 25, fps: 12.5, width: 100, height: 58 });
    const file = await upscaled(path, 140);
    expect(ask(file, 'v:0', 'width,height,avg_frame_rate,nb_read_packets')).toBe('242,140,25/2,25');
    expect(colourRuns(file)).toBe('g25');
    expect(ask(file, 'a:0', 'codec_name')).toBe('');
  });

  it('keeps house sound as it is and makes house sound of any other', async () => {
    const path = makeClip(join(folder.path, 'sound.mp4'), { colour: 'red', frames: 30, tone: 800 });
    const sound = (file: string): string => ffmpeg('-i', file, '-map', '0:a:0', '-c', 'copy', '-f', 'md5', '-').toString();
    expect(sound(await upscaled(path, 180))).toBe(sound(path));
    const other = makeClip(join(folder.path, 'mono.mkv'), {
      colour: 'red',
      frames: 30,
      tone: 800,
      encode: ['-c:a', 'flac', '-ac', '1', '-ar', '22050'],
    });
    const file = await upscaled(other, 180);
    expect(ask(file, 'a:0', 'codec_name,sample_rate,channels')).toBe('aac,48000,2');
    expect(strengthOf(800, samplesIn(file), 9600, 38_000)).toBeGreaterThan(0.05);
  });

  it('refuses a height that no such picture can have', async () => {
    const path = makeClip(join(folder.path, 'odd.mp4'), { colour: 'red', frames: 3 });
    await expect(upscaled(path, 181)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});
