import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { concat } from '#executors/ffmpeg/concat.ts';
import { houseMuxArgs, houseVideoArgs } from '#executors/ffmpeg/house.ts';
import {
  ask,
  type ClipSpec,
  colourRuns,
  ffmpeg,
  frameColours,
  loudness,
  makeClip,
  read,
  samplesIn,
  strengthOf,
  testFolder,
  workIn,
} from './made-media.ts';

const folder = testFolder();
afterAll(() => folder.remove());

let made = 0;
function clip(spec: ClipSpec): string {
  made += 1;
  return makeClip(join(folder.path, `clip-${made}.mp4`), spec);
}

async function joined(clips: string[], more: { join?: 'cut' | 'crossfade' | 'blend'; seconds?: number; audio?: string } = {}) {
  const params = { join: more.join ?? 'cut', seconds: more.seconds ?? 0.5 } as const;
  const reads = { clips: clips.map((path) => read(path)), audio: more.audio ? read(more.audio) : undefined };
  const outcome = await concat(workIn<'concat'>(folder.path, { params, reads }));
  return { file: outcome.gives.video.file, codes: outcome.warnings?.map(({ code }) => code) };
}

describe('concat', () => {
  it('joins house clips in order with every frame of each', async () => {
    const clips = [clip({ colour: 'red', frames: 17 }), clip({ colour: 'lime', frames: 31 }), clip({ colour: 'blue', frames: 1 })];
    const { file, codes } = await joined(clips);
    expect(colourRuns(file)).toBe('r17 g31 b1');
    expect(ask(file, 'v:0', 'nb_read_packets,duration_ts,time_base')).toBe('1/15360,25088,49');
    expect(codes).toEqual([]);
  });

  it('copies house clips instead of encoding them again', async () => {
    const clips = [clip({ colour: 'red', frames: 40 }), clip({ colour: 'blue', frames: 20 })];
    const { file } = await joined(clips);
    expect(packetHashes(file)).toEqual([...packetHashes(clips[0] ?? ''), ...packetHashes(clips[1] ?? '')]);
  });

  it('fits clips of another size, rate, codec and sound to the first', async () => {
    const first = clip({ colour: 'red', frames: 30, tone: 440 });
    const slow = clip({ colour: 'lime', frames: 10, fps: 12.5, width: 128, height: 96, encode: ['-c:v', 'mpeg4', '-q:v', '2'] });
    const surround = clip({
      colour: 'blue',
      frames: 25,
      fps: 25,
      tone: 880,
      encode: ['-c:v', 'libx264', '-c:a', 'aac', '-ac', '6', '-ar', '44100'],
    });
    const { file, codes } = await joined([first, slow, surround, first]);
    expect(colourRuns(file)).toBe('r30 g24 b30 r30');
    expect(ask(file, 'v:0', 'width,height,avg_frame_rate')).toBe('160,90,30/1');
    expect(ask(file, 'a:0', 'codec_name,sample_rate,channels')).toBe('aac,48000,2');
    expect(codes).toEqual(['CLIP_FITTED', 'CLIP_FITTED']);
  });

  it('keeps rates that are no whole number exact', async () => {
    const clips = Array.from({ length: 4 }, (_, index) => clip({ colour: index % 2 ? 'red' : 'blue', frames: 13, fps: 24000 / 1001 }));
    const { file } = await joined(clips);
    expect(ask(file, 'v:0', 'avg_frame_rate,duration_ts,time_base')).toBe('24000/1001,1/24000,52052');
    const slow = [clip({ colour: 'red', frames: 25, fps: 12.5 }), clip({ colour: 'lime', frames: 30 })];
    expect(colourRuns((await joined(slow)).file)).toBe('r25 g13');
  });

  it('writes the same bytes twice', async () => {
    const clips = [clip({ colour: 'red', frames: 20, tone: 300 }), clip({ colour: 'lime', frames: 20, width: 90, height: 160 })];
    const [once, again] = [await joined(clips, { join: 'crossfade' }), await joined(clips, { join: 'crossfade' })];
    expect(readFileSync(once.file).equals(readFileSync(again.file))).toBe(true);
    expect(
      readFileSync(once.file)
        .toString('latin1')
        .match(/Lavf|Lavc|x264/),
    ).toBeNull();
  });

  it('refuses an empty list and a clip without picture', async () => {
    await expect(joined([])).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    const sound = join(folder.path, 'sound.wav');
    ffmpeg('-f', 'lavfi', '-i', 'sine=duration=0.2', sound);
    await expect(joined([clip({ colour: 'red', frames: 5 }), sound])).rejects.toThrow(/sound without a picture, and a video/);
  });

  it('says which trouble it is when the pictures of a clip cannot be decoded', async () => {
    const noise = join(folder.path, 'noise.mp4');
    const bytes = readFileSync(clip({ colour: 'lime', frames: 40, width: 64, height: 64 }));
    bytes.fill(0xa5, bytes.indexOf('mdat') + 4);
    writeFileSync(noise, bytes);
    await expect(joined([clip({ colour: 'red', frames: 5 }), noise])).rejects.toMatchObject({
      code: expect.stringMatching(/MEDIA_UNREADABLE|FFMPEG_FAILED/),
    });
  });

  it('reports progress that never goes back and ends at the whole', async () => {
    const seen: number[] = [];
    const odd = clip({ colour: 'lime', frames: 60, width: 64, height: 64 });
    const clips = [clip({ colour: 'red', frames: 30 }), odd].map((path) => read(path));
    const params = { join: 'crossfade', seconds: 0.3 } as const;
    await concat(
      workIn<'concat'>(folder.path, { params, reads: { clips, audio: undefined }, progress: (fraction) => void seen.push(fraction) }),
    );
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.at(-1)).toBe(1);
  });
});

