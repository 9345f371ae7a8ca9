import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseScene } from '#executors/animatic/scene-schema.ts';
import { probe } from '#executors/ffmpeg/probe.ts';
import { clip, difference, folder, folders, frameOf, photo, pixels, probed, sha256, still } from './drawn-media.ts';

afterAll(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

const setting = 'Cast: a lighthouse keeper, a ship. Setting: a lighthouse by the sea.';
const walks = `A lighthouse keeper walks down to the water. ${setting} Mood: dusk.`;
const storm = `A ship fights the waves. ${setting} Mood: storm.`;
const size = { width: 320, height: 180 };

async function rgbOf(path: string): Promise<Uint8ClampedArray> {
  return (await pixels(path)).data.filter((_, index) => index % 4 !== 3);
}

describe('make-video', () => {
  it('gives exactly seconds × fps frames in the house format, silent, labelled, undated, and tells its progress', async () => {
    const told: number[] = [];
    const path = await clip({
      shot: { prompt: walks, title: 'The keeper', camera: 'pan-right' },
      seconds: 0.7,
      fps: 12.5,
      progress: (fraction) => told.push(fraction),
    });
    const { streams, format } = probed(path);
    expect(streams).toHaveLength(1);
    expect(streams[0]).toMatchObject({
      codec_name: 'h264',
      width: 160,
      height: 90,
      nb_read_frames: '9',
      pix_fmt: 'yuv420p',
      color_space: 'bt709',
    });
    expect((await probe(path)).house).toBe(true);
    expect(format.tags.comment).toContain('Animatic');
    expect(JSON.stringify(format.tags)).not.toMatch(/creation_time/);
    expect(told).toEqual([...told].sort((one, other) => one - other));
    expect([told.length > 9, told.at(-1)]).toEqual([true, 1]);
  });

  it('gives the same bytes for the same request', async () => {
    const [one, again] = [await clip({ prompt: storm }), await clip({ prompt: storm })];
    expect(sha256(again)).toBe(sha256(one));
  });

  it('begins with its first frame, ends one step before its last, and carries the scene of the last', async () => {
    const [first, last] = [(await still({ text: walks, ...size })).path, (await still({ text: storm, ...size })).path];
    const path = await clip({ shot: { prompt: '', camera: 'push-in' }, first, last, ...size, seconds: 1, fps: 20 });
    const [begin, middle, end] = [frameOf(path, 0), frameOf(path, 10), frameOf(path, 19)];
    const [from, to] = [await rgbOf(first), await rgbOf(last)];
    expect(difference(begin, from)).toBeLessThan(6);
    expect(difference(end, to)).toBeLessThan(6);
    expect(Math.min(difference(middle, from), difference(middle, to))).toBeGreaterThan(6);
    expect(parseScene((await probe(path)).tags.filmloom_scene)?.sentence).toBe('A ship fights the waves.');
  });

  it("moves over a user's picture, in its own colours, and passes it on to the next clip of a chain", async () => {
    const picture = photo('photo.png', '320x180', 'smptebars');
    const path = await clip({ first: picture, shot: { prompt: 'It moves.', camera: 'push-in' }, ...size, seconds: 1, fps: 8 });
    expect(difference(frameOf(path, 0), frameOf(path, 7))).toBeGreaterThan(3);
    const [shown, given] = [frameOf(path, 0), await rgbOf(picture)];
    const at = (320 * 70 + 160) * 3;
    for (const part of [0, 1, 2]) expect(Math.abs((shown[at + part] ?? 0) - (given[at + part] ?? 0))).toBeLessThan(14);
    const scene = parseScene((await probe(path)).tags.filmloom_scene);
    expect(scene?.backdrop?.webp.length).toBeGreaterThan(500);
    expect(scene?.framing.zoom).toBeGreaterThan(1.1);
  });

  it('lays sound under exactly the length of the picture', async () => {
    const audio = join(folder(), 'tone.wav');
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'sine=frequency=440:duration=0.3', audio]);
    const { streams } = probed(await clip({ prompt: walks, audio, seconds: 1 }));
    expect(streams.map(({ codec_type }) => codec_type)).toEqual(['video', 'audio']);
    expect(streams[0]?.nb_read_frames).toBe('10');
    expect(Number(streams[1]?.duration)).toBeCloseTo(1, 1);
  });

  it('dies at once when it is cancelled, and leaves the event loop free meanwhile', async () => {
    const stop = new AbortController();
    let longest = 0;
    let before = performance.now();
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - before);
      before = performance.now();
    }, 5);
    let at = 0;
    const cancelAfterSomeFrames = (fraction: number) => {
      if (fraction < 0.04 || at) return;
      at = performance.now();
      stop.abort();
    };
    await expect(
      clip({ prompt: storm, width: 640, height: 360, seconds: 20, fps: 30, signal: stop.signal, progress: cancelAfterSomeFrames }),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
    clearInterval(beat);
    expect(performance.now() - at).toBeLessThan(5000);
    expect(longest).toBeLessThan(3000);
  });

  it('says what is missing', async () => {
    await expect(clip({})).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringContaining('prompt, a shot or a picture'),
    });
    await expect(clip({ prompt: walks, width: 161 })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringContaining('even'),
    });
  });
});
