import { afterEach, describe, expect, it } from 'vitest';
import { googleRows } from '#executors/catalogue/google.ts';
import { StepError } from '#executors/errors.ts';
import { type Access, type ModelJob, type Submission, UnclearError } from '#executors/providers/contract.ts';
import { google } from '#executors/providers/google.ts';
import type { Facts } from '#nodes/facts.ts';
import type { Item } from '#nodes/items.ts';
import type { EmulatedFault } from '#tests/providers/emulated-service.ts';
import { type GoogleEmulator, type GoogleOptions, startGoogle } from '#tests/providers/google-emulator.ts';
import { accessOf, bigFile, carriedOut, delivered, frame, jobFor, leftovers, picture, text } from './provider-bench.ts';

let service: GoogleEmulator;
afterEach(() => service?.stop());

async function open(fault?: EmulatedFault, options: GoogleOptions = {}): Promise<Access> {
  service = await startGoogle({ fault: (submit) => (submit === 0 ? fault : undefined), ...options });
  return accessOf(service);
}
const job = (id: string, more: Partial<ModelJob>): ModelJob =>
  jobFor(
    googleRows.find((row) => row.id === `google/${id}`),
    'make-video',
    { gives: { seconds: (more.params as { seconds?: number } | undefined)?.seconds ?? 4 }, ...more },
  );
const clipJob = (words = 'A lighthouse in a storm', seconds = 4): ModelJob =>
  job('veo-3.1-lite-720p', { params: { ...frame, seconds }, reads: { prompt: text(words) } });

const cases: readonly [string, ModelJob, Facts, number][] = [
  ['a clip from words', clipJob(), { width: 1280, height: 720, seconds: 4 }, 200_000],
  [
    'an upright clip from a picture',
    job('veo-3.1-fast-720p', {
      params: { ...frame, width: 720, height: 1280, seconds: 5 },
      reads: { prompt: text('Waves'), first: picture },
    }),
    { width: 720, height: 1280, seconds: 6 },
    600_000,
  ],
  [
    'a clip between two pictures',
    job('veo-3.1-ends-720p', { params: { ...frame, seconds: 4 }, reads: { prompt: text('Waves'), first: picture, last: picture } }),
    { seconds: 8 },
    3_200_000,
  ],
  [
    'a large clip',
    job('veo-3.1-fast-1080p', { params: { ...frame, width: 1920, height: 1080, seconds: 8 }, reads: { prompt: text('Waves') } }),
    { width: 1920, height: 1080, seconds: 8 },
    960_000,
  ],
];

