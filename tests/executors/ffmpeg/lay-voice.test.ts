import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { layVoice } from '#executors/ffmpeg/lay-voice.ts';
import type { Captions, Shot } from '#nodes/values.ts';
import { carryOut, levelDb, make, readOf, samplesOf, streams, tone } from './finished-media.ts';

const shot = (seconds: number) => ({ value: { prompt: 'a shot', seconds } satisfies Shot, hash: 'shot', facts: { seconds } });
const cues = (...list: [number, number, string][]) => ({
  value: { cues: list.map(([start, end, text]) => ({ start, end, text })), language: 'en' } satisfies Captions,
  hash: 'captions',
  facts: {},
});
/** A voice of one pitch that sounds between two moments of its file. */
const voice = (pitch: number, seconds: number, from = 0, to = seconds) =>
  readOf(tone(`0.3*sin(2*PI*${pitch}*t)*between(t,${from},${to})`, seconds));
const lay = (shots: ReturnType<typeof shot>[], voices: ReturnType<typeof readOf>[], captions: ReturnType<typeof cues>[] = []) =>
  carryOut(layVoice, { params: {}, reads: { shots, voices, captions } });

/** When a pitch is heard, to about 20 ms. */
function heard(file: string, pitch: number): { from: number; to: number } {
  const band = samplesOf(make('-i', file, '-af', `bandpass=f=${pitch}:w=0.15:t=o,bandpass=f=${pitch}:w=0.15:t=o`, 'band.wav'));
  const loud: number[] = [];
  for (let at = 0; at < band.length / 2 / 48_000; at += 0.01) if (levelDb(band, at, at + 0.01) > -25) loud.push(at);
  return { from: loud[0] ?? Number.NaN, to: (loud.at(-1) ?? Number.NaN) + 0.01 };
}

describe('layVoice', () => {
  it('begins each voice with its shot and is as long as the shots together, to the sample', async () => {
    const { gives, path, warnings } = await lay(
      [shot(1.1), shot(0.9), shot(1)],
      [voice(400, 1.1, 0, 0.6), voice(900, 0.9, 0, 0.5), voice(2000, 0.5)],
    );
    const file = path(gives.audio);
    expect(samplesOf(file)).toHaveLength(3 * 48_000 * 2);
    expect(streams(file)).toMatchObject([{ codec_name: 'flac', sample_rate: '48000', channels: 2 }]);
    expect(heard(file, 400).from).toBeCloseTo(0, 1);
    expect(heard(file, 900).from).toBeCloseTo(1.1, 1);
    expect(heard(file, 2000).from).toBeCloseTo(2, 1);
    expect(warnings).toEqual([]);
    expect(gives.captions.facts).toEqual({ seconds: 3 });
  });

  it('lets a voice that is longer than its shot run on and moves the next one behind it', async () => {
    const { gives, path, warnings } = await lay([shot(1), shot(2)], [voice(400, 1.4), voice(900, 2, 0, 0.5)]);
    const file = path(gives.audio);
    const first = heard(file, 400);
    expect(first.to - first.from).toBeCloseTo(1.4, 1);
    expect(heard(file, 900).from).toBeGreaterThan(1.4);
    expect(heard(file, 900).to - heard(file, 900).from).toBeCloseTo(0.5, 1);
    expect(samplesOf(file)).toHaveLength(3 * 48_000 * 2);
    expect(warnings).toEqual([]);
  });

  it('begins the last voice earlier so that its words end with the film', async () => {
    const { gives, path } = await lay([shot(1), shot(1)], [voice(400, 1, 0, 0.3), voice(900, 1.4)]);
    const last = heard(path(gives.audio), 900);
    expect(last.from).toBeCloseTo(0.6, 1);
    expect(last.to).toBeCloseTo(2, 1);
    expect(samplesOf(path(gives.audio))).toHaveLength(2 * 48_000 * 2);
  });

  it('is longer than the shots only where the words cannot fit, and says so', async () => {
    const { gives, path, warnings } = await lay([shot(1), shot(0.5)], [voice(400, 1), voice(900, 1)]);
    expect(samplesOf(path(gives.audio))).toHaveLength(2 * 48_000 * 2);
    expect(warnings).toMatchObject([{ code: 'NARRATION_TOO_LONG' }]);
    expect(gives.captions.facts).toEqual({ seconds: 2 });
  });

  it('moves captions with their voice and keeps them apart', async () => {
    const { gives } = await lay(
      [shot(1), shot(2)],
      [voice(400, 1.4), voice(900, 2, 0.1, 0.5)],
      [cues([0, 0.7, 'one'], [0.7, 2, 'two']), cues([0.1, 2, 'three'])],
    );
    const { cues: laid, language } = gives.captions.value;
    expect(language).toBe('en');
    expect(laid.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    expect(laid[2]?.start).toBeGreaterThan(1.4);
    expect(laid[1]?.end).toBeLessThanOrEqual(laid[2]?.start ?? 0);
    expect(laid[2]?.end).toBeLessThanOrEqual(3);
  });

  it('keeps the sound of a voice whole', async () => {
    const source = voice(400, 1);
    const { gives, path } = await lay([shot(2)], [source]);
    const laid = samplesOf(path(gives.audio));
    const given = samplesOf(source.path);
    const worst = given.reduce((most, sample, index) => Math.max(most, Math.abs(sample - (laid[index] ?? 0))), 0);
    expect(worst).toBeLessThan(2 / 32_768);
  });

  it('takes silent voices', async () => {
    const { gives, path } = await lay(
      [shot(1), shot(1)],
      [readOf(tone('0', 1)), readOf(tone('0', 1))],
      [cues(), cues([0.2, 0.8, 'unheard'])],
    );
    expect(samplesOf(path(gives.audio)).every((sample) => sample === 0)).toBe(true);
    expect(gives.captions.value.cues).toEqual([{ start: 1.2, end: 1.8, text: 'unheard' }]);
  });

  it('takes one channel at another rate', async () => {
    const mono = make('-f', 'lavfi', '-i', 'sine=400:d=0.5:r=22050', '-ac', '1', 'voice.wav');
    const { gives, path } = await lay([shot(1)], [readOf(mono)]);
    expect(samplesOf(path(gives.audio))).toHaveLength(48_000 * 2);
    expect(heard(path(gives.audio), 400).to).toBeCloseTo(0.5, 1);
  });

  it('gives the same bytes again', async () => {
    const given = [voice(400, 1.4), voice(900, 2, 0, 0.5)];
    const [first, second] = [await lay([shot(1), shot(2)], given), await lay([shot(1), shot(2)], given)];
    expect(readFileSync(first.path(first.gives.audio)).equals(readFileSync(second.path(second.gives.audio)))).toBe(true);
  });

  it.each([
    [[], [], []],
    [[shot(1)], [], []],
    [[shot(1), shot(1)], [0, 0], [cues()]],
  ])('refuses counts that do not fit', async (shots, voices, captions) => {
    await expect(
      lay(
        shots,
        voices.map(() => voice(400, 0.2)),
        captions,
      ),
    ).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});
