import { beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '#nodes/price.ts';
import { createProviderHealth, type ProviderHealth, sightingOf } from '#server/provider-health.ts';

const minute = 60_000;
const start = Date.parse('2026-11-21T10:02:00.000Z');
let now: number;
let health: ProviderHealth;
beforeEach(() => {
  now = start;
  health = createProviderHealth(() => new Date(now));
});

const rowOf = (id: string): Row => ({
  id,
  title: `Model ${id}`,
  provider: 'wavespeed',
  rev: 1,
  kinds: ['make-video'],
  tier: 'draft',
  takes: ['prompt'],
  price: { per: 'second', micros: 1 },
  pace: { base: 1, perSecond: 0 },
  available: true,
});
const wan = rowOf('wan');
const ltx = rowOf('ltx');
const see = (row: string, isOutage: boolean, times = 1): void => {
  for (let left = times; left > 0; left -= 1) health.observe({ provider: 'wavespeed', row, isOutage });
};

describe('the health of providers', () => {
  it('leaves a model alone after three outages in a row, and its provider after five of two models', () => {
    see('wan', true, 2);
    expect(health.failing(wan)).toBeUndefined();
    see('wan', true);
    expect(health.failing(wan)).toEqual({
      who: 'Model wan of WaveSpeed',
      since: '2026-11-21T10:02:00.000Z',
      until: '2026-11-21T10:03:00.000Z',
    });
    expect(health.failing(ltx)).toBeUndefined();
    see('wan', true, 9);
    expect(health.failing(ltx)).toBeUndefined();
    see('ltx', true);
    expect(health.failing(ltx)).toMatchObject({ who: 'WaveSpeed' });
    expect(health.failing(wan)).toMatchObject({ who: 'WaveSpeed' });
  });

  it('counts only outages without an answer between them, of the last ten minutes', () => {
    see('wan', true, 2);
    see('wan', false);
    see('wan', true, 2);
    expect(health.failing(wan)).toBeUndefined();
    now += 11 * minute;
    see('wan', true, 2);
    expect(health.failing(wan)).toBeUndefined();
  });

  it('keeps a model of its own account where another of the same provider answers', () => {
    see('wan', true, 3);
    see('ltx', false);
    expect(health.failing(wan)).toBeDefined();
    expect(health.failing(ltx)).toBeUndefined();
  });

  it('tries again after the rest, rests twice as long after the first new outage, at most half an hour', () => {
    see('wan', true, 3);
    const rests: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      const until = Date.parse(health.failing(wan)?.until ?? '');
      rests.push((until - now) / minute);
      now = until;
      expect(health.failing(wan)).toBeUndefined();
      see('wan', true);
      expect(health.failing(wan)?.since).toBe('2026-11-21T10:02:00.000Z');
    }
    expect(rests).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
  });

  it('does not rest longer for what fails while it rests', () => {
    see('wan', true, 3);
    const before = health.failing(wan);
    now += minute / 2;
    see('wan', true, 50);
    expect(health.failing(wan)).toEqual(before);
    now += minute / 2;
    expect(health.failing(wan)).toBeUndefined();
  });

  it('forgets everything at the first answer', () => {
    see('wan', true, 9);
    see('wan', false);
    expect(health.failing(wan)).toBeUndefined();
    see('wan', true, 2);
    expect(health.failing(wan)).toBeUndefined();
  });
});

describe('what an outcome tells of a service', () => {
  const failed = (code: 'PROVIDER_DOWN' | 'MODERATED' | 'PROVIDER_KEY' | 'DISK_FULL') =>
    sightingOf(wan, { type: 'failed', error: { code, message: '' } })?.isOutage;
  it('is an outage where it cannot be reached or lost an answer, an answer where it refuses, else nothing', () => {
    expect(failed('PROVIDER_DOWN')).toBe(true);
    expect(failed('MODERATED')).toBe(false);
    expect(failed('PROVIDER_KEY')).toBeUndefined();
    expect(failed('DISK_FULL')).toBeUndefined();
    expect(sightingOf(wan, { type: 'dropped' })).toBeUndefined();
    expect(sightingOf(wan, { type: 'succeeded', result: { items: {} } })?.isOutage).toBe(false);
    const ask = { message: '', micros: 0, choices: [] };
    expect(sightingOf(wan, { type: 'asked', ask: { ...ask, kind: 'unknown-call' } })?.isOutage).toBe(true);
    expect(sightingOf(wan, { type: 'asked', ask: { ...ask, kind: 'budget' } })).toBeUndefined();
  });
});
