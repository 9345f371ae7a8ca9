import { afterEach, describe, expect, it } from 'vitest';
import { startWavespeed, type WavespeedEmulator } from '../../providers/wavespeed-emulator.ts';
import { newFolder } from '../new-folder.ts';
import { type Keyed, openKeyed } from '../open-keyed.ts';
import { clip } from '../runs/open-paid.ts';

const key = 'pasted-key-0123456789';
let service: WavespeedEmulator;
afterEach(() => service?.stop());

const isAvailable = async ({ ask }: Keyed): Promise<boolean> => {
  const { models } = (await ask('GET', '/models')).body as unknown as { models: { provider: string; available: boolean }[] };
  const ours = models.filter(({ provider }) => provider === 'wavespeed').map(({ available }) => available);
  expect(new Set(ours).size).toBe(1);
  return ours[0] ?? false;
};
const one = '/credentials/wavespeed';

describe('the keys of providers', () => {
  it('make models available from the moment they are stored until they are removed', async () => {
    const keyed = await openKeyed({});
    expect((await keyed.ask('GET', one)).body).toEqual({
      provider: 'wavespeed',
      title: 'WaveSpeed',
      from: 'none',
      inEnvironment: false,
      setting: 'WAVESPEED_API_KEY',
      keyPage: 'https://wavespeed.ai/accesskey',
      testable: true,
      keyless: false,
    });
    expect(await isAvailable(keyed)).toBe(false);
    const { problems } = (await keyed.ask('POST', '/estimate', { graph: clip() })).body as unknown as { problems: { code: string }[] };
    expect(problems).toMatchObject([{ code: 'NO_MODEL' }]);
    const stored = (await keyed.ask('PUT', one, { key: `\n ${key}\t` })).body;
    expect(stored).toMatchObject({ from: 'workspace', stored: { lastFour: '6789', updatedBy: 'owner' } });
    expect(await isAvailable(keyed)).toBe(true);
    expect((await keyed.ask('POST', '/estimate', { graph: clip() })).body).toMatchObject({ usd: { min: '0.1' }, problems: [] });
    expect((await keyed.ask('DELETE', one)).body).toMatchObject({ from: 'none' });
    expect((await keyed.ask('DELETE', one)).status).toBe(200);
    expect(await isAvailable(keyed)).toBe(false);
  });

  it('that are stored go before those of the environment, which come back when they are removed', async () => {
    service = await startWavespeed({ key: 'environment-key-abcd', balanceUsd: 7.5 });
    const keyed = await openKeyed({ WAVESPEED_API_KEY: service.key, WAVESPEED_BASE_URL: service.url });
    expect((await keyed.ask('GET', one)).body).toMatchObject({ from: 'environment', inEnvironment: true });
    expect((await keyed.ask('POST', `${one}/test`)).body).toEqual({ ok: true, message: 'WaveSpeed accepts the key.', balanceUsd: '7.50' });
    await keyed.ask('PUT', one, { key });
    expect((await keyed.ask('GET', one)).body).toMatchObject({ from: 'workspace', inEnvironment: true });
    expect((await keyed.ask('POST', `${one}/test`)).body).toMatchObject({ ok: false });
    await keyed.ask('DELETE', one);
    expect((await keyed.ask('POST', `${one}/test`)).body).toMatchObject({ ok: true });
  });

  it('sealed with another secret say so in one sentence, and are not silently replaced by those of the environment', async () => {
    const folder = await newFolder();
    const first = await openKeyed({ FILMLOOM_SECRET: 'the first secret of all' }, folder);
    await first.ask('PUT', one, { key });
    await first.close();
    const second = await openKeyed({ FILMLOOM_SECRET: 'another secret by now', WAVESPEED_API_KEY: 'environment-key' }, folder);
    const problem =
      'The stored key of WaveSpeed was sealed with another secret. Put FILMLOOM_SECRET back as it was, or paste the key again in Settings.';
    expect((await second.ask('GET', one)).body).toMatchObject({ from: 'workspace', problem });
    expect((await second.ask('POST', `${one}/test`)).body).toEqual({ ok: false, message: problem });
    expect(await isAvailable(second)).toBe(false);
    await second.ask('PUT', one, { key });
    expect((await second.ask('GET', one)).body).not.toHaveProperty('problem');
    expect(await isAvailable(second)).toBe(true);
  });

  it('outlive a restart', async () => {
    const folder = await newFolder();
    const first = await openKeyed({}, folder);
    await first.ask('PUT', one, { key });
    await first.close();
    expect(await isAvailable(await openKeyed({}, folder))).toBe(true);
  });

  it('are kept and not used where nothing may leave the machine', async () => {
    const keyed = await openKeyed({ FILMLOOM_LOCAL_ONLY: 'true', WAVESPEED_API_KEY: 'environment-key' });
    expect((await keyed.ask('PUT', one, { key })).status).toBe(200);
    expect((await keyed.ask('GET', '/credentials')).body).toMatchObject({ localOnly: true });
    expect(await isAvailable(keyed)).toBe(false);
    expect(await keyed.ask('POST', `${one}/test`)).toMatchObject({ status: 409, body: { code: 'LOCAL_ONLY' } });
  });

  it('show nothing of a short key, and are refused where they cannot be one', async () => {
    const keyed = await openKeyed({});
    expect((await keyed.ask('PUT', one, { key: 'short-key' })).body).toMatchObject({ stored: { lastFour: '' } });
    for (const wrong of ['', '   ', 'two words', 'schlüssel', 'x'.repeat(501), 7, null])
      expect(await keyed.ask('PUT', one, { key: wrong })).toMatchObject({ status: 422, body: { code: 'REQUEST_INVALID' } });
    expect(await keyed.ask('PUT', '/credentials/nobody', { key })).toMatchObject({ status: 404, body: { code: 'PROVIDER_UNKNOWN' } });
    await keyed.ask('DELETE', one);
    expect(await keyed.ask('POST', `${one}/test`)).toMatchObject({ status: 409, body: { code: 'NO_KEY' } });
  });
});
