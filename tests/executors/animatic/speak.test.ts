import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { speak } from '#executors/animatic/speak.ts';
import { cuesOf, widthOf } from '#executors/animatic/speech/cues.ts';
import { readable } from '#executors/animatic/speech/readable.ts';
import type { Work } from '#executors/work.ts';
import { type Captions, captionsSchema } from '#nodes/values.ts';
import { hear, levelOf, loudnessOf, peakOf } from './sound-file.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const params = { voice: 'auto', language: 'auto', speed: 1 };

function workFor(reads: Work<'speak'>['reads'], more: Partial<typeof params> = {}, signal = new AbortController().signal): Work<'speak'> {
  const folder = mkdtempSync(join(tmpdir(), 'speak-'));
  folders.push(folder);
  return { params: { ...params, ...more }, reads, take: 0, folder, signal, progress: () => undefined };
}
const shot = (narration: string | undefined, seconds: number) =>
  ({
    text: undefined,
    shot: { value: { prompt: 'A place.', seconds, ...(narration === undefined ? {} : { narration }) }, hash: 'h', facts: {} },
  }) as const;
const text = (value: string) => ({ text: { value, hash: 'h', facts: {} }, shot: undefined }) as const;

async function spoken(reads: Work<'speak'>['reads'], more: Partial<typeof params> = {}) {
  const { gives, warnings } = await speak(workFor(reads, more));
  const captions: Captions = captionsSchema.parse(gives.captions.value);
  return { path: gives.audio.file, sound: hear(gives.audio.file), captions, warnings: warnings ?? [] };
}

