import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startWavespeed, type WavespeedEmulator } from '../../providers/wavespeed-emulator.ts';
import { type Keyed, openKeyed } from '../open-keyed.ts';
import { clip } from '../runs/open-paid.ts';

const key = 'ws-live-5f3a9c1e7b-secret-1234';
let service: WavespeedEmulator;
afterEach(() => service?.stop());

/** Every byte of every file below a folder. */
function bytesBelow(folder: string): Buffer[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path));
}

async function runToItsEnd({ ask }: Keyed, graph: unknown): Promise<string> {
  const { body } = await ask('POST', '/runs', { graph });
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    const { state } = (await ask('GET', `/runs/${body.id}`)).body;
    if (['done', 'failed', 'cancelled', 'awaiting-person'].includes(state ?? '')) return state ?? '';
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('The run did not end.');
}

describe('a stored key', () => {
  it('appears in no answer, no log line and no file, whatever the provider says and however it is misused', async () => {
    service = await startWavespeed({ key, repeatsKey: true, jobMs: 0 });
    const keyed = await openKeyed({ WAVESPEED_BASE_URL: service.url });
    const { ask, logged, answers, folder } = keyed;
    expect((await ask('PUT', '/credentials/wavespeed', { key })).body).toMatchObject({ from: 'workspace', stored: { lastFour: '1234' } });
    expect((await ask('POST', '/credentials/wavespeed/test', {})).body).toMatchObject({ ok: true, balanceUsd: '25.00' });
    expect(await runToItsEnd(keyed, clip())).toBe('failed');
    expect(service.books().submits).toBe(1);
    expect(answers.join()).toContain('the key •••• may not use this model');
    await ask('PUT', '/credentials/wavespeed', { key: `${key} ${key}` });
    await ask('PUT', '/credentials/wavespeed', { key, other: key });
    await ask('PUT', '/credentials/wavespeed', { [key]: 1 });
    await ask('PUT', '/credentials/wavespeed', `{"key": "${key}"`);
    await ask('PUT', '/credentials/nobody', { key });
    for (const path of ['/credentials', '/credentials/wavespeed', '/models', '/health', '/runs', '/ledger', '/spending'])
      await ask('GET', path);
    const { runs } = (await ask('GET', '/runs')).body as unknown as { runs: { id: string }[] };
    for (const { id } of runs) await ask('GET', `/runs/${id}/events?after=0`);
    await keyed.close();
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join()).not.toContain(key);
    expect(answers.join()).not.toContain(key);
    const files = bytesBelow(folder);
    expect(files.length).toBeGreaterThan(1);
    const held = files.filter((bytes) => bytes.includes(key) || bytes.includes(Buffer.from(key).toString('base64').slice(0, -4)));
    expect(held).toEqual([]);
  }, 60_000);

  it('of a provider that does not accept it is told apart from one that cannot be asked', async () => {
    service = await startWavespeed({ key: 'another-key-altogether' });
    const keyed = await openKeyed({ WAVESPEED_BASE_URL: service.url });
    await keyed.ask('PUT', '/credentials/wavespeed', { key });
    const refused = (await keyed.ask('POST', '/credentials/wavespeed/test', {})).body;
    expect(refused).toEqual({ ok: false, message: expect.stringContaining('WaveSpeed does not accept the key.') });
    service.cut();
    const away = (await keyed.ask('POST', '/credentials/wavespeed/test', {})).body;
    expect(away).toEqual({ ok: false, message: expect.stringContaining('WaveSpeed cannot be reached') });
    expect([...keyed.answers, ...keyed.logged].join()).not.toContain(key);
  });
});
