import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { probe } from '#executors/ffmpeg/probe.ts';
import { makeRenditions } from '#executors/ffmpeg/rendition-making.ts';
import { planRenditions, type Rendition } from '#executors/ffmpeg/rendition-plan.ts';
import { renditions } from '#executors/ffmpeg/renditions.ts';
import { captionZone } from '#executors/ffmpeg/safe-zones.ts';
import type { Captions } from '#nodes/values.ts';
import { carryOut, freshFolder, greyFrames, levelDb, make, meter, readOf, samplesOf, streams } from './finished-media.ts';

/** A film with a bright box that bobs at a share of the width, over a still background with grain, a grid and a duller block, and a tone. */
function mover(across: string, seconds: number): string {
  const background = `color=0x283848:s=320x180:r=30:d=${seconds},drawgrid=w=32:h=24:c=0x405060,drawbox=x=200:y=60:w=50:h=70:c=0x707050:t=fill,noise=alls=12:allf=t`;
  const box = `color=white:s=20x20:r=30:d=${seconds}`;
  const graph = `[0][1]overlay=x='${across}-10':y='80+45*sin(5*t)',format=yuv420p[v]`;
  const sound = `sine=f=300:r=48000:d=${seconds}`;
  const inputs = ['-f', 'lavfi', '-i', background, '-f', 'lavfi', '-i', box, '-f', 'lavfi', '-i', sound];
  return make(...inputs, '-filter_complex', graph, '-map', '[v]', '-map', '2:a', '-preset', 'ultrafast', '-c:a', 'aac', 'mover.mp4');
}

const small = (more: Partial<Rendition> = {}): Rendition => ({
  platforms: ['tiktok'],
  width: 180,
  height: 320,
  frames: 30,
  maxBytes: 10_000_000,
  videoBits: 4_000_000,
  trimmed: false,
  ...more,
});

async function makeSmall(path: string, plan: readonly Rendition[], way: { crop?: 'smart' | 'centre' | 'fit'; captions?: Captions } = {}) {
  const info = await probe(path);
  if (!info.video) throw new Error('no picture');
  const folder = freshFolder();
  const making = { folder, signal: new AbortController().signal, onProgress: () => undefined };
  const sounds = await makeRenditions({ path, info, video: info.video }, plan, { crop: 'smart', captions: undefined, ...way }, making);
  return { sounds, file: (platform: string, ending = 'mp4') => `${folder}/made-${platform}.${ending}` };
}

/** The share of frames in which the bright box, 20 of 180 lines high, is seen whole. */
function hitRate(file: string): number {
  const frames = greyFrames(file, 90, 160);
  const whole = ((20 * 160) / 180) ** 2;
  const hits = frames.filter((frame) => frame.filter((grey) => grey > 170).length > whole * 0.85);
  return hits.length / frames.length;
}

