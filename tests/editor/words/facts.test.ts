import { describe, expect, it } from 'vitest';
import { agoWords } from '#editor/words/ago.ts';
import { factWords } from '#editor/words/facts.ts';

describe('factWords', () => {
  it('says size, length, rate and weight, each only where it is known', () => {
    expect(factWords({ width: 1280, height: 720, seconds: 5, fps: 23.976, audio: true }, 2_000_000)).toBe(
      '1280×720 · 5 s · 23.976 fps · 2 MB',
    );
    expect(factWords({ seconds: 90 })).toBe('1 m 30 s');
    expect(factWords({})).toBe('');
  });
});

describe('agoWords', () => {
  const now = Date.parse('2026-05-10T12:00:00Z');
  it('grows coarser with time', () => {
    expect(agoWords('2026-05-10T11:59:40Z', now)).toBe('just now');
    expect(agoWords('2026-05-10T11:55:00Z', now)).toBe('5 minutes ago');
    expect(agoWords('2026-05-10T09:00:00Z', now)).toBe('3 hours ago');
    expect(agoWords('2026-05-09T11:00:00Z', now)).toBe('yesterday');
    expect(agoWords('2026-04-01T12:00:00Z', now)).toBe('1 Apr 2026');
  });
});
