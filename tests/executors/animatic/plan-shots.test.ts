import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planShots } from '#executors/animatic/plan-shots.ts';
import { planFilm } from '#executors/animatic/planning/film.ts';
import { readPrompt } from '#executors/animatic/prompt-lines.ts';
import { StepError } from '#executors/errors.ts';
import type { Work } from '#executors/work.ts';
import { cameraMoves, shotSchema } from '#nodes/values.ts';

const sample = 'A lighthouse keeper finds a message in a bottle; a storm; a ship is saved.';
const wish = { shots: 4, seconds: 3, style: '', seed: 7 } as const;
/** Letters, digits and marks only, so that added full stops, ellipses and capitals do not count. */
const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}\p{M}\p{S}]/gu, '');

function workFor(brief: string, params: Partial<Work<'plan-shots'>['params']> = {}, take = 0): Work<'plan-shots'> {
  return {
    params: { ...wish, ...params },
    reads: { brief: { value: brief, hash: 'h', facts: {} } },
    take,
    folder: '.',
    signal: new AbortController().signal,
    progress: () => undefined,
  };
}

const anyBrief = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  fc.lorem({ maxCount: 60 }),
  fc.constantFrom(
    sample,
    '海',
    '灯台守が瓶の中の手紙を見つける。嵐が来る。',
    'حارس المنارة يجد رسالة؛ عاصفة.',
    '🌊🚢',
    '?!… ;;',
    '등대지기가 병을 찾는다.',
    'Cast: x. Setting: y.',
    'storm storm storm storm',
  ),
);