describe('speak', () => {
  it('fills the shot to the sample, after a short lead-in, at -18 LUFS', async () => {
    const { path, sound, captions, warnings } = await spoken(shot('A ship is saved.', 3));
    expect({ frames: sound.frames, rate: sound.rate, channels: sound.channels }).toEqual({ frames: 144_000, rate: 48_000, channels: 2 });
    expect(levelOf(sound, 0, 0.15)).toBeLessThan(-60);
    expect(levelOf(sound, 0.25, 1)).toBeGreaterThan(-30);
    expect(levelOf(sound, 2, 3)).toBeLessThan(-60);
    expect(loudnessOf(path)).toBeCloseTo(-18, 0);
    expect(peakOf(sound)).toBeLessThan(0.9);
    expect(captions).toMatchObject({ language: 'en', cues: [{ text: 'A ship is saved.' }] });
    expect(warnings).toEqual([]);
  });

  it('keeps silent for a shot without narration', async () => {
    const { sound, captions } = await spoken(shot(undefined, 1.5));
    expect(sound.frames).toBe(72_000);
    expect(levelOf(sound, 0, 1.5)).toBeLessThan(-100);
    expect(captions.cues).toEqual([]);
  });

  it('speaks up to 1.15 times faster to fit its shot', async () => {
    const free = await spoken(text('This narration is just a bit longer than its shot.'));
    const need = free.sound.frames / 48_000 - 0.35;
    const { sound, warnings } = await spoken(shot('This narration is just a bit longer than its shot.', need / 1.07 + 0.18));
    expect(sound.frames).toBe(Math.round((need / 1.07 + 0.18) * 48_000));
    expect(warnings).toEqual([]);
  });

  it('cuts no word of a narration that cannot fit, and says how long it takes', async () => {
    const words = 'The narration of this shot is rather long for its short second, is it not so?';
    const { sound, warnings, captions } = await spoken(shot(words, 1));
    const needed = sound.frames / 48_000;
    expect(needed).toBeGreaterThan(2.5);
    expect(levelOf(sound, needed - 0.5, needed - 0.1)).toBeGreaterThan(-35);
    expect(levelOf(sound, needed - 0.03, needed)).toBeLessThan(-45);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.code).toBe('NARRATION_TOO_LONG');
    expect(warnings[0]?.message).toBe(
      `The narration needs ${Math.round(needed * 10) / 10} s, the shot lasts 1 s: shorten the words or lengthen the shot.`,
    );
    expect(captions.cues.map((cue) => cue.text.replace('\n', ' ')).join(' ')).toBe(words);
  });

  it('times captions to the speech', async () => {
    const { sound, captions } = await spoken(
      text('The keeper climbs the stairs. A storm is coming, and a ship is near; he lights the great lamp.'),
    );
    const seconds = sound.frames / 48_000;
    let before = 0;
    for (const { start, end } of captions.cues) {
      expect(start).toBeGreaterThanOrEqual(before);
      expect(end - start).toBeGreaterThanOrEqual(0.69);
      expect(end).toBeLessThanOrEqual(seconds);
      expect(levelOf(sound, start, start + 0.4)).toBeGreaterThan(-32);
      before = end;
    }
    expect(levelOf(sound, (captions.cues[0]?.end ?? 0) + 0.08, (captions.cues[1]?.start ?? 0) - 0.08)).toBeLessThan(-40);
  });

  it('speaks other scripts in their own language', async () => {
    expect((await spoken(text('حارس المنارة.'))).captions.language).toBe('ar');
    expect((await spoken(text('Смотритель маяка.'))).captions.language).toBe('ru');
    const japanese = await spoken(text('灯台守が手紙を見つける。'));
    expect(japanese.captions).toMatchObject({ language: 'ja', cues: [{ text: '灯台守が手紙を見つける。' }] });
    expect(japanese.warnings.map(({ code }) => code)).toEqual(['VOICE_CANNOT_READ']);
    expect(readable('灯台守が', 'ja')).toEqual({ text: 'んんんが', hummed: true });
  });

  it('takes text for words, never for options or phonemes', async () => {
    const { sound } = await spoken(text('--version [[h@ll@U]] <b>hello</b> `id`'));
    expect(sound.frames).toBeGreaterThan(48_000);
    expect(readable('a [[x]]\u0000 b', 'en').text).toBe('a [ [x]] b');
  });

  it('makes the same bytes again, and other ones with another voice or pace', async () => {
    const [one, again, other, slow] = [
      await spoken(shot('A storm.', 1.5)),
      await spoken(shot('A storm.', 1.5)),
      await spoken(shot('A storm.', 1.5), { voice: 'woman' }),
      await spoken(text('A storm.'), { speed: 0.6 }),
    ];
    expect(again.sound.sha256).toBe(one.sound.sha256);
    expect(other.sound.sha256).not.toBe(one.sound.sha256);
    expect(slow.sound.frames).toBeGreaterThan((await spoken(text('A storm.'), { speed: 1.6 })).sound.frames);
  });

  it('speaks anything: punctuation, emoji, one letter', async () => {
    for (const words of ['…!?', '🌊', 'I', '　']) {
      const { sound, captions } = await spoken(text(words));
      expect(sound.frames).toBeGreaterThan(0);
      for (const { start, end } of captions.cues) expect(end).toBeGreaterThan(start);
    }
  });

  it('refuses a voice or language that is not there, and stops when asked', async () => {
    await expect(speak(workFor(text('Hi'), { voice: '-w/etc/x' }))).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(speak(workFor(text('Hi'), { language: 'tlh-x' }))).rejects.toThrow('does not speak "tlh-x"');
    await expect(speak(workFor({ text: undefined, shot: undefined }))).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(speak(workFor(text('Hi'), {}, AbortSignal.abort()))).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('says how to install espeak-ng where it is missing', async () => {
    const path = process.env.PATH;
    process.env.PATH = '/nonexistent';
    try {
      await expect(speak(workFor(text('Hi')))).rejects.toThrow(/Install it \(Debian: apt install espeak-ng/);
    } finally {
      process.env.PATH = path;
    }
  });
});

describe('cuesOf', () => {
  it('keeps captions within two lines of 42 signs, in order, none over another', () => {
    const words = Array.from({ length: 90 }, (_, index) => `word${index}`).join(' ');
    const cues = cuesOf([{ text: words, start: 0.2, end: 40 }], 41);
    expect(cues.map((cue) => cue.text.replace('\n', ' ')).join(' ')).toBe(words);
    for (const [index, cue] of cues.entries()) {
      expect(cue.text.split('\n').length).toBeLessThanOrEqual(2);
      for (const line of cue.text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(42);
      expect(cue.start).toBeGreaterThanOrEqual(cues[index - 1]?.end ?? 0);
    }
  });

  it('counts East Asian signs as two and cuts what has no spaces', () => {
    const cues = cuesOf([{ text: '灯台守が瓶の中の手紙を見つける'.repeat(6), start: 0, end: 20 }], 20);
    expect(cues.length).toBeGreaterThan(1);
    for (const line of cues.flatMap((cue) => cue.text.split('\n'))) expect(widthOf(line)).toBeLessThanOrEqual(42);
    expect(cues.map((cue) => cue.text.replace('\n', '')).join('')).toBe('灯台守が瓶の中の手紙を見つける'.repeat(6));
  });

  it('holds a very short caption as long as it can be read, inside the sound', () => {
    expect(cuesOf([{ text: 'Hi', start: 1.2, end: 1.4 }], 1.5)).toEqual([{ start: 0.8, end: 1.5, text: 'Hi' }]);
  });
});
