import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeImage } from '#executors/animatic/make-image.ts';
import { makeVideo } from '#executors/animatic/make-video.ts';
import { type AnimaticMark, markOf } from '#executors/ffmpeg/animatic-mark.ts';
import { concat } from '#executors/ffmpeg/concat.ts';
import { keysForFocus } from '#executors/ffmpeg/marked-crop.ts';
import { probe } from '#executors/ffmpeg/probe.ts';
import { makeRenditions } from '#executors/ffmpeg/rendition-making.ts';
import type { Rendition } from '#executors/ffmpeg/rendition-plan.ts';
import { captionZone } from '#executors/ffmpeg/safe-zones.ts';
import type { Captions } from '#nodes/values.ts';
import { carryOut, freshFolder, make } from './finished-media.ts';

const frame = { width: 320, height: 180 };
const words = ['A lighthouse keeper walks on the beach at sunset.', 'A storm at sea.'];

type Work = Parameters<typeof carryOut>[1];
const asked = (work: unknown): Work => work as Work;

/** A small animatic of two shots of a second each, the first going from one still to another. */
async function makeFilm(): Promise<{ film: string; clips: string[] }> {
  const stills: string[] = [];
  for (const text of words) {
    const params = { ...frame, seed: 7, strength: 0.6 };
    const { gives, path } = await carryOut(
      makeImage,
      asked({ params, reads: { prompt: { value: text, hash: text, facts: {} } } }) as never,
    );
    stills.push(path(gives.image));
  }
  const clips: string[] = [];
  for (const [index, text] of words.entries()) {
    const params = { ...frame, fps: 30, motion: 'medium', seconds: 1, seed: 7 };
    const read = (file: string | undefined) => (file === undefined ? undefined : { path: file, hash: file, facts: {} });
    const reads = { prompt: { value: text, hash: text, facts: {} }, first: read(stills[index]), last: read(stills[index + 1]) };
    const { gives, path } = await carryOut(makeVideo, asked({ params, reads }) as never);
    clips.push(path(gives.video));
  }
  return { film: await join2(clips), clips };
}

async function join2(clips: readonly string[]): Promise<string> {
  const reads = { clips: clips.map((path, index) => ({ path, hash: path, facts: {}, key: String(index + 1) })), audio: undefined };
  const { gives, path } = await carryOut(concat, asked({ params: { join: 'cut', seconds: 0 }, reads }) as never);
  return path(gives.video);
}

const tall: Rendition = {
  platforms: ['tiktok'],
  width: 360,
  height: 640,
  frames: 60,
  maxBytes: 10_000_000,
  videoBits: 8_000_000,
  trimmed: false,
};
const wide: Rendition = { ...tall, platforms: ['linkedin'], width: 640, height: 360 };

async function pack(film: string, plan: readonly Rendition[], captions?: Captions) {
  const info = await probe(film);
  if (!info.video) throw new Error('no picture');
  const folder = freshFolder();
  const making = { folder, signal: new AbortController().signal, onProgress: () => undefined };
  await makeRenditions({ path: film, info, video: info.video }, plan, { crop: 'smart', captions }, making);
  return (platform: string, ending = 'mp4') => join(folder, `made-${platform}.${ending}`);
}

/** Frames in RGB at the size given. */
function frames(file: string, { width, height }: { width: number; height: number }): Uint8Array[] {
  const args = ['-v', 'error', '-i', file, '-map', '0:v', '-vf', `scale=${width}:${height}:flags=area,format=rgb24`, '-f', 'rawvideo', '-'];
  const out = execFileSync('ffmpeg', args, { maxBuffer: 1 << 29 });
  const size = width * height * 3;
  return Array.from({ length: out.length / size }, (_, index) => new Uint8Array(out.subarray(index * size, (index + 1) * size)));
}

type Box = { x: number; y: number; width: number; height: number };

/** How many pixels in a box have the amber of the label. */
function amber(rgb: Uint8Array, across: number, box: Box): number {
  let count = 0;
  for (let y = box.y; y < box.y + box.height; y += 1) {
    for (let x = box.x; x < box.x + box.width; x += 1) {
      const at = (y * across + x) * 3;
      const [r = 0, g = 0, b = 0] = rgb.subarray(at, at + 3);
      if (r > 190 && g > 140 && b < 150 && r - b > 70) count += 1;
    }
  }
  return count;
}

/** The mean light of some lines. */
function light(rgb: Uint8Array, across: number, from: number, to: number): number {
  const lines = rgb.subarray(from * across * 3, to * across * 3);
  return lines.reduce((sum, value) => sum + value, 0) / lines.length;
}

/** The part of a frame in which the label stands: the top right of its safe zone. */
function corner(size: { width: number; height: number }): Box {
  const zone = captionZone(size);
  const width = Math.round(zone.width * 0.5);
  return { x: zone.x + zone.width - width, y: zone.y, width, height: Math.ceil(size.height * 0.08) };
}

const place = (mark: AnimaticMark, at: number): number => {
  const before = mark.focus.findLast((focus) => focus.frame <= at) ?? mark.focus[0];
  return before?.x ?? 0.5;
};

let film = '';
let clips: string[] = [];
let mark: AnimaticMark | undefined;

beforeAll(async () => {
  ({ film, clips } = await makeFilm());
  mark = markOf((await probe(film)).tags);
}, 120_000);

