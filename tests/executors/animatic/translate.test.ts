import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { spokenTag } from '#executors/animatic/speech/voices.ts';
import { translate } from '#executors/animatic/translate.ts';
import { languages } from '#nodes/languages.ts';
import type { Captions } from '#nodes/values.ts';
import { carryOut, levelDb, make, meter, readOf, samplesOf, streams } from '../ffmpeg/finished-media.ts';

/** A film of colour bars with a high tone, which no voice reaches. */
const film = (seconds: number, more: string[] = []) => {
  const inputs = ['-f', 'lavfi', '-i', `testsrc2=s=160x90:r=25:d=${seconds}`, '-f', 'lavfi', '-i', `sine=f=6500:r=48000:d=${seconds}`];
  return readOf(make(...inputs, '-af', 'volume=8dB', '-preset', 'ultrafast', ...more, 'film.mp4'));
};
const captions = (list: [number, number, string][]) => ({
  value: { cues: list.map(([start, end, text]) => ({ start, end, text })), language: 'en' } satisfies Captions,
  hash: 'captions',
  facts: {},
});
const into = (language: string, video: ReturnType<typeof readOf>, words?: ReturnType<typeof captions>) =>
  carryOut(translate, { params: { language, voice: 'auto' }, reads: { video, captions: words } });
const frameHashes = (file: string): string =>
  execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-map', 'v:0', '-f', 'framemd5', '-']).toString().replaceAll(/^#.*$/gm, '');
const high = (file: string): Float32Array =>
  samplesOf(make('-i', file, '-vn', '-af', 'highpass=f=6000:p=2,highpass=f=6000:p=2', 'high.wav'));
const low = (file: string): Float32Array =>
  samplesOf(make('-i', file, '-vn', '-af', 'lowpass=f=3000:p=2,lowpass=f=3000:p=2,lowpass=f=3000:p=2', 'low.wav'));

describe('translate', () => {
  it('speaks the given words in their place over the sound, which steps back, and says that nothing is translated', async () => {
    const video = film(5);
    const { gives, path, warnings } = await into('de', video, captions([[2, 4, 'The ship is saved at last.']]));
    const file = path(gives.video);
    expect(levelDb(low(file), 2.1, 3) - levelDb(low(file), 0.3, 1.5)).toBeGreaterThan(20);
    expect(levelDb(high(file), 0.5, 1.5) - levelDb(high(file), 2.3, 3)).toBeGreaterThan(12);
    expect(levelDb(high(file), 0.5, 1.5) - levelDb(high(file), 4.7, 4.9)).toBeLessThan(1.5);
    expect(gives.captions.value).toEqual({
      cues: [{ start: 2, end: 4, text: 'The ship is saved at last.' }],
      language: 'en',
      note: 'Not translated',
    });
    expect(warnings).toMatchObject([{ code: 'NOT_TRANSLATED' }]);
    expect(warnings?.[0]?.message).toContain('German');
    expect(meter(file).truePeak).toBeLessThanOrEqual(-1);
  });

  it('leaves the picture as it is, frame by frame', async () => {
    const video = film(2);
    const { gives, path } = await into('fr', video, captions([[0, 2, 'Again']]));
    expect(frameHashes(path(gives.video))).toBe(frameHashes(video.path));
    expect(streams(path(gives.video))[1]).toMatchObject({ codec_name: 'aac', sample_rate: '48000', channels: 2 });
  });

  it('invents no words: without captions the sound stays and the captions are blank', async () => {
    const video = film(2);
    const { gives, path, warnings } = await into('ja', video);
    expect(Math.abs(levelDb(high(path(gives.video)), 0.5, 1.5) - levelDb(high(video.path), 0.5, 1.5))).toBeLessThan(1);
    expect(gives.captions.value).toEqual({ cues: [], note: 'Transcript needs a model. Not translated' });
    expect(warnings).toMatchObject([{ code: 'NOT_TRANSLATED' }]);
  });

  it('gives a silent film a track, with the voice where there are words', async () => {
    const silent = readOf(make('-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=25:d=2', '-preset', 'ultrafast', 'silent.mp4'));
    const plain = await into('es', silent);
    expect(levelDb(samplesOf(plain.path(plain.gives.video)), 0, 2)).toBeLessThan(-90);
    const spoken = await into('es', silent, captions([[0.2, 2, 'Hola, buenos días']]));
    expect(levelDb(samplesOf(spoken.path(spoken.gives.video)), 0.3, 1.2)).toBeGreaterThan(-40);
  });

  it('leaves out whole captions where the film is too short to speak them, and says how many', async () => {
    const many = captions(
      Array.from({ length: 8 }, (_, index) => [index * 0.2, index * 0.2 + 0.2, 'A rather long sentence that takes its time.']),
    );
    const { gives, warnings } = await into('en', film(2), many);
    expect(warnings?.map(({ code }) => code)).toEqual(['NOT_TRANSLATED', 'NARRATION_TOO_LONG']);
    expect(gives.captions.value.cues).toHaveLength(8);
  });

  it('makes a picture that an MP4 cannot hold anew', async () => {
    const webm = readOf(make('-f', 'lavfi', '-i', 'testsrc2=s=96x54:r=25:d=1', '-c:v', 'libvpx', '-b:v', '200k', 'film.webm'));
    const { gives, path } = await into('en', webm);
    expect(streams(path(gives.video))[0]).toMatchObject({ codec_name: 'h264', width: 96, height: 54, nb_read_packets: '25' });
  });

  it('gives the same bytes again', async () => {
    const video = film(1);
    const words = captions([[0, 1, 'Again']]);
    const [first, second] = [await into('de', video, words), await into('de', video, words)];
    expect(readFileSync(first.path(first.gives.video)).equals(readFileSync(second.path(second.gives.video)))).toBe(true);
  });

  it('refuses a language that is none', async () => {
    await expect(into('tlh', film(1))).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  it('has an installed voice for every language of the list', () => {
    const listed = execFileSync('espeak-ng', ['--voices'], { encoding: 'utf8' }).split('\n').slice(1);
    const installed = new Set(listed.map((line) => line.trim().split(/\s+/)[1]));
    expect(languages.filter(({ code }) => !installed.has(spokenTag(code) ?? ''))).toEqual([]);
  });

  it.skipIf(!process.env.FILMLOOM_TEST_MEDIA)('takes real footage with 5.1 sound', async () => {
    const bunny = readOf(`${process.env.FILMLOOM_TEST_MEDIA}/big-buck-bunny.mp4`);
    const { gives, path } = await into('it', bunny, captions([[0.5, 2, 'Che bella giornata']]));
    expect(streams(path(gives.video))).toMatchObject([{ codec_name: 'h264', width: 1280, height: 720 }, { channels: 2 }]);
    expect(samplesOf(path(gives.video)).length / 2 / 48_000).toBeCloseTo(5.28, 1);
  });
});
