import { describe, expect, it } from 'vitest';
import { searchRank } from '#editor/ui/search-rank.ts';
import { nodeTypes } from '#nodes/index.ts';

/** What typing finds, best first. */
function found(search: string): string[] {
  const ranked = [...nodeTypes.values()].map(({ title, type, docs }) => ({ title, rank: searchRank(title, search, [type, docs]) }));
  return ranked
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ title }) => title);
}

describe('searchRank', () => {
  it('finds the plain thing first', () => {
    expect(found('upsc')).toEqual(['Upscale']);
    expect(found('prompt')[0]).toBe('Prompt');
    expect(found('image')[0]).toMatch(/^Image/);
    expect(found('capt')[0]).toMatch(/^Captions/);
  });

  it('finds a thing by what is said about it, after the things of that name', () => {
    expect(found('dub')).toContain('Translate');
    expect(found('music')[0]).toBe('Music');
  });

  it('wants every word, in any order', () => {
    expect(found('video image')).toContain('Image to video');
    expect(found('video banana')).toEqual([]);
  });

  it('reads past accents and capitals', () => {
    expect(searchRank('Norwegian Bokmål', 'BOKMAL')).toBeGreaterThan(0);
  });

  it('takes nothing typed as everything', () => {
    expect(searchRank('Prompt', '  ')).toBe(1);
  });
});
