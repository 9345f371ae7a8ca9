import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scheduleVoices, type Wish } from '#executors/ffmpeg/voice-schedule.ts';

const shots = fc.array(fc.record({ shot: fc.integer({ min: 1, max: 500 }), lead: fc.nat(20), words: fc.nat(900) }), {
  minLength: 1,
  maxLength: 12,
});
const film = shots.map((list) => {
  let start = 0;
  const wishes = list.map(({ shot, lead, words }): Wish => {
    const wish = { at: start + lead, length: words };
    start += shot;
    return wish;
  });
  return { wishes, length: start };
});
const sum = (wishes: readonly Wish[]): number => wishes.reduce((total, wish) => total + wish.length, 0);

describe('scheduleVoices', () => {
  it('keeps order, never overlaps and never leaves the film', () => {
    fc.assert(
      fc.property(film, fc.nat(30), ({ wishes, length }, breath) => {
        const { at, length: whole } = scheduleVoices(wishes, length, breath);
        let free = 0;
        wishes.forEach((wish, index) => {
          if (wish.length === 0) return;
          expect(at[index]).toBeGreaterThanOrEqual(free);
          free = (at[index] ?? 0) + wish.length;
        });
        expect(free).toBeLessThanOrEqual(whole);
      }),
    );
  });

  it('makes the film longer only when the words cannot fit, and then by no more than they need', () => {
    fc.assert(
      fc.property(film, fc.nat(30), ({ wishes, length }, breath) => {
        expect(scheduleVoices(wishes, length, breath).length).toBe(Math.max(length, sum(wishes)));
      }),
    );
  });

  it('moves no voice that has room', () => {
    fc.assert(
      fc.property(shots, (list) => {
        let start = 0;
        const wishes = list.map(({ shot, words }): Wish => {
          const wish = { at: start, length: Math.min(words, shot) };
          start += shot;
          return wish;
        });
        expect(scheduleVoices(wishes, start).at).toEqual(wishes.map(({ at }) => at));
      }),
    );
  });

  it('lets a long voice run into the silence after it', () => {
    const wishes = [
      { at: 0, length: 130 },
      { at: 100, length: 40 },
      { at: 200, length: 50 },
    ];
    expect(scheduleVoices(wishes, 300).at).toEqual([0, 130, 200]);
    expect(scheduleVoices(wishes, 300, 10).at).toEqual([0, 140, 200]);
  });

  it('lets the last voice begin earlier when it would run past the end', () => {
    const wishes = [
      { at: 0, length: 60 },
      { at: 100, length: 130 },
    ];
    expect(scheduleVoices(wishes, 200, 10).at).toEqual([0, 70]);
  });

  it('gives up the pauses before it gives up the length', () => {
    const wishes = [
      { at: 0, length: 98 },
      { at: 100, length: 100 },
    ];
    expect(scheduleVoices(wishes, 200, 10)).toEqual({ at: [0, 100], length: 200 });
  });

  it('lays voices end to end when they are longer than the film', () => {
    const wishes = [
      { at: 0, length: 150 },
      { at: 100, length: 150 },
    ];
    expect(scheduleVoices(wishes, 200, 10)).toEqual({ at: [0, 150], length: 300 });
  });

  it('leaves a voice without words where it is', () => {
    const wishes = [
      { at: 0, length: 150 },
      { at: 100, length: 0 },
      { at: 200, length: 10 },
    ];
    expect(scheduleVoices(wishes, 300, 5).at).toEqual([0, 100, 200]);
  });

  it('takes an empty film', () => {
    expect(scheduleVoices([], 48_000)).toEqual({ at: [], length: 48_000 });
  });
});
