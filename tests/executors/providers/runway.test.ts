import { afterEach, describe, expect, it } from 'vitest';
import { runwayRows } from '#executors/catalogue/runway.ts';
import { StepError } from '#executors/errors.ts';
import { type Access, type ModelJob, type Submission, UnclearError } from '#executors/providers/contract.ts';
import { runway } from '#executors/providers/runway.ts';
import type { Facts } from '#nodes/facts.ts';
import type { Item } from '#nodes/items.ts';
import type { StepKind } from '#nodes/steps.ts';
import type { EmulatedFault, EmulatorOptions } from '#tests/providers/emulated-service.ts';
import { type RunwayEmulator, startRunway } from '#tests/providers/runway-emulator.ts';
import { accessOf, bigFile, carriedOut, delivered, ended, frame, jobFor, leftovers, picture, text } from './provider-bench.ts';

let service: RunwayEmulator;
afterEach(() => service?.stop());

async function open(fault?: EmulatedFault, options: EmulatorOptions = {}): Promise<Access> {
  service = await startRunway({ fault: (submit) => (submit === 0 ? fault : undefined), ...options });
  return accessOf(service);
}
const job = (id: string, kind: StepKind, more: Partial<ModelJob>): ModelJob =>
  jobFor(
    runwayRows.find((row) => row.id === `runway/${id}`),
    kind,
    more,
  );
const clipJob = (words = 'A lighthouse in a storm', seconds = 2): ModelJob =>
  job('gen4.5-t2v', 'make-video', { params: { ...frame, seconds }, reads: { prompt: text(words) }, gives: { ...frame, seconds } });
const still = (more: object = {}) => ({ width: 1280, height: 720, seed: 1, strength: 0.5, ...more });

const cases: readonly [string, ModelJob, Facts, number][] = [
  ['Gen-4.5 from words', clipJob(), { width: 1280, height: 720, seconds: 2 }, 240_000],
  [
    'Gen-4.5 from a picture',
    job('gen4.5-i2v', 'make-video', {
      params: { ...frame, width: 960, height: 960, seconds: 2 },
      reads: { prompt: text('Waves'), first: picture },
      gives: { seconds: 2 },
    }),
    { width: 960, height: 960 },
    240_000,
  ],
  [
    'Gen-4 Turbo from a picture without words',
    job('gen4-turbo', 'make-video', { params: { ...frame, seconds: 2.4 }, reads: { first: picture }, gives: { seconds: 2.4 } }),
    { seconds: 3 },
    150_000,
  ],
  [
    'Veo between two pictures',
    job('veo-3.1-i2v', 'make-video', {
      params: { ...frame, seconds: 4 },
      reads: { prompt: text('Waves'), first: picture, last: { ...picture } },
      gives: { seconds: 4 },
    }),
    { seconds: 4 },
    800_000,
  ],
  [
    'Veo Fast from words, upright',
    job('veo-3.1-fast-t2v', 'make-video', {
      params: { ...frame, width: 720, height: 1280, seconds: 4 },
      reads: { prompt: text('Waves') },
      gives: { seconds: 4 },
    }),
    { width: 720, height: 1280 },
    400_000,
  ],
  [
    'a picture',
    job('gen4-image-720p', 'make-image', { params: still(), reads: { prompt: text('A pier') } }),
    { width: 1280, height: 720 },
    50_000,
  ],
  [
    'a large picture',
    job('gen4-image-1080p', 'make-image', { params: still({ width: 1920, height: 1080 }), reads: { prompt: text('A pier') } }),
    { width: 1920, height: 1080 },
    80_000,
  ],
  [
    'a picture after a reference',
    job('gen4-image-turbo', 'make-image', { params: still(), reads: { prompt: text('A pier'), reference: picture } }),
    { width: 1280, height: 720 },
    20_000,
  ],
];

