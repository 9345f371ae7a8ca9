import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captionPages } from '#executors/ffmpeg/caption-lines.ts';
import { pagesOfFilm } from '#executors/ffmpeg/caption-pages.ts';

const wide = (sign: string): boolean => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(sign);
const measure = (text: string): number => [...text].reduce((sum, sign) => sum + (wide(sign) ? 2 : 1), 0);
const pages = (text: string, width: number): string[][] => captionPages(text, width, measure);

describe('captionPages', () => {
  it('keeps lines that a person has broken, where they fit', () => {
    expect(pages('one two\nthree', 10)).toEqual([['one two', 'three']]);
  });

  it('breaks into lines of about equal length', () => {
    expect(pages('the quick brown fox jumps over', 24)).toEqual([['the quick brown', 'fox jumps over']]);
  });

  it('turns what needs more than two lines into pages', () => {
    const found = pages('alpha beta gamma delta epsilon zeta eta theta', 12);
    expect(found.length).toBeGreaterThan(1);
    expect(found.flat().join(' ')).toBe('alpha beta gamma delta epsilon zeta eta theta');
  });

  it('breaks Japanese between words and never before a full stop', () => {
    const lines = pages('日本語の字幕はここに表示されます。長い文章です。', 24).flat();
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line).not.toMatch(/^[。、]/u);
  });

  it('cuts a word only where it alone is too long', () => {
    expect(pages('Donaudampfschiff', 6).flat()).toEqual(['Donaud', 'ampfsc', 'hiff']);
  });

  it('has no page for a text without words', () => {
    expect(pages(' \n ', 10)).toEqual([]);
  });

  it('never loses a sign and never exceeds the width', () => {
    const piece = fc.constantFrom('alpha', 'be', 'Donaudampfschiffahrt', '日本語', 'ends.', '—', '👋🏽', 'مرحبا', "it's", ' ', '\n', '(x)');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), fc.integer({ min: 8, max: 40 }), (parts, width) => {
        const text = parts.join(' ');
        const lines = pages(text, width).flat();
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('pagesOfFilm', () => {
  const film = { frames: 90, fps: 30 };
  const fit = { width: 12, measure };

  it('turns the pages of a long caption in the rhythm of its words', () => {
    const captions = { cues: [{ start: 0, end: 2, text: 'alpha beta gamma delta epsilon zeta' }] };
    const found = pagesOfFilm(captions, film, fit);
    expect(found.length).toBe(2);
    expect(found[0]?.from).toBe(0);
    expect(found[0]?.to).toBe(found[1]?.from);
    expect(found[1]?.to).toBe(60);
  });

  it('shows one caption at a time, within the film, and none without words', () => {
    const captions = {
      cues: [
        { start: 1, end: 9, text: 'two' },
        { start: 0, end: 1.5, text: 'one' },
        { start: 2, end: 2.5, text: ' ' },
        { start: 7, end: 8, text: 'after the end' },
      ],
    };
    expect(pagesOfFilm(captions, film, fit)).toEqual([
      { from: 0, to: 30, lines: ['one'] },
      { from: 30, to: 90, lines: ['two'] },
    ]);
  });
});
