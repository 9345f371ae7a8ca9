import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { probe } from '#executors/ffmpeg/probe.ts';
import type { Access, CallStatus, ModelJob } from '#executors/providers/contract.ts';
import { openaiCompatible } from '#executors/providers/openai-compatible.ts';
import { testFolder } from '#tests/executors/ffmpeg/made-media.ts';
import { type OpenaiEmulator, type OpenaiFault, startOpenai } from '#tests/providers/openai-emulator.ts';
import { enhanceJob, hearJob, openaiFiles, planJob, shot, sound, speakJob } from './openai-jobs.ts';

const folder = testFolder();
afterAll(() => folder.remove());
const path = openaiFiles(folder.path);
let service: OpenaiEmulator;
afterEach(() => service?.stop());

async function ended(work: ModelJob, access: Access): Promise<CallStatus> {
  const submission = await openaiCompatible.prepare(work, access);
  return openaiCompatible.status(JSON.parse(JSON.stringify(await openaiCompatible.start(submission, 'ref', access))), access);
}

describe('a server of one’s own', () => {
  const places = {
    OPENAI_COMPATIBLE_TEXT_MODEL: 'local-llm',
    OPENAI_COMPATIBLE_SPEECH_MODEL: 'kokoro',
    OPENAI_COMPATIBLE_TRANSCRIPTION_MODEL: 'local-whisper',
  };
  const own = async (fault?: OpenaiFault): Promise<Access> => {
    service = await startOpenai({ key: '', fault: () => fault });
    return { key: '', baseUrl: service.url, signal: new AbortController().signal, places };
  };

  it.each<[string, ModelJob]>([
    ['plans', planJob({}, 'openai-compatible/text')],
    ['enhances', enhanceJob('A pier', 'openai-compatible/text')],
    ['speaks', speakJob({ shot: shot({ prompt: 'x', seconds: 4, narration: 'The light goes on.' }) }, {}, 'openai-compatible/speech')],
    ['writes down', hearJob({ audio: sound }, path, 'openai-compatible/transcription')],
  ])('%s without a key and for nothing', async (_name, work) => {
    const status = await ended(work, await own());
    expect(status).toMatchObject({ state: 'done', micros: 0 });
    expect(service.submits).toBe(1);
  });

  it('gives a sound of its shot’s length from a WAV whose header does not know its length', async () => {
    const work = speakJob({ shot: shot({ prompt: 'x', seconds: 4, narration: 'The light goes on.' }) }, {}, 'openai-compatible/speech');
    const status = await ended(work, await own());
    if (status.state !== 'done') throw new Error('not done');
    const file = join(folder.path, 'own.wav');
    writeFileSync(file, Buffer.from((status.gives.audio as { base64: string }).base64, 'base64'));
    expect((await probe(file)).facts.seconds).toBeCloseTo(4, 3);
  });

  it.each<OpenaiFault>(['too-few-shots', 'bad-json', 'cut'])('with %s costs nothing, so that it may be asked again', async (fault) => {
    const status = await ended(planJob({}, 'openai-compatible/text'), await own(fault));
    expect(status).toMatchObject({ state: 'failed', code: 'PROVIDER_FAILED', micros: 0 });
    expect((status as { message: string }).message).not.toContain('cost');
  });

  it('without the name of a model says which setting to set', async () => {
    const access = { ...(await own()), places: {} };
    await expect(openaiCompatible.prepare(planJob({}, 'openai-compatible/text'), access)).rejects.toMatchObject({
      message: expect.stringContaining('OPENAI_COMPATIBLE_TEXT_MODEL'),
    });
  });

  it('serves the rows whose model is named', () => {
    const serves = (id: string): boolean | undefined => openaiCompatible.serves?.(planJob({}, `openai-compatible/${id}`).row, places);
    expect([serves('text'), serves('speech'), serves('transcription'), serves('image')]).toEqual([true, true, true, false]);
  });
});