describe('a request', () => {
  it.each(cases)(
    'for %s is accepted by the strict schema, costs what was foreseen, and gives real media',
    async (_name, work, facts, micros) => {
      const access = await open();
      const { submission, status } = await carriedOut(runway, work, access);
      expect(await delivered(work, status, access)).toMatchObject(facts);
      expect(service.books()).toMatchObject({ submits: 1, duplicates: 0, netMicros: micros });
      expect(status).toMatchObject({ micros });
      expect(submission.request).toMatchObject({ micros });
      expect(service.uploads.size).toBe(Object.values(work.reads).filter((item) => (item as Item).media).length);
    },
  );

  it('carries the first and the last picture, and asks for a silent clip', async () => {
    const access = await open();
    const reads = { prompt: text('Waves'), first: picture, last: picture };
    const { request } = await runway.prepare(
      job('veo-3.1-i2v', 'make-video', { params: { ...frame, seconds: 4 }, reads, take: 1 }),
      access,
    );
    expect(request.body).toEqual({
      model: 'veo3.1',
      promptText: 'Waves',
      ratio: '1280:720',
      duration: 4,
      seed: 7 + 7919,
      audio: false,
      promptImage: [
        { uri: expect.stringMatching(/^runway:/), position: 'first' },
        { uri: expect.stringMatching(/^runway:/), position: 'last' },
      ],
    });
    expect(JSON.stringify(request)).not.toContain(service.key);
  });

  it('says what the model is not told and what is sold in another measure', async () => {
    const access = await open();
    const work = job('veo-3.1-t2v', 'make-video', {
      params: { ...frame, width: 854, height: 480, seconds: 4.5 },
      reads: { prompt: text('Waves') },
    });
    const { warnings } = await runway.prepare(work, access);
    expect(warnings.map(({ code }) => code)).toEqual(['NOT_SENT', 'SIZE_NOT_SOLD', 'LENGTH_NOT_SOLD']);
    const drawn = job('gen4-image-turbo', 'make-image', { params: still(), reads: { prompt: text('A pier'), reference: picture } });
    expect((await runway.prepare(drawn, access)).warnings).toMatchObject([
      { code: 'NOT_SENT', message: expect.stringContaining('reference') },
    ]);
  });

  it.each<[string, ModelJob]>([
    ['no words', clipJob('  ')],
    ['too long a clip', clipJob('Waves', 11)],
    ['no first picture', job('gen4.5-i2v', 'make-video', { params: { ...frame, seconds: 2 }, reads: { prompt: text('Waves') } })],
  ])('with %s is refused before anything is sent', async (_name, work) => {
    const access = await open();
    await expect(runway.prepare(work, access)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(service.requests).toEqual([]);
  });

  it('with a larger picture than may be uploaded is refused before anything is sent', async () => {
    const access = await open();
    const work = job('gen4-turbo', 'make-video', {
      params: { ...frame, seconds: 2 },
      reads: { first: picture },
      path: async () => bigFile(200_000_001),
    });
    await expect(runway.prepare(work, access)).rejects.toMatchObject({ code: 'MEDIA_TOO_LARGE' });
    expect(service.requests).toEqual([]);
  });
});

describe('start', () => {
  it.each<[EmulatedFault, object]>([
    ['refuse-429', { code: 'RATE_LIMITED', retryAfterMs: 2000 }],
    ['refuse-401', { code: 'PROVIDER_KEY' }],
    ['refuse-balance', { code: 'PROVIDER_KEY', message: expect.stringContaining('balance') }],
    ['refuse-moderated', { code: 'MODERATED' }],
  ])('knows that %s was not accepted', async (fault, error) => {
    const access = await open(fault);
    const submission = await runway.prepare(clipJob(), access);
    const thrown = await runway.start(submission, 'ref', access).catch((error: unknown) => error);
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
    const submission = await runway.prepare(clipJob(), access);
    const patient = { ...access, signal: AbortSignal.timeout(500) };
    await expect(runway.start(submission, 'ref', patient)).rejects.toBeInstanceOf(UnclearError);
    expect(service.books()).toMatchObject({ submits: 1, jobs: { length: accepted } });
  });

  it('goes over a connection of its own, and knows that a refused connection and a refused field cost nothing', async () => {
    const access = await open();
    const { submission } = await carriedOut(runway, clipJob(), access);
    expect(service.connections).toBe(service.requests.length);
    const { request } = submission;
    const wrong: Submission = { ...submission, request: { ...request, body: { ...(request.body as object), nonsense: 1 } } };
    await expect(runway.start(wrong, 'ref', access)).rejects.toMatchObject({
      code: 'PROVIDER_REFUSED',
      message: expect.stringContaining('nonsense'),
    });
    await service.stop();
    await expect(runway.start(submission, 'ref', access)).rejects.toMatchObject({ code: 'PROVIDER_DOWN' });
  });
});

describe('status', () => {
  it.each<[EmulatedFault, object, number]>([
    ['failed', { state: 'failed', code: 'PROVIDER_FAILED', micros: 0 }, 0],
    ['moderated', { state: 'failed', code: 'MODERATED', micros: 240_000 }, 240_000],
    ['no-output', { state: 'failed', code: 'RESULT_GONE', micros: 240_000 }, 240_000],
    ['poll-500', { state: 'done' }, 240_000],
    ['poll-reset', { state: 'done' }, 240_000],
    ['slow-job', { state: 'done' }, 240_000],
  ])('of a task with %s ends as it should, and charges what is charged', async (fault, expected, netMicros) => {
    const access = await open(fault);
    expect((await carriedOut(runway, clipJob(), access)).status).toMatchObject(expected);
    expect(service.books()).toMatchObject({ netMicros });
  });

  it.each<EmulatedFault>(['never-finishes', 'unknown-status'])('of a task with %s stays working', async (fault) => {
    const access = await open(fault);
    const handle = await runway.start(await runway.prepare(clipJob(), access), 'ref', access);
    for (let poll = 0; poll < 3; poll += 1) expect(await runway.status(handle, access)).toMatchObject({ state: 'working' });
    if (fault === 'never-finishes') expect(await runway.status(handle, access)).toMatchObject({ fraction: 0.5 });
  });

  it('of a task that is not there any more counts it as charged and asks at the configured address alone', async () => {
    const access = await open();
    const { handle } = await carriedOut(runway, clipJob(), access);
    expect(JSON.stringify(handle)).not.toContain('http');
    expect(await runway.status({ ...handle, id: '../../x' }, access)).toMatchObject({ code: 'RESULT_GONE', micros: 240_000 });
    expect(service.requests.at(-1)).toBe('GET /v1/tasks/..%2F..%2Fx');
  });

  it('with a wrong key says so and does not give the task up', async () => {
    const access = await open();
    const { handle } = await carriedOut(runway, clipJob(), access);
    await expect(runway.status(handle, { ...access, key: 'other' })).rejects.toMatchObject({ code: 'PROVIDER_KEY' });
  });
});

describe('cancel', () => {
  it('ends a task that is under way, which is then not charged', async () => {
    const access = await open('never-finishes');
    const handle = await runway.start(await runway.prepare(clipJob(), access), 'ref', access);
    expect(await runway.cancel?.(handle, access)).toBe('cancelled');
    expect(await ended(runway, handle, access)).toMatchObject({ state: 'failed', code: 'CANCELLED', micros: 0 });
    expect(service.books().netMicros).toBe(0);
  });

  it('leaves what has ended as it is, so that its result can still be fetched', async () => {
    const access = await open();
    const work = clipJob();
    const { handle, status } = await carriedOut(runway, work, access);
    expect(await runway.cancel?.(handle, access)).toBe('too-late');
    expect(await delivered(work, status, access)).toMatchObject({ seconds: 2 });
  });
});

describe('the result', () => {
  it.each<EmulatedFault>(['result-truncated-once', 'result-slow'])('arrives whole in spite of %s', async (fault) => {
    const access = await open(fault);
    const work = clipJob();
    expect(await delivered(work, (await carriedOut(runway, work, access)).status, access)).toMatchObject({ seconds: 2 });
  });

  it.each<[EmulatedFault, string]>([
    ['result-404', 'RESULT_GONE'],
    ['result-expired', 'RESULT_GONE'],
    ['result-truncated', 'PROVIDER_DOWN'],
  ])('with %s fails as %s and leaves nothing behind', async (fault, code) => {
    const access = await open(fault);
    const work = clipJob();
    const { status } = await carriedOut(runway, work, access);
    await expect(delivered(work, status, access)).rejects.toMatchObject({ code });
    expect(leftovers()).toEqual([]);
  });
});

describe('check', () => {
  it('tells the balance, or that the key is not accepted', async () => {
    const access = await open();
    expect(await runway.check?.(access)).toEqual({ balanceUsd: '12.34' });
    await expect(runway.check?.({ ...access, key: 'other' })).rejects.toMatchObject({ code: 'PROVIDER_KEY' });
  });
});