describe('concat with transitions', () => {
  it('crossfades around the cut without changing the length', async () => {
    const { file, codes } = await joined([clip({ colour: 'red', frames: 45 }), clip({ colour: 'blue', frames: 50 })], {
      join: 'crossfade',
      seconds: 0.4,
    });
    const colours = frameColours(file);
    expect(colours).toHaveLength(95);
    expect(codes).toEqual([]);
    const reds = colours.map(([red = 0]) => red);
    expect(reds.slice(0, 39).every((red) => red > 245)).toBe(true);
    expect(reds.slice(51).every((red) => red < 10)).toBe(true);
    const fading = reds.slice(38, 52);
    expect(fading).toEqual([...fading].sort((a, b) => b - a));
    expect(new Set(fading).size).toBeGreaterThan(10);
    // The two frames beside the cut lie on either side of the even mixture, equally far.
    expect(Math.abs((reds[44] ?? 0) + (reds[45] ?? 0) - 255)).toBeLessThan(12);
    expect((reds[44] ?? 0) - (reds[45] ?? 0)).toBeGreaterThan(4);
  });

  it('copies what lies outside a transition', async () => {
    const clips = [clip({ colour: 'red', frames: 75 }), clip({ colour: 'blue', frames: 75 })];
    const { file } = await joined(clips, { join: 'crossfade', seconds: 0.4 });
    const [film, first, second] = [file, ...clips].map(packetHashes);
    expect(film?.slice(0, 69)).toEqual(first?.slice(0, 69));
    expect(film?.slice(105)).toEqual(second?.slice(30));
    expect(film?.slice(69, 105)).not.toEqual([...(first?.slice(69) ?? []), ...(second?.slice(0, 30) ?? [])]);
  });

  it('shows moving pictures around a transition at their own moments', async () => {
    const clips = ['0', '40'].map((from, index) => counting(join(folder.path, `count-${index}.mp4`), from));
    const { file } = await joined(clips, { join: 'crossfade', seconds: 0.2 });
    const greys = frameColours(file).map(([red = 0]) => red);
    const expected = [...clips.flatMap((path) => frameColours(path).map(([red = 0]) => red))];
    expect(greys).toHaveLength(expected.length);
    const outside = greys.flatMap((grey, at) => (at >= 57 && at < 63 ? [] : [Math.abs(grey - (expected[at] ?? 0))]));
    expect(Math.max(...outside)).toBeLessThanOrEqual(1);
    expect(ticksOf(file)).toEqual(Array.from({ length: 120 }, (_, number) => number * 512));
  });

  it('blends a few frames at each join', async () => {
    const clips = [clip({ colour: 'red', frames: 30 }), clip({ colour: 'blue', frames: 30 }), clip({ colour: 'red', frames: 30 })];
    const reds = frameColours((await joined(clips, { join: 'blend', seconds: 1 })).file).map(([red = 0]) => red);
    expect(reds).toHaveLength(90);
    const mixed = reds.flatMap((red, at) => (red > 12 && red < 243 ? [at] : []));
    expect(mixed).toEqual([27, 28, 29, 30, 31, 32, 57, 58, 59, 60, 61, 62]);
  });

  it('shortens a transition for a clip that is too short, and says so', async () => {
    const clips = [clip({ colour: 'red', frames: 20 }), clip({ colour: 'lime', frames: 3 }), clip({ colour: 'blue', frames: 1 })];
    const { file, codes } = await joined(clips, { join: 'crossfade', seconds: 1 });
    expect(frameColours(file)).toHaveLength(24);
    expect(codes).toEqual(['TRANSITION_SHORTENED']);
  });

  it('crossfades clips that had to be fitted first', async () => {
    const odd = clip({ colour: 'blue', frames: 20, fps: 25, width: 320, height: 180, encode: ['-c:v', 'libx264', '-bf', '3'] });
    const { file } = await joined([odd, clip({ colour: 'red', frames: 30 }), odd], { join: 'crossfade', seconds: 0.4 });
    expect(frameColours(file)).toHaveLength(20 + 25 + 20);
    expect(ask(file, 'v:0', 'width,height,avg_frame_rate')).toBe('320,180,25/1');
  });
});

