import { describe, expect, it } from 'vitest';
import { elementWords } from '#editor/words/element.ts';
import { platforms } from '#nodes/steps.ts';

describe('the name of an element', () => {
  it('is the title of a platform, never its key', () => {
    expect(platforms.map(elementWords)).toEqual(['Instagram Reels', 'TikTok', 'YouTube Shorts', 'LinkedIn', 'Facebook', 'X']);
  });

  it('is the key that a person has given, also where it is a name of all objects', () => {
    expect(['1', 'opening shot', 'constructor'].map(elementWords)).toEqual(['1', 'opening shot', 'constructor']);
  });
});