describe('a request', () => {
  it.each(cases)(
    'for %s is accepted by the strict schema, costs what was foreseen, and gives real media',
    async (_name, work, facts, micros) => {
      const access = await open();
      const { submission, status } = await carriedOut(google, work, access);
      expect(await delivered(work, status, access)).toMatchObject(facts);
      expect(service.books()).toMatchObject({ submits: 1, duplicates: 0, netMicros: micros });
      expect(submission.request).toMatchObject({ micros });
      expect(status).toMatchObject({ micros });
    },
  );

  it('carries its pictures inside, and nothing that the service does not declare', async () => {
    const access = await open();
    const reads = { prompt: text('Waves'), first: picture, last: picture };
    const { request } = await google.prepare(job('veo-3.1-ends-1080p', { params: { ...frame, seconds: 8 }, reads }), access);
    const inside = { bytesBase64Encoded: expect.stringMatching(/^iVBOR/), mimeType: 'image/png' };
    expect(request.body).toEqual({
      instances: [{ prompt: 'Waves', image: inside, lastFrame: inside }],
      parameters: { aspectRatio: '16:9', durationSeconds: 8, resolution: '1080p' },
    });
    expect(service.requests).toEqual([]);
  });

  it('says what the model is not told and what is sold in another measure', async () => {
    const access = await open();
    const work = job('veo-3.1-720p', {
      params: { ...frame, width: 854, height: 480, fps: 30, seconds: 4.5 },
      reads: { prompt: text('Waves') },
    });
    const { warnings } = await google.prepare(work, access);
    expect(warnings.map(({ code }) => code)).toEqual(['NOT_SENT', 'SIZE_NOT_SOLD', 'LENGTH_NOT_SOLD']);
    expect(warnings[0]?.message).toContain('its seed, 30 frames a second');
  });

  it.each<[string, ModelJob]>([
    ['no words', clipJob('  ')],
    ['too long a clip', clipJob('Waves', 9)],
    [
      'a last picture alone',
      job('veo-3.1-ends-720p', { params: { ...frame, seconds: 8 }, reads: { prompt: text('Waves'), last: picture } }),
    ],
    [
      'a picture of another type',
      job('veo-3.1-720p', {
        params: { ...frame, seconds: 8 },
        reads: { prompt: text('Waves'), first: { ...picture, media: 'image/gif' } as Item },
      }),
    ],
  ])('with %s is refused before anything is sent', async (_name, work) => {
    const access = await open();
    await expect(google.prepare(work, access)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  it('with more bytes of pictures than it may hold is refused before anything is sent', async () => {
    const access = await open();
    const reads = { prompt: text('Waves'), first: picture, last: picture };
    const work = job('veo-3.1-ends-720p', { params: { ...frame, seconds: 8 }, reads, path: async () => bigFile(8_000_000) });
    await expect(google.prepare(work, access)).rejects.toMatchObject({ code: 'MEDIA_TOO_LARGE' });
  });
});

describe('start', () => {
  it.each<[EmulatedFault, object]>([
    ['refuse-429', { code: 'RATE_LIMITED', retryAfterMs: 2000 }],
    ['refuse-401', { code: 'PROVIDER_KEY', message: expect.stringContaining('key') }],
    ['refuse-balance', { code: 'PROVIDER_KEY', message: expect.stringContaining('balance') }],
    ['refuse-moderated', { code: 'MODERATED' }],
  ])('knows that %s was not accepted', async (fault, error) => {
    const access = await open(fault);
    const submission = await google.prepare(clipJob(), access);
    const thrown = await google.start(submission, 'ref', access).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(StepError);
    expect(thrown).toMatchObject(error);
    expect(service.books().jobs).toEqual([]);
  });

  it.each<[EmulatedFault, number]>([
    ['refuse-500-before-accept', 0],
    ['reset-before-accept', 0],
    ['reset-after-accept', 1],
    ['502-after-accept', 1],
    ['timeout-after-accept', 1],
    ['unreadable-after-accept', 1],
    ['empty-after-accept', 1],
  ])('leaves %s in doubt and sends it once', async (fault, accepted) => {
    const access = await open(fault);
    const submission = await google.prepare(clipJob(), access);
    const patient = { ...access, signal: AbortSignal.timeout(500) };
    await expect(google.start(submission, 'ref', patient)).rejects.toBeInstanceOf(UnclearError);
    expect(service.books()).toMatchObject({ submits: 1, jobs: { length: accepted } });
  });

  it('goes over a connection of its own, and knows that a refused connection and a refused field cost nothing', async () => {
    const access = await open();
    const { submission } = await carriedOut(google, clipJob(), access);
    expect(service.connections).toBe(service.requests.length);
    const body = { instances: [{ prompt: 'x' }], parameters: { seed: 1 } };
    const wrong: Submission = { ...submission, request: { ...submission.request, body } };
    await expect(google.start(wrong, 'ref', access)).rejects.toMatchObject({
      code: 'PROVIDER_REFUSED',
      message: expect.stringContaining('seed'),
    });
    await service.stop();
    await expect(google.start(submission, 'ref', access)).rejects.toMatchObject({ code: 'PROVIDER_DOWN' });
  });
});

describe('status', () => {
  it.each<[EmulatedFault, object, number]>([
    ['failed', { state: 'failed', code: 'PROVIDER_FAILED', micros: 0 }, 0],
    ['moderated', { state: 'failed', code: 'MODERATED', micros: 0 }, 0],
    ['no-output', { state: 'failed', code: 'RESULT_GONE', micros: 200_000 }, 200_000],
    ['poll-500', { state: 'done' }, 200_000],
    ['poll-reset', { state: 'done' }, 200_000],
    ['slow-job', { state: 'done' }, 200_000],
  ])('of an operation with %s ends as it should, and charges what is charged', async (fault, expected, netMicros) => {
    const access = await open(fault);
    expect((await carriedOut(google, clipJob(), access)).status).toMatchObject(expected);
    expect(service.books()).toMatchObject({ netMicros });
  });

  it.each<EmulatedFault>(['never-finishes', 'unknown-status'])('of an operation with %s stays working', async (fault) => {
    const access = await open(fault);
    const handle = await google.start(await google.prepare(clipJob(), access), 'ref', access);
    for (let poll = 0; poll < 3; poll += 1) expect(await google.status(handle, access)).toMatchObject({ state: 'working' });
  });

  it('of an operation that is not there any more counts it as charged; with a wrong key it is not given up', async () => {
    const access = await open();
    const { handle } = await carriedOut(google, clipJob(), access);
    expect(await google.status({ ...handle, name: `${String(handle.name)}9` }, access)).toMatchObject({
      code: 'RESULT_GONE',
      micros: 200_000,
    });
    await expect(google.status(handle, { ...access, key: 'other' })).rejects.toMatchObject({ code: 'PROVIDER_KEY' });
  });
});

describe('the result', () => {
  it('is opened by the key, which is in no answer that is kept', async () => {
    const access = await open();
    const work = clipJob();
    const { status, submission, handle } = await carriedOut(google, work, access);
    expect(JSON.stringify([status, submission, handle])).not.toContain(service.key);
    await expect(delivered(work, status, { ...access, key: 'other' })).rejects.toMatchObject({ code: 'RESULT_GONE' });
    expect(await delivered(work, status, access)).toMatchObject({ seconds: 4 });
  });

  it('comes from the configured address where the answer names Google’s own, and the key goes nowhere else', async () => {
    const access = await open(undefined, { filesAt: google.baseUrl });
    const work = clipJob();
    const { status } = await carriedOut(google, work, access);
    expect(await delivered(work, status, access)).toMatchObject({ seconds: 4 });
    const elsewhere = await startGoogle({ key: service.key });
    const foreign = { state: 'done', gives: { video: { url: `${elsewhere.url}/media/x`, keyHeader: 'x-goog-api-key' } } } as const;
    await expect(delivered(work, foreign, access)).rejects.toMatchObject({ code: 'RESULT_GONE' });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.stop();
  });

  it('may come inside the answer', async () => {
    const access = await open(undefined, { inside: true });
    const work = clipJob();
    const { status } = await carriedOut(google, work, access);
    expect(await delivered(work, status, access)).toMatchObject({ seconds: 4 });
    expect(service.requests.some((path) => path.includes('download'))).toBe(false);
  });

  it.each<EmulatedFault>(['result-truncated-once', 'result-slow'])('arrives whole in spite of %s', async (fault) => {
    const access = await open(fault);
    const work = clipJob();
    expect(await delivered(work, (await carriedOut(google, work, access)).status, access)).toMatchObject({ seconds: 4 });
  });

  it.each<[EmulatedFault, string]>([
    ['result-404', 'RESULT_GONE'],
    ['result-expired', 'RESULT_GONE'],
    ['result-truncated', 'PROVIDER_DOWN'],
  ])('with %s fails as %s and leaves nothing behind', async (fault, code) => {
    const access = await open(fault);
    const work = clipJob();
    const { status } = await carriedOut(google, work, access);
    await expect(delivered(work, status, access)).rejects.toMatchObject({ code });
    expect(leftovers()).toEqual([]);
  });
});

describe('check', () => {
  it('proves the key without spending anything', async () => {
    const access = await open();
    expect(await google.check?.(access)).toEqual({ note: 'Google names no balance.' });
    await expect(google.check?.({ ...access, key: 'other' })).rejects.toMatchObject({ code: 'PROVIDER_KEY' });
    expect(service.books().submits).toBe(0);
  });
});