describe('the sound of concat', () => {
  it('begins each clip’s sound on the sample at which its picture begins', async () => {
    const quiet = clip({ colour: 'red', frames: 7 });
    const loud = clip({ colour: 'blue', frames: 7, tone: 1000 });
    const { file } = await joined(Array.from({ length: 12 }, (_, index) => (index % 2 ? loud : quiet)));
    const samples = samplesIn(file);
    expect(Math.abs(samples.length - 12 * 11_200)).toBeLessThan(1100);
    const edges = Array.from({ length: 6 }, (_, pair) => onsetAfter(samples, (pair * 2 + 0.5) * 11_200) - (pair * 2 + 1) * 11_200);
    expect(Math.max(...edges.map(Math.abs))).toBeLessThan(256);
    expect(Math.abs((edges[5] ?? 0) - (edges[0] ?? 0))).toBeLessThan(128);
  });

  it('joins the sound of more clips than are opened at once', async () => {
    const pair = [clip({ colour: 'red', frames: 3, tone: 500 }), clip({ colour: 'blue', frames: 3, tone: 2000 })];
    const { file } = await joined(Array.from({ length: 70 }, (_, index) => pair[index % 2] ?? ''));
    const samples = samplesIn(file);
    for (const index of [0, 1, 31, 32, 33, 63, 64, 69]) {
      const [from, to] = [index * 4800 + 1200, index * 4800 + 3600];
      const [low, high] = [strengthOf(500, samples, from, to), strengthOf(2000, samples, from, to)];
      expect(index % 2 ? high : low).toBeGreaterThan((index % 2 ? low : high) * 5 + 0.02);
    }
  });

  it('lays a shorter audio under the film and is silent after it', async () => {
    const audio = tone('short.wav', 0.5);
    const { file, codes } = await joined([clip({ colour: 'red', frames: 30, tone: 2000 })], { audio });
    const samples = samplesIn(file);
    expect(strengthOf(700, samples, 4800, 19_200)).toBeGreaterThan(0.05);
    expect(strengthOf(2000, samples, 4800, 19_200)).toBeLessThan(0.005);
    expect(loudness(samples, 28_000, 47_000)).toBeLessThan(0.001);
    expect(codes).toEqual(['CLIP_SOUND_REPLACED']);
  });

  it('holds the last frame until a longer audio has ended, and says so', async () => {
    const audio = tone('long.wav', 1.71);
    const { file, codes } = await joined([clip({ colour: 'red', frames: 20 }), clip({ colour: 'blue', frames: 10 })], { audio });
    expect(colourRuns(file)).toBe('r20 b32');
    const samples = samplesIn(file);
    expect(strengthOf(700, samples, 76_000, 82_000)).toBeGreaterThan(0.05);
    expect(codes).toEqual(['AUDIO_LONGER']);
  });

  it('gives no sound where no clip has any', async () => {
    expect(ask((await joined([clip({ colour: 'red', frames: 5 })])).file, 'a:0', 'codec_name')).toBe('');
  });
});

