import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compare } from '#executors/ffmpeg/compare.ts';
import { ask, ffmpeg, makeClip, read, samplesIn, strengthOf, testFolder, workIn } from './made-media.ts';

const folder = testFolder();
afterAll(() => folder.remove());

const left = makeClip(join(folder.path, 'left.mp4'), { colour: 'red', frames: 60, tone: 600 });
const right = makeClip(join(folder.path, 'right.mp4'), { colour: 'blue', frames: 36, fps: 12.5, width: 320, height: 180, tone: 2500 });

async function compared(layout: 'side-by-side' | 'stacked' | 'wipe', one = left, other = right): Promise<string> {
  const outcome = await compare(workIn<'compare'>(folder.path, { params: { layout }, reads: { left: read(one), right: read(other) } }));
  return outcome.gives.video.file;
}

/** Shares of red and blue pixels in the columns of one frame. */
function frame(path: string, number: number, width: number): { red: number; blue: number; rows: Buffer } {
  const rows = ffmpeg('-i', path, '-vf', `select='eq(n,${number})',format=rgb24`, '-frames:v', '1', '-f', 'rawvideo', '-');
  const count = (channel: number): number => {
    let sum = 0;
    for (let at = 0; at < rows.length; at += 3) if ((rows[at + channel] ?? 0) > 150 && (rows[at + 2 - channel] ?? 0) < 100) sum += 1;
    return sum / (rows.length / 3);
  };
  expect(rows.length % (width * 3)).toBe(0);
  return { red: count(0), blue: count(2), rows };
}

describe('compare', () => {
  it('lasts as long as the longer one, at the rate of the first', async () => {
    expect(ask(await compared('wipe'), 'v:0', 'width,height,avg_frame_rate,nb_read_packets')).toBe('160,90,30/1,86');
    expect(ask(await compared('wipe', right, left), 'v:0', 'width,height,avg_frame_rate,nb_read_packets')).toBe('320,180,25/2,36');
  });

  it('puts the first on the left', async () => {
    const path = await compared('side-by-side');
    expect(ask(path, 'v:0', 'width,height')).toBe('320,90');
    const { rows } = frame(path, 80, 320);
    expect(rows[20 * 3]).toBeGreaterThan(200);
    expect(rows[300 * 3 + 2]).toBeGreaterThan(200);
  });

  it('puts the first on top', async () => {
    const path = await compared('stacked');
    expect(ask(path, 'v:0', 'width,height')).toBe('160,180');
    const { rows } = frame(path, 5, 160);
    expect(rows[80 * 3]).toBeGreaterThan(200);
    expect(rows[(179 * 160 + 80) * 3 + 2]).toBeGreaterThan(200);
  });

  it('moves the divider of a wipe, the first always on its left', async () => {
    const path = await compared('wipe');
    const shares = [0, 15, 30, 45, 80].map((number) => frame(path, number, 160));
    for (const { red, blue, rows } of shares) {
      expect(red + blue).toBeGreaterThan(0.9);
      expect(rows[2 * 3]).toBeGreaterThan(200);
      expect(rows[157 * 3 + 2]).toBeGreaterThan(200);
    }
    expect(shares[0]?.red).toBeCloseTo(0.5, 1);
    expect(shares[3]?.red).toBeGreaterThan(0.75);
  });

  it('keeps the sound of the first', async () => {
    const samples = samplesIn(await compared('side-by-side'));
    expect(strengthOf(600, samples, 9600, 48_000)).toBeGreaterThan(0.05);
    expect(strengthOf(2500, samples, 9600, 48_000)).toBeLessThan(0.005);
    const silent = makeClip(join(folder.path, 'silent.mp4'), { colour: 'red', frames: 10 });
    expect(ask(await compared('stacked', silent, left), 'a:0', 'codec_name')).toBe('');
  });

  it('writes the same bytes twice', async () => {
    expect(readFileSync(await compared('wipe')).equals(readFileSync(await compared('wipe')))).toBe(true);
  });
});
