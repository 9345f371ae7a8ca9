import { describe, expect, it } from 'vitest';
import { readScene } from '#executors/animatic/reading/read-scene.ts';
import type { Scene, Subject } from '#executors/animatic/scene.ts';
import { goldenBriefs } from './golden-briefs.ts';

const subjectText = ({ id, silhouette, pose, holds, count }: Subject) =>
  `${id}=${silhouette}${pose ? `:${pose}` : ''}${holds ? `:${holds}` : ''}${count > 1 ? `*${count}` : ''}`;
const seen = ({ subjects }: Scene) => subjects.map(subjectText).join(' ');
const place = ({ ground, mood, weather }: Scene) => `${ground} ${mood} ${weather}`;
const read = (text: string) => readScene({ text, seed: 1 });

describe.each(Object.entries(goldenBriefs))('readScene on %s', (_, shots) => {
  it.each(shots)('sees what the words say: $text', ({ text, place: where, seen: what }) => {
    const scene = read(text);
    expect({ place: place(scene), seen: seen(scene) }).toEqual({ place: where, seen: what });
    expect(scene.card).toBeUndefined();
  });
});

describe('readScene', () => {
  it('gives a character one figure and one accent in every shot, with and without the cast line', () => {
    const texts = [
      'The lighthouse keeper sleeps. Cast: a lighthouse keeper. Setting: a room.',
      'A lighthouse keeper runs through a forest.',
      'He waves at a ship. Cast: the lighthouse keeper, a ship.',
      'The keeper reads a letter. Cast: an old lighthouse keeper.',
    ];
    const looks = texts.map((text) => read(text).subjects.find(({ id }) => id === 'keeper'));
    const [first, second, third] = looks.map((look) => JSON.stringify([look?.silhouette, look?.figure, look?.accent]));
    expect(second).toBe(first);
    expect(third).toBe(first);
    expect(looks[3]?.accent).toBe(looks[0]?.accent);
  });

  it('keeps a name apart from the role and one with it', () => {
    const [alone, cast] = [read('Mara, an astronaut, waves.'), read('Mara waves. Cast: Mara (an astronaut), Tom.')];
    expect(seen(alone)).toBe('mara=person:wave');
    expect(alone.subjects[0]?.figure).toEqual(cast.subjects[0]?.figure);
    expect(alone.subjects[0]?.figure?.garment).toBe('spacesuit');
  });

  it('never takes a verb, a likeness or a denial for a thing', () => {
    for (const text of [
      'He bears his loss and watches the hours fly.',
      'She swims like a fish in the sea.',
      'There is no ship in the harbour.',
      'They book a flight and duck the question.',
      'The giant wave breaks.',
    ])
      expect(seen(read(text)), text).not.toMatch(/bear|watch|=icon:salmon|drawn:ship|book|duck|giant/);
  });

  it.each([
    ['灯台守が夕暮れの海へ歩いていく。', 'dusk'],
    ['حارس المنارة يمشي إلى البحر', 'golden'],
    ['Un gardien de phare marche vers la mer, et une tempête se lève.', 'storm'],
    ['Freedom.', 'golden'],
  ])('sets words large that give no picture: %s', (text, mood) => {
    const scene = read(text);
    expect(scene).toMatchObject({ card: true, subjects: [], sentence: text, mood });
  });

  it('shows the words without their labelled lines', () => {
    expect(read('A ship sails. Cast: a ship. Setting: the sea. Mood: dusk.').sentence).toBe('A ship sails.');
  });

  it('keeps the place and light of a frame like it where the words name none', () => {
    const like = read('A wolf runs through the snowy forest at night.');
    const next = readScene({ text: 'A fox waits.', seed: 9, like });
    expect([next.ground, next.mood, next.seed]).toEqual([like.ground, like.mood, like.seed]);
    expect(seen(next)).toBe('fox=animal:fox:stand');
  });

  it('shows no more than five heads', () => {
    const heads = read('A king, a queen, three soldiers, two dogs, a cat and five birds stand on the hill.').subjects.reduce(
      (sum, { count }) => sum + count,
      0,
    );
    expect(heads).toBeGreaterThan(1);
    expect(heads).toBeLessThanOrEqual(5);
  });

  it('reads hostile text without throwing', () => {
    for (const text of [
      'a'.repeat(20_000),
      '<svg onload=alert(1)>',
      '((((',
      '🚀🚀🚀',
      ' \n\t ',
      'Cast: . Setting: . Mood: .',
      '__proto__ constructor toString',
    ])
      expect(() => read(text)).not.toThrow();
  });
});
