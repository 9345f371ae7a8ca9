import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { composeMusic } from '#executors/animatic/compose-music.ts';
import { lotsOf } from '#executors/animatic/drawing/lots.ts';
import { ambienceOf } from '#executors/animatic/music/ambience.ts';
import { formOf } from '#executors/animatic/music/form.ts';
import { type MusicMood, musicMoodOf, sectionsOf } from '#executors/animatic/music/story.ts';
import { styles } from '#executors/animatic/music/style.ts';
import { voiced } from '#executors/animatic/music/voicing.ts';
import { planFilm } from '#executors/animatic/planning/film.ts';
import type { Work } from '#executors/work.ts';
import type { Shot } from '#nodes/values.ts';
import { hear, levelOf, loudnessOf, peakOf, pitchClassPower } from './sound-file.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const sample = 'A lighthouse keeper finds a message in a bottle; a storm; a ship is saved.';
const sampleShots = planFilm(sample, { shots: 4, seconds: 3, style: '', seed: 1 }).shots;

type Asked = {
  seconds?: number;
  mood?: MusicMood | 'auto';
  seed?: number;
  shots?: readonly Shot[];
  prompt?: string;
  take?: number;
  signal?: AbortSignal;
  progress?: (fraction: number) => void;
};

function workFor(asked: Asked): Work<'compose-music'> {
  const {
    seconds,
    mood = 'auto',
    seed = 5,
    shots = [],
    prompt,
    take = 0,
    signal = new AbortController().signal,
    progress = () => undefined,
  } = asked;
  const folder = mkdtempSync(join(tmpdir(), 'music-'));
  folders.push(folder);
  const reads = {
    prompt: prompt === undefined ? undefined : { value: prompt, hash: 'p', facts: {} },
    shots: shots.map((value) => ({ value, hash: 's', facts: {} })),
    video: undefined,
  };
  return { params: { mood, seed, ...(seconds === undefined ? {} : { seconds }) }, reads, take, folder, signal, progress };
}
async function composed(asked: Asked) {
  const path = (await composeMusic(workFor(asked))).gives.audio.file;
  return { path, sound: hear(path) };
}
describe('composeMusic', () => {
  it.each(['calm', 'tense', 'playful'] as const)(
    'plays %s music of the exact length at -20 LUFS, from the first moment to a silent end',
    async (mood) => {
      const { path, sound } = await composed({ mood, seconds: 5.37 });
      expect({ frames: sound.frames, rate: sound.rate, channels: sound.channels }).toEqual({
        frames: Math.round(5.37 * 48_000),
        rate: 48_000,
        channels: 2,
      });
      expect(Math.abs(loudnessOf(path) + 20)).toBeLessThan(0.6);
      expect(peakOf(sound)).toBeLessThan(0.891);
      expect(levelOf(sound, 0, 0.3)).toBeGreaterThan(-40);
      expect(levelOf(sound, 5.36, 5.37)).toBeLessThan(-55);
      expect(Math.abs(sound.left.at(-1) ?? 1)).toBeLessThan(0.001);
    },
  );

  it('makes no click: neighbouring samples stay near each other', async () => {
    for (const mood of ['warm', 'epic', 'mysterious'] as const) {
      const { left } = (await composed({ mood, seconds: 5 })).sound;
      const steps = left.slice(1).map((sample, index) => Math.abs(sample - (left[index] ?? 0)));
      expect(steps.reduce((most, step) => Math.max(most, step), 0)).toBeLessThan(0.3);
    }
  });

  it('ends on the tonic: its pitch class is among the strongest at the end and its fifth sounds with it', async () => {
    for (const mood of ['calm', 'sad'] as const) {
      const { sound } = await composed({ mood, seconds: 8, seed: 11 });
      const key = Math.floor(lotsOf(11, mood).next() * 12);
      const powers = Array.from({ length: 12 }, (_, pitchClass) => pitchClassPower(sound, pitchClass, 6.3, 7.5));
      const inChord = (powers[key] ?? 0) + (powers[(key + 7) % 12] ?? 0) + (powers[(key + 3) % 12] ?? 0) + (powers[(key + 4) % 12] ?? 0);
      const all = powers.reduce((sum, power) => sum + power, 0);
      expect(inChord / all).toBeGreaterThan(0.8);
      expect(powers[key] ?? 0).toBeGreaterThan(all / 12);
    }
  });

  it('follows the film: as long as its shots, darker and louder in the storm, calm again when the ship is saved', async () => {
    const { sound } = await composed({ shots: sampleShots });
    expect(sound.frames).toBe(576_000);
    expect(levelOf(sound, 6.2, 8.8)).toBeGreaterThan(levelOf(sound, 3.2, 5.8) + 2);
    expect(levelOf(sound, 10.5, 11.5)).toBeLessThan(levelOf(sound, 6.2, 8.8) - 5);
  });

  it('makes the same bytes for a seed and take and another piece for another take', async () => {
    const asked = { mood: 'warm', seconds: 3 } as const;
    const [one, again, other] = [await composed(asked), await composed(asked), await composed({ ...asked, take: 1 })];
    expect(again.sound.sha256).toBe(one.sound.sha256);
    expect(other.sound.sha256).not.toBe(one.sound.sha256);
  });

  it('plays even one second, leaves nothing but the music behind and lets the event loop run', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const fractions: number[] = [];
    const work = workFor({ seconds: 1, progress: (fraction) => fractions.push(fraction) });
    await composeMusic(work);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
    expect(fractions.at(-1)).toBe(1);
    expect(readdirSync(work.folder)).toEqual(['music.wav']);
  });

  it('stops when asked', async () => {
    const stop = new AbortController();
    const playing = composeMusic(workFor({ seconds: 600, signal: stop.signal, progress: () => stop.abort() }));
    await expect(playing).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('formOf', () => {
  it('lands the last chord after whole bars for any length, with every second accounted for', () => {
    for (const mood of Object.keys(styles) as MusicMood[]) {
      for (const seconds of [1, 2.59, 2.61, 4, 7.3, 12, 45, 183.4, 3600]) {
        const { harmonies, last, bars, barSeconds } = formOf(styles[mood], sectionsOf([], '', seconds), seconds, lotsOf(1));
        expect(last.start + last.seconds).toBeCloseTo(seconds, 6);
        expect(last.start).toBeCloseTo(bars * (bars === 0 ? 0 : barSeconds), 6);
        expect(harmonies.reduce((sum, one) => sum + one.seconds, 0)).toBeCloseTo(last.start, 5);
        expect([0, 7]).toContain(harmonies.at(-1)?.chord.root ?? 0);
        expect(last.chord.root).toBe(0);
        if (seconds > 20) expect(240 / barSeconds / styles[mood].beatsPerMinute).toSatisfy((ratio: number) => ratio > 0.85 && ratio < 1.18);
      }
    }
  });

  it('changes chords with the shots of the sample film and resolves on its last one', () => {
    const form = formOf(styles.calm, sectionsOf(sampleShots, '', 12), 12, lotsOf(1));
    expect(form.harmonies.some(({ start }) => Math.abs(start - 6) < 0.35)).toBe(true);
    expect(Math.abs(form.last.start - 9)).toBeLessThan(0.35);
    expect(form.harmonies.filter(({ dark }) => dark).length).toBeGreaterThan(0);
  });
});

describe('music for a story', () => {
  it('hears mood and surroundings in the words', () => {
    expect(musicMoodOf('auto', sample)).toBe('warm');
    expect(musicMoodOf('auto', 'A detective finds a secret door')).toBe('mysterious');
    expect(musicMoodOf('sad', 'A birthday party')).toBe('sad');
    const left = new Float32Array(48_000);
    ambienceOf(sectionsOf([], 'A quiet library', 1), 1).add(left, new Float32Array(48_000), 48_000);
    expect(left.every((sample) => sample === 0)).toBe(true);
    ambienceOf(sectionsOf([], 'Rain on the sea', 1), 1).add(left, new Float32Array(48_000), 48_000);
    expect(left.some((sample) => Math.abs(sample) > 0.001)).toBe(true);
  });

  it('moves the voices of one chord to the next by small steps', () => {
    const one = voiced({ root: 0, notes: [0, 4, 7] }, 2, []);
    const next = voiced({ root: 7, notes: [0, 4, 7] }, 2, one);
    expect(Math.max(...next.map((note, index) => Math.abs(note - (one[index] ?? 0))))).toBeLessThanOrEqual(5);
  });
});
