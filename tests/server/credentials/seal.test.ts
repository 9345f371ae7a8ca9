import { describe, expect, it } from 'vitest';
import { createSeal, SealError } from '#server/credentials/seal.ts';

const secret = 'a secret that is long enough';
const key = 'sk-live-0123456789abcdef';
const seal = createSeal(secret);

describe('a seal', () => {
  it('opens what it has closed, also in another process with the same secret', () => {
    expect(createSeal(secret).open(seal.close(key, 'here'), 'here')).toBe(key);
    expect(seal.open(seal.close('Ключ 🔑', 'here'), 'here')).toBe('Ключ 🔑');
  });

  it('shows nothing of the text, and never the same bytes twice', () => {
    const all = Array.from({ length: 200 }, () => seal.close(key, 'here'));
    expect(new Set(all).size).toBe(200);
    for (const sealed of all) {
      expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toContain('live');
      expect(sealed).not.toContain('live');
    }
  });

  it('does not open with another secret, or for another place', () => {
    const sealed = seal.close(key, 'one/wavespeed');
    expect(() => createSeal(`${secret}!`).open(sealed, 'one/wavespeed')).toThrow(SealError);
    expect(() => seal.open(sealed, 'two/wavespeed')).toThrow(SealError);
  });

  it('notices every single changed bit', () => {
    const sealed = Buffer.from(seal.close('abc', 'here').slice(3), 'base64url');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(() => seal.open(`v1.${changed.toString('base64url')}`, 'here')).toThrow(SealError);
    }
  });

  it.each(['', 'v1.', 'v1.AAAA', 'v2.AAAA', 'plain text', key])('refuses “%s”, which it has not made', (text) => {
    expect(() => seal.open(text, 'here')).toThrow(SealError);
  });
});