describe('the mark of an animatic', () => {
  it('is carried by each clip and, with the frames moved on, by the film', async () => {
    const marks = await Promise.all(clips.map(async (clip) => markOf((await probe(clip)).tags)));
    for (const each of marks) expect(each).toMatchObject({ whole: false });
    expect(mark?.band).toBe(Math.max(...marks.map((each) => each?.band ?? 0)));
    expect(mark?.slate).toBeGreaterThan(0.05);
    expect(mark?.focus.filter(({ cut }) => cut).map((focus) => focus.frame)).toEqual([30]);
    expect(mark?.focus.at(-1)?.frame).toBeGreaterThan(30);
    expect(mark?.focus.filter((focus) => focus.frame >= 30).map(({ x }) => x)).toEqual(marks[1]?.focus.map(({ x }) => x));
  });

  it('says only that there is an animatic where a film has other pictures too', async () => {
    const other = make('-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=30:d=0.5', 'other.mp4');
    const mixed = await join2([clips[0] ?? '', other]);
    expect(markOf((await probe(mixed)).tags)).toEqual({ band: 0, slate: 0, whole: false, focus: [] });
    const plain = await join2([other, other]);
    expect(markOf((await probe(plain)).tags)).toBeUndefined();
  });

  it.each(['{', '[]', '{"band":9}', '{"band":0,"slate":0,"whole":false,"focus":[{"frame":3,"x":0,"y":0},{"frame":2,"x":0,"y":0}]}'])(
    'keeps the label where it reads %s from a stranger',
    (text) => {
      expect(markOf({ filmloom_animatic: text })).toEqual({ band: 0, slate: 0, whole: false, focus: [] });
    },
  );
});

describe('renditions of an animatic', () => {
  it('keep the lead in the window, the label at the top right and nothing of band and slate', async () => {
    const file = await pack(film, [tall]);
    const size = { width: 360, height: 640 };
    const seen = frames(file('tiktok'), size);
    expect(seen).toHaveLength(60);
    const stills = frames(file('tiktok', 'jpg'), size);
    for (const rgb of [...seen, ...stills]) expect(amber(rgb, 360, corner(size))).toBeGreaterThan(20);
    const [before] = frames(film, { width: 320, height: 180 });
    const [first] = seen;
    if (!before || !first) throw new Error('no frames');
    // The band is nearly black; the ground above it, which is at the bottom now, is not.
    expect(light(before, 320, 170, 180)).toBeLessThan(30);
    expect(light(first, 360, 610, 640)).toBeGreaterThan(light(before, 320, 170, 180) + 12);
    expect(markOf((await probe(file('tiktok'))).tags)).toEqual({ band: 0, slate: 0, whole: false, focus: [] });
  });

  it('hold the focus inside the window in 95 of 100 frames', () => {
    if (!mark) throw new Error('no mark');
    const part = { top: 14, height: 144 };
    const keys = keysForFocus(mark, tall, { ...frame, fps: 30, part });
    const share = (9 / 16) * (part.height / 320);
    const inside = Array.from({ length: 60 }, (_, at) => at).filter((at) => {
      const after = keys.findIndex((key) => key.at > at);
      const [one, next] = [keys[after - 1] ?? keys.at(-1), keys[after]];
      const edge = one && next ? one.position + ((next.position - one.position) * (at - one.at)) / (next.at - one.at) : one?.position;
      const x = mark ? place(mark, at) : 0;
      return edge !== undefined && x >= edge && x <= edge + share;
    });
    expect(inside.length).toBeGreaterThanOrEqual(57);
  });

  it('leap at a cut between shots and nowhere else', () => {
    const focus = [
      { frame: 0, x: 0.2, y: 0.5 },
      { frame: 30, x: 0.8, y: 0.5, cut: true as const },
    ];
    const keys = keysForFocus({ focus }, tall, { ...frame, fps: 30, part: { top: 0, height: 180 } });
    expect(keys.filter(({ at }) => at === 29 || at === 30).map(({ at }) => at)).toEqual([29, 30]);
    expect((keys.at(-1)?.position ?? 0) - (keys[0]?.position ?? 0)).toBeGreaterThan(0.4);
    expect(keys.filter(({ at }) => at < 30).every(({ position }) => position === keys[0]?.position)).toBe(true);
  });

  it('leave a picture of the same shape whole, and put burned captions in the place of the band', async () => {
    const whole = await pack(film, [wide]);
    const size = { width: 640, height: 360 };
    const [shown] = frames(whole('linkedin'), size);
    const [before] = frames(film, size);
    if (!shown || !before) throw new Error('no frames');
    expect(amber(shown, 640, { x: 480, y: 0, width: 160, height: 40 })).toBeGreaterThan(20);
    expect(Math.abs(light(shown, 640, 345, 360) - light(before, 640, 345, 360))).toBeLessThan(4);
    const burned = await pack(film, [wide], { cues: [{ start: 0, end: 2, text: 'Words' }] });
    for (const rgb of frames(burned('linkedin'), size)) expect(amber(rgb, 640, corner(size))).toBeGreaterThan(20);
    const [anew] = frames(burned('linkedin'), size);
    if (!anew) throw new Error('no frame');
    expect(light(anew, 640, 345, 360)).toBeGreaterThan(light(before, 640, 345, 360) + 12);
  });
});
