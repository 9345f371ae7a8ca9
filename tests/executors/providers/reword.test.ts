import { describe, expect, it } from 'vitest';
import { reword } from '#executors/providers/reword.ts';

describe('reword', () => {
  it.each([
    ['A knight kills the dragon, blood everywhere.', 'A knight confronts the dragon, red paint everywhere.'],
    ['Night. Guns roar', 'Night. Prop roar'],
    ['Murdered at dawn', 'Defeated at dawn'],
    ['Batman drinks Coca-Cola', 'A masked hero drinks a soft drink'],
    ['A NAKED figure', 'A clothed figure'],
  ])('says “%s” more gently at first', (text, softer) => {
    expect(reword(text, 1)).toEqual({ text: softer, changed: true });
  });

  it.each([
    ['A soldier with a sword attacks', 'A soldier with a thing meets'],
    ['A man who looks like Tom Hanks waves', 'A man who looks like someone waves'],
    ['President Someone Famous speaks', 'A well-known person speaks'],
  ])('takes more out of “%s” the second time', (text, softer) => {
    expect(reword(text, 1).changed).toBe(false);
    expect(reword(text, 2)).toEqual({ text: softer, changed: true });
  });

  it('leaves harmless words alone, letter by letter, in every round', () => {
    const text =
      'A lighthouse keeper finds a bottle; Essex, Scunthorpe  and the skilled guitarist.\nCast: Mara. The city of New York, played by ear.';
    for (const round of [0, 1, 2, 3]) expect(reword(text, round)).toEqual({ text, changed: false });
  });

  it('comes to an end: the same round over its own words changes little more, and never grows without bound', () => {
    const once = reword('He stabs, shoots and kills with a gun and a knife in the bloody war', 2).text;
    const twice = reword(once, 2).text;
    expect(reword(twice, 2).changed).toBe(false);
  });
});
