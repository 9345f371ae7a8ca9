import { describe, expect, it } from 'vitest';
import { languageFor, languages } from '#nodes/languages.ts';

describe('languages', () => {
  it('are at least seventy, each with its own tag and name', () => {
    expect(languages.length).toBeGreaterThanOrEqual(70);
    expect(new Set(languages.map(({ code }) => code)).size).toBe(languages.length);
    expect(new Set(languages.map(({ title }) => title)).size).toBe(languages.length);
  });

  it('have canonical BCP 47 tags', () => {
    for (const { code } of languages) expect(Intl.getCanonicalLocales(code)).toEqual([code]);
  });
});

describe('languageFor', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['PT_br', 'pt-BR'],
    ['zh-Hans-CN', 'zh'],
    ['en-AU', 'en'],
  ])('serves %s by %s', (tag, code) => {
    expect(languageFor(tag)?.code).toBe(code);
  });

  it.each(['', 'tlh', 'deutsch', '-'])('knows nobody who speaks %j', (tag) => {
    expect(languageFor(tag)).toBeUndefined();
  });
});
