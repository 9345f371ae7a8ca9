import { describe, expect, it } from 'vitest';
import { startOpenai } from '../providers/openai-emulator.ts';
import { openKeyed } from './open-keyed.ts';

const settings = { OPENAI_COMPATIBLE_TEXT_MODEL: 'local-llm', OPENAI_COMPATIBLE_SPEECH_MODEL: 'kokoro' };

async function available(env: Readonly<Record<string, string>>): Promise<string[]> {
  const { ask, close } = await openKeyed(env);
  const { body } = await ask('GET', '/models');
  const models = ((body as { models?: unknown }).models ?? body) as unknown as { id: string; available: boolean }[];
  await close();
  return models.flatMap(({ id, available }) => (available && id.startsWith('openai') ? [id] : []));
}

describe('a server of one’s own', () => {
  it('serves what its settings name, without a key', async () => {
    const service = await startOpenai({ key: '' });
    const env = { ...settings, OPENAI_COMPATIBLE_BASE_URL: service.url };
    expect(await available(env)).toEqual(['openai-compatible/text', 'openai-compatible/speech']);
    await service.stop();
  });

  it('serves nothing without an address, or where nothing may leave the machine', async () => {
    expect(await available(settings)).toEqual([]);
    const env = { ...settings, OPENAI_COMPATIBLE_BASE_URL: 'http://127.0.0.1:9/v1', FILMLOOM_LOCAL_ONLY: 'true' };
    expect(await available(env)).toEqual([]);
  });

  it('is no other than OpenAI’s own models, which need a key', async () => {
    const ids = await available({ OPENAI_API_KEY: 'sk-test-0000000000' });
    expect(ids).toContain('openai/gpt-image-2-low');
    expect(ids.filter((id) => id.startsWith('openai-compatible'))).toEqual([]);
  });
});