describe('planShots', () => {
  it('tells the sample brief in four beats: keeper, bottle, storm, ship', () => {
    const { shots } = planFilm(sample, wish);
    expect(shots.map(({ narration }) => narration)).toEqual([
      'A lighthouse keeper…',
      'finds a message in a bottle.',
      'A storm.',
      'A ship is saved.',
    ]);
    expect(shots.map(({ prompt }) => readPrompt(prompt).beat)).toEqual([
      'A lighthouse keeper.',
      'The lighthouse keeper finds a message in a bottle.',
      'A storm.',
      'A ship is saved.',
    ]);
    expect(shots.map(({ mood }) => mood)).toEqual(['dusk', 'dusk', 'storm', 'dawn']);
    expect(shots.map(({ title }) => title)).toEqual(['A lighthouse keeper', 'A message in a bottle', 'A storm', 'A ship is saved']);
    expect(shots[0]?.prompt).toContain(' Cast: a lighthouse keeper, a ship. Setting: a lighthouse by the sea.');
  });

  it('gives exactly the number of shots asked for, each with a prompt of its own, for any text', () => {
    fc.assert(
      fc.property(anyBrief, fc.integer({ min: 1, max: 60 }), fc.nat(), (brief, shots, seed) => {
        fc.pre(brief.trim() !== '');
        const plan = planFilm(brief, { ...wish, shots, seed });
        expect(plan.shots).toHaveLength(shots);
        expect(plan.keyframes).toHaveLength(shots + 1);
        expect(new Set(plan.shots.map(({ prompt }) => prompt)).size).toBe(shots);
        expect(new Set(plan.keyframes).size).toBe(shots + 1);
        for (const shot of plan.shots) shotSchema.parse(shot);
      }),
      { numRuns: 120 },
    );
  });

  it('speaks every word of the brief once and in order, for any text', () => {
    fc.assert(
      fc.property(anyBrief, fc.integer({ min: 1, max: 60 }), (brief, shots) => {
        fc.pre(brief.trim() !== '');
        const spoken = planFilm(brief, { ...wish, shots })
          .shots.map(({ narration = '' }) => narration)
          .join('');
        expect(bare(spoken)).toBe(bare(brief));
      }),
      { numRuns: 120 },
    );
  });

  it('shows in each prompt and keyframe the same cast and setting, to the letter', () => {
    fc.assert(
      fc.property(anyBrief, fc.integer({ min: 1, max: 60 }), (brief, shots) => {
        fc.pre(brief.trim() !== '' && !/Cast:|Setting:/.test(brief));
        const plan = planFilm(brief, { ...wish, shots });
        const lines = [...plan.shots.map(({ prompt }) => prompt), ...plan.keyframes].map(
          (text) => / ?Cast: .*? Framing: /su.exec(text)?.[0],
        );
        expect(new Set(lines).size).toBe(1);
        expect(lines[0]).toMatch(/Cast: .* Setting: /su);
      }),
      { numRuns: 80 },
    );
  });

  it('carries the words of a shot in its prompt', () => {
    for (const shots of [1, 2, 4, 7]) {
      for (const { prompt, narration } of planFilm(sample, { ...wish, shots }).shots) {
        if (narration) expect(bare(prompt)).toContain(bare(narration.replace(/^A (?=lighthouse)/, '')));
      }
    }
  });

  it('deals a total length out in whole frames that add up to it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 60, max: 9000 }), (shots, frames) => {
        const plan = planFilm(sample, { ...wish, shots, totalSeconds: frames / 30 });
        const dealt = plan.shots.map(({ seconds }) => seconds * 30);
        expect(dealt.every((count) => Math.abs(count - Math.round(count)) < 1e-9 && count >= 1)).toBe(true);
        expect(dealt.reduce((sum, count) => sum + Math.round(count), 0)).toBe(frames);
        expect(Math.max(...dealt) - Math.min(...dealt)).toBeLessThanOrEqual(1.0001);
      }),
    );
  });

  it('keeps shots between 2 and 8 seconds and counts between 3 and 12 where both are left to it', () => {
    fc.assert(
      fc.property(anyBrief, (brief) => {
        fc.pre(brief.trim() !== '');
        const { shots } = planFilm(brief, { ...wish, shots: 'auto', seconds: 'auto' });
        expect(shots.length).toBeGreaterThanOrEqual(3);
        expect(shots.length).toBeLessThanOrEqual(12);
        for (const { seconds } of shots) expect(seconds >= 2 && seconds <= 8).toBe(true);
      }),
    );
  });

  it('plans a brief of five thousand words without losing one', () => {
    const brief = Array.from({ length: 500 }, (_, index) => `On day ${index} the old captain steers the ship past rocks.`).join(' ');
    const { shots } = planFilm(brief, { ...wish, shots: 60 });
    expect(bare(shots.map(({ narration }) => narration).join(''))).toBe(bare(brief));
    expect(shots[0]?.prompt).toContain('Cast: the old captain, the ship.');
  });

  it('never moves the camera the same way twice in a row', () => {
    const moves = planFilm(sample, { ...wish, shots: 40 }).shots.map(({ camera }) => camera);
    expect(moves.every((move, index) => move !== moves[index - 1])).toBe(true);
    expect(new Set(moves).size).toBeGreaterThan(4);
    expect(moves.every((move) => move !== undefined && cameraMoves.includes(move))).toBe(true);
  });

  it('names a person with her role and keeps the town', () => {
    const { shots } = planFilm('Maya, a young chef, opens a noodle shop in Osaka. Her grandmother tastes the broth and smiles.', wish);
    expect(shots[1]?.prompt).toContain('Cast: Maya (a young chef), the grandmother. Setting: a noodle shop in Osaka.');
  });

  it.each([
    ['The dog runs home and finds a bone.', 'Cast: the dog.'],
    ['1. A car speeds by. 2. Explosion.', 'Cast: a car.'],
    ['MY DOG RUNS HOME', 'Cast: the dog.'],
    [
      'A tired office worker walks home through the city, where a stray dog follows him.',
      'Cast: a tired office worker, a stray dog. Setting: the city.',
    ],
    ['An astronaut plants a tree on Mars.', 'Cast: an astronaut. Setting: Mars.'],
    ['A red sneaker rotates on a pedestal.', 'Cast: a red sneaker. Setting: a pedestal.'],
    ['Un farero encuentra una botella.', 'Cast: Un farero. Setting: Un farero encuentra una botella.'],
  ])('reads cast and setting of "%s"', (brief, lines) => {
    expect(planFilm(brief, { ...wish, shots: 2 }).shots[0]?.prompt).toContain(lines);
  });

  it('says nothing about a language that it does not read but its own words', () => {
    const { shots } = planFilm('灯台守が瓶の中の手紙を見つける。嵐が来る。船は救われる。', { ...wish, shots: 3 });
    expect(shots[1]?.prompt).toMatch(/^嵐が来る。 Cast: 灯台守\. Setting: 灯台\. Framing: [a-z ,-]+\. Mood: storm\.$/);
  });

  it('gives the same plan for the same seed and take, and another look for another take', async () => {
    const plan = async (take: number) => JSON.stringify((await planShots(workFor(sample, { shots: 12 }, take))).gives);
    expect(await plan(0)).toBe(await plan(0));
    expect(await plan(1)).not.toBe(await plan(0));
  });

  it('puts the style last in every prompt', async () => {
    const { gives } = await planShots(workFor(sample, { style: 'watercolour on rough paper.' }));
    for (const { value } of gives.shots) expect(value.prompt).toMatch(/ Style: watercolour on rough paper\.$/);
  });

  it('refuses an empty brief and a film shorter than its frames in words', async () => {
    await expect(planShots(workFor(' \n\t　'))).rejects.toThrowError(StepError);
    await expect(planShots(workFor(' '))).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(planShots(workFor(sample, { shots: 60, totalSeconds: 1 }))).rejects.toThrow('60 shots do not fit into 1 s');
  });
});