describe('a cancelled concat', () => {
  it('leaves no ffmpeg behind', async () => {
    const stop = new AbortController();
    const big = clip({ colour: 'red', frames: 300, width: 64, height: 64 });
    const clips = [clip({ colour: 'blue', frames: 5, width: 1280, height: 720 }), big].map((path) => read(path));
    const work = workIn<'concat'>(folder.path, {
      params: { join: 'cut', seconds: 1 },
      reads: { clips, audio: undefined },
      signal: stop.signal,
      progress: (fraction) => fraction > 0.1 && stop.abort(),
    });
    await expect(concat(work)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(work.folder);
  });
});

const media = process.env.FILMLOOM_TEST_MEDIA;

describe.skipIf(!media)('concat of real footage', () => {
  it('joins 5.1 sound and 12.5 fps frame by frame', async () => {
    const bunny = join(media ?? '', 'big-buck-bunny.mp4');
    const street = join(folder.path, 'street.mp4');
    ffmpeg('-i', join(media ?? '', 'street.mp4'), '-t', '2', '-c', 'copy', street);
    const small = join(folder.path, 'bunny.mp4');
    ffmpeg('-i', bunny, '-t', '2', '-vf', 'scale=320:180', '-c:v', 'libx264', '-c:a', 'copy', small);
    const { file } = await joined([small, street], { join: 'crossfade', seconds: 0.5 });
    expect(ask(file, 'v:0', 'width,height,avg_frame_rate,nb_read_packets')).toBe('320,180,25/1,100');
    expect(ask(file, 'a:0', 'codec_name,sample_rate,channels')).toBe('aac,48000,2');
  });
});

/** The time of each picture in ticks. */
function ticksOf(path: string): number[] {
  const args = ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'packet=pts', '-of', 'csv=p=0', path];
  return execFileSync('ffprobe', args, { encoding: 'utf8' }).trim().split('\n').map(Number);
}

/** A hash of each picture packet: equal hashes mean copied frames. */
function packetHashes(path: string): string[] {
  const lines = ffmpeg('-i', path, '-map', '0:v:0', '-c', 'copy', '-f', 'framehash', '-hash', 'md5', '-').toString('latin1').split('\n');
  return lines.flatMap((line) => (line && !line.startsWith('#') ? [line.split(',').at(-1)?.trim() ?? ''] : []));
}

/** Sixty frames, each a little brighter than the one before. */
function counting(path: string, from: string): string {
  const form = [...houseVideoArgs({ width: 64, height: 64, fps: 30 }), ...houseMuxArgs()];
  const picture = ['-f', 'lavfi', '-i', 'color=black:size=64x64:rate=30:duration=2'];
  ffmpeg(...picture, '-vf', `geq=lum='16+${from}+N*3':cb=128:cr=128`, ...form, path);
  return path;
}

function tone(name: string, seconds: number): string {
  const path = join(folder.path, name);
  ffmpeg('-f', 'lavfi', '-i', `sine=frequency=700:sample_rate=48000:duration=${seconds}`, path);
  return path;
}

/** The first sample after `from` that is clearly sound. */
function onsetAfter(samples: Float32Array, from: number): number {
  return samples.findIndex((sample, at) => at >= from && Math.abs(sample) > 0.02);
}
