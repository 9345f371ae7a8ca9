import { describe, expect, it } from 'vitest';
import { catalogue } from '#executors/catalogue/index.ts';
import { providers } from '#executors/providers/registry.ts';
import { remoteModels } from '#executors/providers/wavespeed-models.ts';
import { kinds } from '#nodes/steps.ts';
import { emulatedModels } from './providers/wavespeed-emulated-models.ts';

describe.each([...providers])('%s', (id, provider) => {
  const rows = catalogue.filter((row) => row.provider === id);

  it('is registered under its own id, with settings named by the house rule', () => {
    expect(provider.id).toBe(id);
    expect(provider.title).not.toBe('');
    expect(provider.keySetting).toMatch(/^[A-Z_]+$/);
    expect(provider.baseUrlSetting).toMatch(/^[A-Z_]+_BASE_URL$/);
    // A server of one’s own has no address until it is set.
    if (provider.keyless) expect(provider.baseUrl).toBe('');
    else expect(new URL(provider.baseUrl).protocol).toBe('https:');
  });

  it('declares how a repeated submit is told, and can do what it declares', () => {
    expect(['key', 'reference', 'list', 'none']).toContain(provider.idempotency);
    expect(provider.find !== undefined).toBe(['reference', 'list'].includes(provider.idempotency));
  });

  it('has limits that let work through', () => {
    expect(provider.limits.concurrent).toBeGreaterThan(0);
    expect(provider.pollEveryMs).toBeGreaterThan(0);
    expect(provider.patienceMs).toBeGreaterThan(provider.pollEveryMs);
  });

  it('has rows, each with a model, inputs its kinds know, and lengths that can be sold', () => {
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const known = row.kinds.flatMap((kind) => Object.keys(kinds[kind].reads));
      expect([...row.takes, ...(row.needs ?? [])].filter((name) => !known.includes(name))).toEqual([]);
      expect(row.price.micros > 0).toBe(!provider.keyless);
      if (row.maxSeconds && row.billedSeconds) expect(row.billedSeconds.at(-1)).toBe(row.maxSeconds);
      expect(row.id.startsWith(`${id}/`)).toBe(true);
    }
  });
});

it('no two rows share an id, and every row is served by somebody', () => {
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
  expect(catalogue.filter(({ provider }) => provider !== 'animatic' && !providers.has(provider))).toEqual([]);
});

it('WaveSpeed’s adapter fills only fields that the emulated schemas declare, for every row', () => {
  for (const { remote = '', sends = {} } of catalogue.filter(({ provider }) => provider === 'wavespeed')) {
    const fields = Object.keys(emulatedModels[remote]?.fields ?? {});
    expect(
      [...Object.keys(remoteModels[remote] ?? { [remote]: 1 }), ...Object.keys(sends)].filter((name) => !fields.includes(name)),
    ).toEqual([]);
  }
});
