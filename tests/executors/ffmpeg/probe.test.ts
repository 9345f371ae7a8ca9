import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { probe, requireKind } from '#executors/ffmpeg/probe.ts';
import { ffmpeg, makeClip, testFolder } from './made-media.ts';

const folder = testFolder();
afterAll(() => folder.remove());

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
}

function film(name: string, ...form: string[]): string {
  const path = join(folder.path, name);
  ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=25:duration=1', '-f', 'lavfi', '-i', 'sine=duration=1', ...form, path);
  return path;
}

function sound(name: string, ...form: string[]): string {
  const path = join(folder.path, name);
  ffmpeg('-f', 'lavfi', '-i', 'sine=sample_rate=44100:duration=1.5', ...form, path);
  return path;
}

function still(name: string, ...form: string[]): string {
  const path = join(folder.path, name);
  ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=170x94', '-vf', 'format=rgb24,crop=162:91:0:0', '-frames:v', '1', ...form, path);
  return path;
}

describe('probe', () => {
  it.each([
    ['clip.mp4', ['-c:v', 'libx264']],
    ['clip.mov', ['-c:v', 'libx264']],
    ['clip.webm', ['-c:v', 'libvpx', '-c:a', 'libvorbis']],
    ['clip.mkv', ['-c:v', 'libx264']],
    ['clip.avi', ['-c:v', 'mpeg4']],
    ['clip.ts', ['-c:v', 'libx264', '-c:a', 'aac']],
  ])('knows %s by what is in it', async (name, form) => {
    const { kind, facts, house } = await probe(film(name, ...form));
    expect(kind).toBe('video');
    expect(facts).toMatchObject({ width: 160, height: 90, fps: 25, audio: true });
    expect(Math.abs((facts.seconds ?? 0) - 1)).toBeLessThan(0.05);
    expect(house).toBe(false);
  });

  it.each([['a.mp3'], ['a.wav'], ['a.flac'], ['a.ogg'], ['a.m4a'], ['a.aac'], ['a.opus']])('knows the sound in %s', async (name) => {
    const { kind, facts } = await probe(sound(name));
    expect(kind).toBe('audio');
    expect(Math.abs((facts.seconds ?? 0) - 1.5)).toBeLessThan(0.08);
  });

  it.each([['p.png'], ['p.jpg'], ['p.webp']])('knows the picture in %s', async (name) => {
    expect(await probe(still(name))).toMatchObject({ kind: 'image', facts: { width: 162, height: 91 } });
  });

  it('goes by content, not by name', async () => {
    expect(await probe(still('picture.mp4', '-c:v', 'png', '-f', 'image2'))).toMatchObject({ kind: 'image', format: 'png_pipe' });
  });

  it('measures to the millisecond and counts frames', async () => {
    const path = makeClip(join(folder.path, 'exact.mp4'), { colour: 'red', frames: 37, fps: 30, tone: 400 });
    const info = await probe(path);
    expect(info.facts).toEqual({ seconds: 1.233, width: 160, height: 90, fps: 30, audio: true });
    expect(info.video).toMatchObject({ codec: 'h264', pixelFormat: 'yuv420p', frames: 37, timeBase: '1/15360' });
    expect(info.audio).toMatchObject({ codec: 'aac', sampleRate: 48_000, channels: 2 });
    expect(info.house).toBe(true);
  });

  it('knows 12.5 frames a second, NTSC rates and 5.1 sound', async () => {
    const slow = await probe(film('slow.mp4', '-r', '12.5', '-c:v', 'libx264', '-c:a', 'aac', '-ac', '6'));
    expect(slow.facts.fps).toBe(12.5);
    expect(slow.audio).toMatchObject({ channels: 6, layout: '5.1' });
    expect((await probe(film('ntsc.mp4', '-r', '30000/1001', '-c:v', 'libx264'))).facts.fps).toBe(29.97003);
  });

  it('gives the size at which a turned or stretched picture is shown', async () => {
    const turned = join(folder.path, 'turned.mp4');
    ffmpeg('-i', film('lying.mp4', '-c:v', 'libx264'), '-c', 'copy', '-metadata:s:v:0', 'rotate=90', turned);
    expect(await probe(turned)).toMatchObject({ facts: { width: 90, height: 160 }, video: { storedWidth: 160, rotation: 90 } });
    expect((await probe(film('wide.mp4', '-c:v', 'libx264', '-aspect', '320:90'))).facts).toMatchObject({ width: 320, height: 90 });
    const upright = still('phone.jpg');
    file('phone.jpg', withOrientation(ffmpeg('-i', upright, '-c', 'copy', '-f', 'image2pipe', '-'), 6));
    expect((await probe(upright)).facts).toEqual({ width: 91, height: 162 });
  });

  it('measures a recording that does not say how long it is', async () => {
    const bytes = ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=25:duration=2', '-c:v', 'libvpx', '-f', 'webm', '-');
    expect((await probe(file('live.webm', bytes))).facts.seconds).toBe(2);
  });

  it('does not take the cover of a song for a film', async () => {
    const song = join(folder.path, 'song.mp3');
    ffmpeg(
      '-i',
      sound('plain.mp3'),
      '-i',
      still('cover.png'),
      '-map',
      '0',
      '-map',
      '1',
      '-c',
      'copy',
      '-disposition:v',
      'attached_pic',
      song,
    );
    expect((await probe(song)).kind).toBe('audio');
  });

  it('stops when told to', async () => {
    await expect(probe(film('stop.mkv'), AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('probe refuses', () => {
  it.each([
    ['hls.mp4', `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:1,\nfile://FOLDER/secret.mp4\n#EXT-X-ENDLIST\n`],
    ['bom.mp4', `\ufeff#EXTM3U\nsecret.mp4\n`],
    ['ffconcat.mp4', `ffconcat version 1.0\nfile secret.mp4\n`],
    ['dash.mp4', `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period/></MPD>`],
    ['sdp.mp4', `v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n`],
    ['pls.mp3', `[playlist]\nFile1=secret.mp4\n`],
  ])('a playlist named %s and opens nothing it points to', async (name, content) => {
    film('secret.mp4', '-c:v', 'libx264');
    const refused = probe(file(name, content.replace('FOLDER', folder.path)));
    await expect(refused).rejects.toMatchObject({
      code: 'MEDIA_UNREADABLE',
      message: expect.stringMatching(/playlist, not a video.*Choose MP4/),
    });
  });

  it('a playlist behind the first bytes of a film', async () => {
    const path = film('secret.mp4', '-c:v', 'libx264');
    const playlist = Buffer.from(`#EXTM3U\n#EXTINF:1,\nfile://${path}\n`);
    const box = Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from('ftypisom\0\0\0\0'), playlist]);
    await expect(probe(file('hidden.mp4', box))).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
    const riff = Buffer.concat([Buffer.from('RIFF\xff\0\0\0AVI ', 'latin1'), playlist]);
    await expect(probe(file('hidden.avi', riff))).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
  });

  it.each([
    ['nothing.mp4', '', /empty \(0 bytes\)/],
    ['text.mp4', 'This is a love letter, not a film.\n', /is text/],
    ['scripted.svg', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', /SVG.*Save it as PNG/],
    ['paper.pdf', '%PDF-1.7\n\0\0', /PDF document/],
    ['noise.bin', Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9]), /kind that is not known/],
    ['one-byte.mp4', Buffer.from([0]), /kind that is not known/],
    ['photo.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'), /HEIC/],
  ])('%s with a sentence that says what it is', async (name, content, sentence) => {
    await expect(probe(file(name, content))).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE', message: expect.stringMatching(sentence) });
  });

  it('a film that is cut off, with its index or without', async () => {
    for (const [name, form] of [
      ['index-last.mp4', []],
      ['index-first.mp4', ['-movflags', '+faststart']],
    ] as const) {
      const path = film(name, '-c:v', 'libx264', ...form);
      truncateSync(path, 12_000);
      await expect(probe(path)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE', message: expect.stringMatching(/cut off/) });
    }
  });

  it.each([['half.png'], ['half.jpg'], ['half.webp']])('%s, which is cut off', async (name) => {
    const path = still(name);
    truncateSync(path, 600);
    await expect(probe(path)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
  });

  it('a picture of 30,000 × 30,000 pixels before it is decoded', async () => {
    const started = performance.now();
    const refused = probe(file('bomb.png', blackPng(30_000, 30_000)));
    await expect(refused).rejects.toMatchObject({ code: 'MEDIA_TOO_LARGE', message: expect.stringMatching(/30,000×30,000.*16,384/) });
    expect(performance.now() - started).toBeLessThan(1000);
    const wide = probe(file('wide.png', blackPng(16_000, 8_000)));
    await expect(wide).rejects.toMatchObject({ code: 'MEDIA_TOO_LARGE', message: expect.stringMatching(/100 megapixels/) });
  });

  it('a film longer than the limit', async () => {
    const path = join(folder.path, 'long.mkv');
    ffmpeg('-f', 'lavfi', '-i', 'color=black:size=16x16:rate=1/1800:duration=28800', '-c:v', 'libx264', path);
    await expect(probe(path)).rejects.toMatchObject({ code: 'MEDIA_TOO_LARGE', message: expect.stringMatching(/6 hours/) });
  });

  it('an animated PNG', async () => {
    const path = join(folder.path, 'moving.png');
    ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=32x32:rate=5:duration=1', '-f', 'apng', path);
    await expect(probe(path)).rejects.toThrow(/animated PNG/);
  });

  it('a file that is not there and a folder', async () => {
    await expect(probe(join(folder.path, 'absent.mp4'))).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
    await expect(probe(folder.path)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
  });
});

describe('requireKind', () => {
  it('says what is there and what is needed', async () => {
    const info = await probe(sound('only.wav'));
    expect(() => requireKind(info, 'video')).toThrow(/sound without a picture, and a video .* is needed/);
    expect(requireKind(info, 'audio').kind).toBe('audio');
  });
});

const media = process.env.FILMLOOM_TEST_MEDIA;

describe.skipIf(!media)('probe of real footage', () => {
  it('measures it', async () => {
    const bunny = await probe(join(media ?? '', 'big-buck-bunny.mp4'));
    expect(bunny.facts).toEqual({ seconds: 5.28, width: 1280, height: 720, fps: 25, audio: true });
    expect(bunny.audio?.channels).toBe(6);
    expect((await probe(join(media ?? '', 'street.mp4'))).facts).toEqual({
      seconds: 30.16,
      width: 768,
      height: 432,
      fps: 12.5,
      audio: true,
    });
    expect((await probe(join(media ?? '', 'speech-jfk.flac'))).facts).toEqual({ seconds: 11 });
  });
});

/** A PNG of any size whose pixels take next to no bytes. */
function blackPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const part = (name: string, body: Buffer): Buffer => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(body.length);
    return Buffer.concat([size, Buffer.from(name), body, Buffer.alloc(4)]);
  };
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, part('IHDR', header), part('IDAT', deflateSync(Buffer.alloc(1000))), part('IEND', Buffer.alloc(0))]);
}

/** Lays an EXIF orientation into a JPEG. */
function withOrientation(jpeg: Buffer, orientation: number): Buffer {
  const exif = Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
  const body = Buffer.concat([Buffer.from('Exif\0\0'), exif]);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(body.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), size, body, jpeg.subarray(2)]);
}
