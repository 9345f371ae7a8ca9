import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mixAudio } from '#executors/ffmpeg/mix-audio.ts';
import { carryOut, levelDb, make, meter, readOf, samplesOf, streams, tone } from './finished-media.ts';

const params = { voiceDb: 0, musicDb: -10, effectsDb: -6, duckDb: 12, loudness: -14 };
/** Bursts that sound like syllables, between `from` and `to`. */
const syllables = (from: number, to: number): string => `0.4*sin(2*PI*300*t)*(0.55+0.45*sin(2*PI*4*t))*between(t,${from},${to})`;
const speech = (seconds: number, from = 0, to = seconds): string => tone(syllables(from, to), seconds);
const music = (seconds: number): string => tone('0.2*sin(2*PI*3000*t)', seconds);

/** Level of what lies above 1.5 kHz, where only the music is. */
function musicLevel(file: string, from: number, to: number): number {
  return levelDb(samplesOf(make('-i', file, '-af', 'highpass=f=1500:p=2,highpass=f=1500:p=2', 'high.wav')), from, to);
}

describe('mixAudio', () => {
  it('reaches the loudness asked for, within half a LUFS and under -1 dBTP, at the exact length', async () => {
    const reads = { voice: [readOf(speech(2.5)), readOf(speech(1.5))], music: readOf(music(5)), effects: [] };
    for (const target of [-14, -23]) {
      const { gives, path, warnings } = await carryOut(mixAudio, { params: { ...params, loudness: target }, reads });
      const file = path(gives.audio);
      const { integrated, truePeak } = meter(file);
      expect(Math.abs(integrated - target)).toBeLessThanOrEqual(0.5);
      expect(truePeak).toBeLessThanOrEqual(-1);
      expect(samplesOf(file)).toHaveLength(5 * 48_000 * 2);
      expect(streams(file)).toMatchObject([{ codec_name: 'flac', sample_rate: '48000', channels: 2 }]);
      expect(warnings).toEqual([]);
    }
  });

  it.each([6, 12, 20])('takes the music down by %d dB under the voice and up again after it', async (duckDb) => {
    const reads = { voice: [readOf(speech(8, 3, 5))], music: readOf(music(8)), effects: [] };
    const { gives, path } = await carryOut(mixAudio, { params: { ...params, duckDb }, reads });
    const file = path(gives.audio);
    const free = musicLevel(file, 1, 2.5);
    expect(free - musicLevel(file, 3.05, 4.95)).toBeCloseTo(duckDb, 0);
    expect(Math.abs(free - musicLevel(file, 3.05, 4.95) - duckDb)).toBeLessThan(0.5);
    expect(Math.abs(free - musicLevel(file, 6.2, 7.4))).toBeLessThan(0.3);
  });

  it('keeps the music down over the short pauses between words', async () => {
    const voice = tone(`${syllables(1, 2)}+${syllables(2.35, 3.3)}`, 5);
    const { gives, path } = await carryOut(mixAudio, { params, reads: { voice: [readOf(voice)], music: readOf(music(5)), effects: [] } });
    const file = path(gives.audio);
    expect(Math.abs(musicLevel(file, 2.05, 2.3) - musicLevel(file, 1.2, 1.8))).toBeLessThan(0.5);
  });

  it('plays voices one after another and lets effects begin with them', async () => {
    const effect = tone('0.3*sin(2*PI*5000*t)', 0.5);
    const voice = [readOf(tone('0.3*sin(2*PI*300*t)*between(t,0,0.5)', 1)), readOf(tone('0.3*sin(2*PI*600*t)', 1))];
    const { gives, path } = await carryOut(mixAudio, {
      params: { ...params, duckDb: 0 },
      reads: { voice, music: undefined, effects: [readOf(effect)] },
    });
    const band = (f: number): Float32Array =>
      samplesOf(make('-i', path(gives.audio), '-af', `bandpass=f=${f}:w=0.2:t=o,bandpass=f=${f}:w=0.2:t=o`, 'band.wav'));
    expect(levelDb(band(600), 1.2, 1.9) - levelDb(band(600), 0.2, 0.8)).toBeGreaterThan(20);
    expect(levelDb(band(5000), 0.1, 0.4) - levelDb(band(5000), 0.8, 1.8)).toBeGreaterThan(30);
    expect(samplesOf(path(gives.audio))).toHaveLength(2 * 48_000 * 2);
  });

  it('fades music that ends before the voice', async () => {
    const reads = { voice: [readOf(tone('0', 5))], music: readOf(music(3)), effects: [] };
    const { gives, path } = await carryOut(mixAudio, { params, reads });
    const sound = samplesOf(path(gives.audio));
    expect(levelDb(sound, 0.5, 1.2) - levelDb(sound, 2.8, 3)).toBeGreaterThan(12);
    expect(levelDb(sound, 3.1, 5)).toBeLessThan(-90);
    expect(sound).toHaveLength(5 * 48_000 * 2);
  });

  it('leaves silence silent and says so', async () => {
    const { gives, path, warnings } = await carryOut(mixAudio, {
      params,
      reads: { voice: [readOf(tone('0', 3.5))], music: undefined, effects: [] },
    });
    expect(samplesOf(path(gives.audio)).every((sample) => sample === 0)).toBe(true);
    expect(warnings).toEqual([]);
  });

  it('tames peaks that stand far above the rest', async () => {
    const clicks = tone('0.02*sin(2*PI*500*t)+0.95*lt(mod(t,0.5),0.004)*sin(2*PI*2000*t)', 4);
    const { gives, path } = await carryOut(mixAudio, { params, reads: { voice: [], music: readOf(clicks), effects: [] } });
    const { integrated, truePeak } = meter(path(gives.audio));
    expect(Math.abs(integrated + 14)).toBeLessThanOrEqual(0.5);
    expect(truePeak).toBeLessThanOrEqual(-1);
  });

  it('takes one channel, another rate and compressed sound', async () => {
    const mono = make('-f', 'lavfi', '-i', 'sine=300:d=3:r=22050', '-ac', '1', 'voice.mp3');
    const { gives, path } = await carryOut(mixAudio, { params, reads: { voice: [readOf(mono)], music: readOf(music(2)), effects: [] } });
    const [stream] = streams(path(gives.audio));
    expect(stream).toMatchObject({ sample_rate: '48000', channels: 2 });
    expect(Math.abs(meter(path(gives.audio)).integrated + 14)).toBeLessThanOrEqual(0.5);
  });

  it('gives the same bytes again', async () => {
    const reads = { voice: [readOf(speech(1))], music: readOf(music(1.5)), effects: [] };
    const [first, second] = await Promise.all([carryOut(mixAudio, { params, reads }), carryOut(mixAudio, { params, reads })]);
    expect(readFileSync(first.path(first.gives.audio)).equals(readFileSync(second.path(second.gives.audio)))).toBe(true);
  });

  it('refuses to mix nothing', async () => {
    await expect(carryOut(mixAudio, { params, reads: { voice: [], music: undefined, effects: [] } })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });

  it('refuses a picture in place of a sound', async () => {
    const silent = make('-f', 'lavfi', '-i', 'color=red:s=64x64:d=1', 'silent.mp4');
    await expect(carryOut(mixAudio, { params, reads: { voice: [readOf(silent)], music: undefined, effects: [] } })).rejects.toMatchObject({
      code: 'MEDIA_UNREADABLE',
    });
  });
});
