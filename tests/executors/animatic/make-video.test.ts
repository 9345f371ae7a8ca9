import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
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
  it('gives exactly seconds × fps frames in the house format, silent, labelled and without a date', async () => {
    const path = await clip({ shot: { prompt: walks, title: 'The keeper', camera: 'pan-right' }, seconds: 0.7, fps: 12.5 });
    const { streams, format } = probed(path);
    expect(streams).toHaveLength(1);
    expect(streams[0]).toMatchObject({ codec_name: 'h264', width: 160, height: 90, nb_read_frames: '9', pix_fmt: 'yuv420p', color_space: 'bt709' });
    expect((await probe(path)).house).toBe(true);
    expect(format.tags.comment).toContain('Animatic');
    expect(JSON.stringify(format.tags)).not.toMatch(/creation_time/);
  });

  it('gives the same bytes for the same request', async () => {
    const [one, again, other] = [await clip({ prompt: storm }), await clip({ prompt: storm }), await clip({ prompt: storm, seed: 5 })];
    expect(sha256(again)).toBe(sha256(one));
    expect(sha256(other)).not.toBe(sha256(one));
  });

  it('begins with its first frame and ends one step before its last', async () => {
    const [first, last] = [(await still({ text: walks, ...size })).path, (await still({ text: storm, ...size })).path];
    const path = await clip({ shot: { prompt: '', camera: 'push-in' }, first, last, ...size, seconds: 1, fps: 20 });
    const [begin, middle, end] = [frameOf(path, 0), frameOf(path, 10), frameOf(path, 19)];
    const [from, to] = [await rgbOf(first), await rgbOf(last)];
    expect(difference(begin, from)).toBeLessThan(6);
    expect(difference(end, to)).toBeLessThan(6);
    expect(Math.min(difference(middle, from), difference(middle, to))).toBeGreaterThan(6);
    expect(parseScene((await probe(path)).tags.filmloom_scene)?.sentence).toBe('A ship fights the waves.');
  });

  it('moves its layers instead of dissolving: the middle is not the mean of the ends', async () => {
    const [first, last] = [(await still({ text: 'A knight rides to the castle. Mood: day.', ...size })).path, (await still({ text: 'A fish swims under the sea.', ...size })).path];
    const path = await clip({ first, last, ...size, seconds: 1, fps: 10 });
    const [begin, middle, end] = [frameOf(path, 0), frameOf(path, 5), frameOf(path, 9)];
    const mean = begin.map((part, index) => (part + (end[index] ?? 0)) / 2);
    expect(difference(middle, mean)).toBeGreaterThan(8);
  });

  it.each(['push-in', 'pull-out', 'pan-left', 'tilt-down', 'handheld'] as const)('moves the camera: %s', async (camera) => {
    const path = await clip({ shot: { prompt: 'A castle on a hill.', camera }, ...size, seconds: 1, fps: 8 });
    expect(difference(frameOf(path, 0), frameOf(path, 5))).toBeGreaterThan(0.8);
  });

  it('holds still where the camera is static and nothing lives', async () => {
    const path = await clip({ shot: { prompt: 'A castle on a hill.', camera: 'static' }, ...size, seconds: 1, fps: 8 });
    expect(difference(frameOf(path, 0), frameOf(path, 5))).toBeLessThan(0.8);
  });

  it("moves over a user's picture and passes it on to the next clip of a chain", async () => {
    const path = await clip({ first: photo(), shot: { prompt: 'It moves.', camera: 'push-in' }, ...size, seconds: 1, fps: 8 });
    expect(difference(frameOf(path, 0), frameOf(path, 7))).toBeGreaterThan(3);
    const scene = parseScene((await probe(path)).tags.filmloom_scene);
    expect(scene?.backdrop?.webp.length).toBeGreaterThan(1000);
    expect(scene?.framing.zoom).toBeGreaterThan(1.1);
  });

  it('goes softly from one picture to another', async () => {
    const [first, last] = [photo('one.jpg'), photo('two.png', '300x400', 'smptebars')];
    const path = await clip({ first, last, ...size, seconds: 1, fps: 10 });
    const [begin, middle, end] = [frameOf(path, 0), frameOf(path, 5), frameOf(path, 9)];
    expect(difference(begin, end)).toBeGreaterThan(20);
    expect(difference(middle, begin)).toBeGreaterThan(5);
    expect(difference(middle, end)).toBeGreaterThan(5);
  });

  it.each([
    [0.3, 'too short'],
    [3, 'too long'],
  ])('lays sound of %d s (%s) under exactly the length of the picture', async (seconds) => {
    const audio = join(folder(), 'tone.wav');
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`, audio]);
    const { streams } = probed(await clip({ prompt: walks, audio, seconds: 1 }));
    expect(streams.map(({ codec_type }) => codec_type)).toEqual(['video', 'audio']);
    expect(streams[0]?.nb_read_frames).toBe('10');
    expect(Number(streams[1]?.duration)).toBeCloseTo(1, 1);
  });

  it('tells its progress, upwards to 1', async () => {
    const told: number[] = [];
    await clip({ prompt: walks, progress: (fraction) => told.push(fraction) });
    expect(told).toEqual([...told].sort((one, other) => one - other));
    expect(told.length).toBeGreaterThan(5);
    expect(told.at(-1)).toBe(1);
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
    const drawing = clip({
      prompt: storm,
      width: 640,
      height: 360,
      seconds: 20,
      fps: 30,
      signal: stop.signal,
      progress: (fraction) => {
        if (fraction < 0.04 || at) return;
        at = performance.now();
        stop.abort();
      },
    });
    await expect(drawing).rejects.toMatchObject({ code: 'CANCELLED' });
    clearInterval(beat);
    expect(performance.now() - at).toBeLessThan(1500);
    expect(longest).toBeLessThan(1500);
  });

  it('says what is missing', async () => {
    await expect(clip({})).rejects.toMatchObject({ code: 'INPUT_INVALID', message: expect.stringContaining('prompt, a shot or a picture') });
    await expect(clip({ prompt: walks, width: 161 })).rejects.toMatchObject({ code: 'INPUT_INVALID', message: expect.stringContaining('even') });
  });

  it('draws words in every frame where no picture can be made of them', async () => {
    const path = await clip({ prompt: '灯台守が夕暮れの海へ歩いていく。', ...size });
    const frame = frameOf(path, 2);
    let bright = 0;
    for (let index = 0; index < frame.length; index += 3) if ((frame[index] ?? 0) > 225 && (frame[index + 2] ?? 0) > 215) bright++;
    expect(bright).toBeGreaterThan(300);
    expect(readFileSync(path).length).toBeGreaterThan(1000);
  });
});
