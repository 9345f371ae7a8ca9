import { describe, expect, it } from 'vitest';
import { createOriginCheck } from '#server/auth/origins.ts';

const local = createOriginCheck({ host: '127.0.0.1', publicUrl: undefined });

describe('the check of host and origin', () => {
  it.each(['localhost', 'localhost:4400', 'LOCALHOST:4400', '127.0.0.1:4400', '[::1]:4400'])('answers to %s', (host) => {
    expect(local({ host })).toBeUndefined();
  });

  it.each([
    'evil.example',
    'localhost.evil.example',
    'evil.example:4400',
    '192.168.1.5:4400',
    'localhost.',
    'user@localhost',
    'localhost/x',
    '',
    'a b',
    '127.0.0.1.nip.io',
    '0.0.0.0:4400',
  ])('does not answer to “%s”', (host) => {
    expect(local({ host })).toMatchObject({ code: 'HOST_FOREIGN' });
  });

  it('does not answer without a host', () => {
    expect(local({})).toMatchObject({ code: 'HOST_FOREIGN' });
  });

  it.each([
    ['http://localhost:4400', 'localhost:4400', true],
    ['http://127.0.0.1:4400', '127.0.0.1:4400', true],
    ['http://localhost:4401', 'localhost:4400', false],
    ['http://127.0.0.1:4400', 'localhost:4400', false],
    ['https://evil.example', 'localhost:4400', false],
    ['http://localhost.evil.example:4400', 'localhost:4400', false],
    ['null', 'localhost:4400', false],
    ['', 'localhost:4400', false],
    ['file://', 'localhost:4400', false],
    ['chrome-extension://localhost:4400', 'localhost:4400', false],
  ])('of a page at %s on %s is %s', (origin, host, allowed) => {
    expect(local({ host, origin }) === undefined).toBe(allowed);
  });

  it('answers to the public address and its pages', () => {
    const check = createOriginCheck({ host: '127.0.0.1', publicUrl: 'https://film.example.com' });
    expect(check({ host: 'film.example.com', origin: 'https://film.example.com' })).toBeUndefined();
    expect(check({ host: '127.0.0.1:4400', origin: 'https://film.example.com' })).toBeUndefined();
    expect(check({ host: 'film.example.com', origin: 'https://other.example.com' })).toMatchObject({ code: 'ORIGIN_FOREIGN' });
  });

  it('answers to every address, but to no foreign name, when it listens everywhere', () => {
    const check = createOriginCheck({ host: '0.0.0.0', publicUrl: undefined });
    expect(check({ host: '192.168.1.5:4400', origin: 'http://192.168.1.5:4400' })).toBeUndefined();
    expect(check({ host: '[fd00::1]:4400' })).toBeUndefined();
    expect(check({ host: 'rebound.evil.example:4400' })).toMatchObject({ code: 'HOST_FOREIGN' });
  });
});
