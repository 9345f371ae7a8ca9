import { describe, expect, it } from 'vitest';
import { heft } from './heft.ts';
import { type Film, leastSeconds, reachableSeconds, sampleFilm, seeded } from './sample-films.ts';
import { aloneOnEqualSlots, besideHeft, crowdBesideHeft, evenness, jain, lightWait } from './scheduler-figures.ts';
import { simulate } from './simulation.ts';

const seed = 20_260_101;
const films = 80;

describe('the order of steps, in virtual time', () => {
  it.each([2, 4, 8])('is as good as HEFT for a film alone on %i equal slots, right or wrong about durations', async (slots) => {
    for (const wrong of [0, 0.5]) {
      const { reachable, heft: peer } = await aloneOnEqualSlots(films, slots, wrong, seed);
      expect(peer.p95).toBeLessThanOrEqual(1.1);
      expect(reachable.p50).toBeLessThanOrEqual(1.02);
      expect(reachable.p95).toBeLessThanOrEqual(1.2);
    }
  });
  it('keeps a film alone on two equal slots within a tenth and a bit of the least it can take', async () => {
    expect((await aloneOnEqualSlots(films, 2, 0, seed)).bound.p95).toBeLessThanOrEqual(1.13);
  });
  it('is mostly as good as HEFT on slots of different speed', async () => {
    for (const slots of [2, 8, 50]) expect((await besideHeft(films, slots, seed)).p50).toBeLessThanOrEqual(1.05);
    expect((await crowdBesideHeft(60, 12, seed)).ratio).toBeLessThanOrEqual(1.25);
  });
  it('gives users that wait the same, though one asks for a hundred times as much', async () => {
    expect(await evenness(10, 8, 100, seed)).toBeGreaterThanOrEqual(0.95);
    expect(await evenness(60, 30, 100, seed)).toBeGreaterThanOrEqual(0.95);
  });
  it('hardly lets light users feel a heavy one', async () => {
    for (const [users, slots] of [
      [20, 8],
      [100, 30],
    ] as const) {
      const { alone, beside, meanStep } = await lightWait(users, slots, 100, seed);
      expect(beside).toBeLessThanOrEqual(Math.max(2 * alone, meanStep));
    }
  });
});

describe('the simulation itself', () => {
  const step = (id: string, seconds: number, reads: string[] = [], rank = seconds): Film[number] => ({
    id,
    place: Number(id),
    reads,
    seconds,
    expected: seconds,
    rank,
  });

  it('does every step once, after what it reads, and never more at a time than there are slots', async () => {
    const film = sampleFilm(seeded(7));
    const turns = await simulate([{ userId: 'u', film, atSeconds: 0 }], [{ speed: 1 }, { speed: 2 }]);
    expect(turns).toHaveLength(film.length);
    for (const { beganSeconds } of turns)
      expect(turns.filter((turn) => turn.beganSeconds <= beganSeconds && turn.endedSeconds > beganSeconds).length).toBeLessThanOrEqual(2);
    for (const { readySeconds, beganSeconds } of turns) expect(beganSeconds).toBeGreaterThanOrEqual(readySeconds);
  });
  it('is the same for the same seed', async () => {
    expect(await besideHeft(5, 4, 3)).toEqual(await besideHeft(5, 4, 3));
  });
  it('knows bounds and a peer that are right where the answer is known', () => {
    const film = [
      step('0', 1, [], 11),
      step('1', 8, ['0'], 10),
      step('2', 8, ['0'], 10),
      step('3', 8, ['0'], 10),
      step('4', 2, ['1', '2', '3']),
    ];
    expect(leastSeconds(film, 2)).toBe(13.5);
    expect(reachableSeconds(film, 2)).toBe(19);
    expect(heft([film], [1, 1])).toBe(19);
    expect(heft([film], [2, 1])).toBeCloseTo(0.5 + 8 + 1);
    expect(jain([1, 1, 1])).toBeCloseTo(1);
    expect(jain([1, 0, 0, 0])).toBeCloseTo(0.25);
  });
  it('bounds no schedule from above', async () => {
    const random = seeded(11);
    for (let count = 0; count < 60; count += 1) {
      const film = sampleFilm(random);
      const slots = 2 + (count % 6);
      const [turn] = (
        await simulate(
          [{ userId: 'u', film, atSeconds: 0 }],
          Array.from({ length: slots }, () => ({ speed: 1 })),
        )
      ).slice(-1);
      expect(turn?.endedSeconds).toBeGreaterThanOrEqual(reachableSeconds(film, slots) - 1e-3);
    }
  });
});