describe('renditions', () => {
  it('makes each platform its size, rate, sound and still', async () => {
    const video = readOf(mover('W*0.5', 0.4));
    const params = { platforms: ['tiktok', 'x', 'youtube-shorts'], crop: 'smart', captions: 'burn' } as const;
    const seen: number[] = [];
    const progress = (fraction: number): number => seen.push(fraction);
    const { gives, path, warnings } = await carryOut(renditions, {
      params: { ...params, platforms: [...params.platforms] },
      reads: { video, captions: undefined },
      progress: (fraction) => void progress(fraction),
    });
    const sizes = { tiktok: [1080, 1920], 'youtube-shorts': [1080, 1920], x: [1280, 720] } as const;
    expect(gives.videos.map(({ key }) => key)).toEqual(params.platforms);
    expect(gives.thumbnails.map(({ key }) => key)).toEqual(params.platforms);
    for (const [index, platform] of params.platforms.entries()) {
      const [width, height] = sizes[platform];
      const file = path(gives.videos[index] ?? { file: '' });
      const [picture, sound] = streams(file);
      expect(picture).toMatchObject({ codec_name: 'h264', width, height, r_frame_rate: '30/1', nb_read_packets: '12', pix_fmt: 'yuv420p' });
      expect(sound).toMatchObject({ codec_name: 'aac', sample_rate: '48000', channels: 2 });
      const head = readFileSync(file).subarray(0, 4096).toString('latin1');
      expect(head).toContain('moov');
      expect(streams(path(gives.thumbnails[index] ?? { file: '' }))).toMatchObject([{ codec_name: 'mjpeg', width, height }]);
    }
    expect(readFileSync(path(gives.videos[0] ?? { file: '' })).equals(readFileSync(path(gives.videos[2] ?? { file: '' })))).toBe(true);
    expect(warnings).toEqual([]);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBeCloseTo(1, 2);
  });

  it('stops at once when nobody wants it any more', async () => {
    const video = readOf(mover('W*0.5', 3));
    const params = { platforms: ['linkedin' as const], crop: 'smart' as const, captions: 'none' as const };
    const controller = new AbortController();
    const progress = (fraction: number): void => {
      if (fraction > 0.4) controller.abort();
    };
    const work = carryOut(renditions, { params, reads: { video, captions: undefined }, signal: controller.signal, progress });
    await expect(work).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('refuses a sound in place of a video', async () => {
    const sound = readOf(make('-f', 'lavfi', '-i', 'sine=300:d=1', 'sound.wav'));
    const params = { platforms: ['x' as const], crop: 'smart' as const, captions: 'none' as const };
    await expect(carryOut(renditions, { params, reads: { video: sound, captions: undefined } })).rejects.toMatchObject({
      code: 'MEDIA_UNREADABLE',
    });
  });
});

describe('the crop of renditions', () => {
  it.each([
    ['rests at 15 % of the width', 'W*0.15', 2],
    ['rests at 88 % of the width', 'W*0.88', 2],
    ['crosses the frame', 'W*(0.08+0.84*t/3)', 3],
    ['goes there and back', 'W*(0.5+0.4*sin(2*PI*t/4))', 4],
  ])('keeps a bright subject that %s inside for 95 % of the frames', async (_, across, seconds) => {
    const { file } = await makeSmall(mover(across, seconds), [small({ frames: seconds * 30 })]);
    expect(hitRate(file('tiktok'))).toBeGreaterThanOrEqual(0.95);
  });

  it('loses that subject with a crop around the centre, so the test can fail', async () => {
    const { file } = await makeSmall(mover('W*0.15', 1), [small()], { crop: 'centre' });
    expect(hitRate(file('tiktok'))).toBe(0);
  });

  it('shows all of the picture over a blurred background where it is to fit', async () => {
    const { file } = await makeSmall(mover('W*0.1', 1), [small()], { crop: 'fit' });
    const [frame = new Uint8Array()] = greyFrames(file('tiktok'), 180, 320);
    const bright = [...frame.keys()].filter((at) => (frame[at] ?? 0) > 190);
    expect(bright.length).toBeGreaterThan(60);
    for (const at of bright) expect(at % 180).toBeLessThan(30);
    const band = frame.subarray(0, 180 * 60);
    expect(Math.max(...band)).toBeGreaterThan(16);
  });

  it('follows a subject up and down where a tall film becomes a wide one', async () => {
    const tall = make('-i', mover('W*0.2', 2), '-vf', 'transpose=1', '-preset', 'ultrafast', 'tall.mp4');
    const { file } = await makeSmall(tall, [small({ width: 320, height: 180, frames: 60 })]);
    const frames = greyFrames(file('tiktok'), 160, 90);
    const hits = frames.filter((frame) => frame.filter((grey) => grey > 170).length > 150);
    expect(hits.length / frames.length).toBeGreaterThanOrEqual(0.95);
  });
});

describe('the length, size and sound of renditions', () => {
  it('fades out a film that is cut short', async () => {
    const { file } = await makeSmall(mover('W*0.5', 3), [
      small({ frames: 60, trimmed: true }),
      small({ platforms: ['x'], width: 320, height: 180, frames: 90 }),
    ]);
    const cut = file('tiktok');
    const frames = greyFrames(cut, 36, 64);
    expect(frames).toHaveLength(60);
    expect(Math.max(...(frames[30] ?? []))).toBeGreaterThan(150);
    expect(Math.max(...(frames[59] ?? []))).toBeLessThan(40);
    const sound = samplesOf(cut);
    expect(levelDb(sound, 0.5, 1.2) - levelDb(sound, 1.93, 1.99)).toBeGreaterThan(15);
    expect(greyFrames(file('x'), 32, 18)).toHaveLength(90);
    expect(levelDb(samplesOf(file('x')), 2.5, 2.9)).toBeGreaterThan(-30);
  });

  it('has -14 LUFS within 1 and no true peak above -1 dBTP, whatever it was before', async () => {
    for (const [name, sound] of [
      ['quiet', '0.01*sin(2*PI*400*t)*(0.6+0.4*sin(2*PI*3*t))'],
      ['hot', '0.99*lt(mod(t,0.25),0.01)*sin(2*PI*1500*t)+0.03*sin(2*PI*200*t)'],
    ] as const) {
      const inputs = ['-f', 'lavfi', '-i', 'color=gray:s=64x36:r=10:d=4', '-f', 'lavfi', '-i', `aevalsrc='${sound}|${sound}':d=4:s=44100`];
      const film = make(...inputs, '-c:a', 'pcm_s16le', `${name}.mov`);
      const { file, sounds } = await makeSmall(film, [small({ frames: 120 })]);
      const { integrated, truePeak } = meter(file('tiktok'));
      expect(Math.abs(integrated + 14), name).toBeLessThanOrEqual(1);
      expect(truePeak, name).toBeLessThanOrEqual(-1);
      expect(sounds[0]?.levelling.reached).toBe(true);
    }
  });

  it('gives a silent film a silent track', async () => {
    const film = make('-f', 'lavfi', '-i', 'testsrc2=s=64x36:r=10:d=1', 'silent.mp4');
    const { file } = await makeSmall(film, [small()]);
    expect(streams(file('tiktok'))[1]).toMatchObject({ codec_name: 'aac', channels: 2 });
    expect(levelDb(samplesOf(file('tiktok')), 0, 1)).toBeLessThan(-90);
  });

  it('stays under the bytes that a platform takes', async () => {
    const film = make(
      '-f',
      'lavfi',
      '-i',
      'nullsrc=s=180x320:r=30:d=3,geq=random(1)*255:128:128',
      '-preset',
      'ultrafast',
      '-crf',
      '10',
      'noise.mp4',
    );
    const [loose, tight] = [900_000, 300_000];
    const planFor = (maxBytes: number): Rendition =>
      small({ frames: 90, maxBytes, videoBits: Math.floor(((maxBytes * 8 - 3 * 210_000 - 60_000) / 4) * 0.97) });
    const first = await makeSmall(film, [planFor(loose)]);
    const second = await makeSmall(film, [planFor(tight)]);
    expect(statSync(first.file('tiktok')).size).toBeLessThanOrEqual(loose);
    expect(statSync(first.file('tiktok')).size).toBeGreaterThan(tight);
    expect(statSync(second.file('tiktok')).size).toBeLessThanOrEqual(tight);
  });

  it('gives the same bytes again', async () => {
    const film = mover('W*0.3', 1);
    const captions = { cues: [{ start: 0.1, end: 0.8, text: 'Again 👋' }] };
    const [first, second] = [await makeSmall(film, [small()], { captions }), await makeSmall(film, [small()], { captions })];
    for (const ending of ['mp4', 'jpg']) {
      expect(readFileSync(first.file('tiktok', ending)).equals(readFileSync(second.file('tiktok', ending)))).toBe(true);
    }
  });
});

describe('the captions of renditions', () => {
  const black = (seconds: number): string =>
    make('-f', 'lavfi', '-i', `color=black:s=160x90:r=30:d=${seconds}`, '-preset', 'ultrafast', 'black.mp4');
  const words = [
    'WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW',
    'A long sentence that goes on and on, jumping over every lazy dog there ever was, with gypsy quays (and more).',
    '日本語の字幕はここに表示されます。長い文章も二行に収まります。',
    'مرحبا بالعالم، هذه ترجمة طويلة بعض الشيء لكي تملأ السطر كله',
    '{\\an8}\\N<b>%{x}</b> 👋🏽🎉👨‍👩‍👧 [v];:\'"',
  ];
  const captions = { cues: words.map((text, index) => ({ start: index * 0.1, end: index * 0.1 + 0.1, text })) };

  it.each(['tiktok', 'facebook', 'x'] as const)('stand inside the safe zone of %s', async (platform) => {
    const [rendition] = planRenditions([platform], 0.5);
    if (!rendition) throw new Error('no plan');
    const { file } = await makeSmall(black(0.5), [rendition], { captions });
    const zone = captionZone(rendition);
    const [width, height] = [rendition.width / 4, rendition.height / 4];
    const frames = greyFrames(file(platform), width, height);
    const lit = frames.map((frame) => [...frame.keys()].filter((at) => (frame[at] ?? 0) > 40));
    expect(lit.filter((points) => points.length > 20).length).toBe(15);
    for (const point of lit.flat()) {
      const [x, y] = [(point % width) * 4, Math.floor(point / width) * 4];
      expect(x).toBeGreaterThanOrEqual(zone.x - 4);
      expect(x).toBeLessThanOrEqual(zone.x + zone.width);
      expect(y).toBeGreaterThanOrEqual(zone.y - 4);
      expect(y).toBeLessThanOrEqual(zone.y + zone.height);
    }
  });

  it('are shown from their first frame to before their last and not otherwise', async () => {
    const { file } = await makeSmall(black(1), [small()], { captions: { cues: [{ start: 0.3, end: 0.6, text: 'Now' }] } });
    const lit = greyFrames(file('tiktok'), 180, 320).map((frame) => frame.some((grey) => grey > 100));
    expect(lit.indexOf(true)).toBe(9);
    expect(lit.lastIndexOf(true)).toBe(17);
  });

  it('are not burned where they have no words', async () => {
    const { file } = await makeSmall(black(1), [small()], {
      captions: { cues: [{ start: 0, end: 1, text: ' ' }], note: 'Transcript needs a model' },
    });
    expect(greyFrames(file('tiktok'), 90, 160).every((frame) => frame.every((grey) => grey < 30))).toBe(true);
  });
});

describe.skipIf(!process.env.FILMLOOM_TEST_MEDIA)('renditions of real footage', () => {
  it.each([
    ['big-buck-bunny.mp4', 5.28],
    ['street.mp4', 2],
  ])('takes %s', async (name, seconds) => {
    const frames = Math.round(seconds * 30);
    const { file, sounds } = await makeSmall(`${process.env.FILMLOOM_TEST_MEDIA}/${name}`, [
      small({ frames, trimmed: name === 'street.mp4' }),
    ]);
    expect(greyFrames(file('tiktok'), 18, 32)).toHaveLength(frames);
    if ((sounds[0]?.levelling.loudness.integrated ?? -70) > -70)
      expect(Math.abs(meter(file('tiktok')).integrated + 14)).toBeLessThanOrEqual(1);
  });
});
