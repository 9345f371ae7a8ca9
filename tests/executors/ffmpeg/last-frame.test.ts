import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { houseMuxArgs, houseVideoArgs } from '#executors/ffmpeg/house.ts';
import { lastFrame } from '#executors/ffmpeg/last-frame.ts';
import { pngText } from '#executors/ffmpeg/png-text.ts';
import { ask, ffmpeg, frameColours, read, testFolder, workIn } from './made-media.ts';

const folder = testFolder();
afterAll(() => folder.remove());

async function lastOf(path: string): Promise<string> {
  const outcome = await lastFrame(workIn<'last-frame'>(folder.path, { params: {}, reads: { video: read(path) } }));
  return outcome.gives.image.file;
}

/** A grey clip in which only the last frame is red. */
function redAtTheEnd(name: string, frames: number, ...form: string[]): string {
  const path = join(folder.path, name);
  const red = `drawbox=color=red:t=fill:enable='eq(n,${frames - 1})'`;
  ffmpeg('-f', 'lavfi', '-i', 'color=gray:size=160x90:rate=30', '-vf', `trim=end_frame=${frames},${red},format=yuv420p`, ...form, path);
  return path;
}

describe('last-frame', () => {
  it.each([
    ['house.mp4', [...houseVideoArgs({ width: 160, height: 90, fps: 30 }), ...houseMuxArgs()]],
    ['b-frames.mp4', ['-c:v', 'libx264', '-bf', '3', '-g', '250']],
    ['vp8.webm', ['-c:v', 'libvpx', '-b:v', '1M']],
    ['old.avi', ['-c:v', 'mpeg4', '-q:v', '2']],
  ])('gives the very last frame of %s', async (name, form) => {
    const [red = 0, green = 0] = frameColours(await lastOf(redAtTheEnd(name, 61, ...form)))[0] ?? [];
    expect(red).toBeGreaterThan(170);
    expect(green).toBeLessThan(60);
  });

  it('finds the last frame where the sound goes on for long after it', async () => {
    const silent = redAtTheEnd('short.mp4', 10, '-c:v', 'libx264');
    const path = join(folder.path, 'long-sound.mkv');
    ffmpeg('-i', silent, '-f', 'lavfi', '-i', 'sine=duration=8', '-c:v', 'copy', path);
    expect(frameColours(await lastOf(path))[0]?.[0]).toBeGreaterThan(170);
  });

  it('is the same picture, pixel for pixel, as the frame in the film', async () => {
    const path = join(folder.path, 'pattern.mp4');
    ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=160x90:rate=30:duration=1',
      ...houseVideoArgs({ width: 160, height: 90, fps: 30 }),
      ...houseMuxArgs(),
      path,
    );
    const pixels = (file: string): Buffer =>
      ffmpeg(
        '-i',
        file,
        '-vf',
        'scale=flags=lanczos+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact,format=rgb24',
        '-f',
        'rawvideo',
        '-',
      );
    const film = pixels(path);
    expect(pixels(await lastOf(path)).equals(film.subarray(film.length - 160 * 90 * 3))).toBe(true);
  });

  it('shows the frame upright and with square pixels', async () => {
    const lying = redAtTheEnd('lying.mp4', 5, '-c:v', 'libx264', '-metadata:s:v', 'rotate=90');
    const turned = join(folder.path, 'turned.mp4');
    ffmpeg('-i', lying, '-c', 'copy', '-metadata:s:v:0', 'rotate=90', turned);
    expect(ask(await lastOf(turned), 'v:0', 'width,height')).toBe('90,160');
    const wide = redAtTheEnd('wide.mp4', 5, '-c:v', 'libx264', '-aspect', '320:90');
    expect(ask(await lastOf(wide), 'v:0', 'width,height')).toBe('320,90');
  });

  it('carries the description of the scene over', async () => {
    const scene = JSON.stringify({ ground: 'sea', title: 'Der Brief – 手紙; a=b' });
    const form = [...houseVideoArgs({ width: 160, height: 90, fps: 30 }), ...houseMuxArgs(), '-metadata', `filmloom_scene=${scene}`];
    const file = await lastOf(redAtTheEnd('scene.mp4', 5, ...form));
    expect(pngText(readFileSync(file), 'filmloom_scene')).toBe(scene);
    expect(frameColours(file)[0]?.[0]).toBeGreaterThan(170);
  });

  it('writes the same bytes twice, without a date', async () => {
    const path = redAtTheEnd('twice.mp4', 5, '-c:v', 'libx264');
    const [once, again] = [readFileSync(await lastOf(path)), readFileSync(await lastOf(path))];
    expect(once.equals(again)).toBe(true);
    expect(once.toString('latin1').match(/tIME|tEXt|Lavc/)).toBeNull();
  });

  it('refuses a sound', async () => {
    const path = join(folder.path, 'only.wav');
    ffmpeg('-f', 'lavfi', '-i', 'sine=duration=0.2', path);
    await expect(lastOf(path)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
  });
});
