import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { wavespeedRows } from '#executors/catalogue/wavespeed.ts';
import { StepError } from '#executors/errors.ts';
import { fetchChecked } from '#executors/fetch-checked.ts';
import { probe } from '#executors/ffmpeg/probe.ts';
import { type Access, type Handle, type ModelJob, type Submission, UnclearError } from '#executors/providers/contract.ts';
import { wavespeed } from '#executors/providers/wavespeed.ts';
import type { Item } from '#nodes/items.ts';
import type { Row } from '#nodes/price.ts';
import type { StepKind } from '#nodes/steps.ts';
import { emulatedMedia } from '#tests/providers/emulator-media.ts';
import { type EmulatorOptions, startWavespeed, type WavespeedEmulator, type WavespeedFault } from '#tests/providers/wavespeed-emulator.ts';

const folder = mkdtempSync(join(tmpdir(), 'filmloom-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let emulator: WavespeedEmulator | undefined;
afterEach(async () => {
  await emulator?.stop();
  emulator = undefined;
});

async function open(fault?: WavespeedFault, options: EmulatorOptions = {}): Promise<{ service: WavespeedEmulator; access: Access }> {
  emulator = await startWavespeed({ fault: (submit) => (submit === 0 ? fault : undefined), ...options });
  return { service: emulator, access: { key: emulator.key, baseUrl: emulator.url, signal: new AbortController().signal } };
}

const rowOf = (id: string): Row => wavespeedRows.find((row) => row.id === `wavespeed/${id}`) as Row;
const text = (value: string): Item => ({ hash: `text-${value}`, facts: { characters: value.length }, value });
const files: Readonly<Record<string, string>> = {
  picture: emulatedMedia({ kind: 'image', width: 320, height: 180, seconds: 0 }),
  clip: emulatedMedia({ kind: 'video', width: 320, height: 180, seconds: 2 }),
};
const picture: Item = { hash: 'picture', facts: { width: 320, height: 180 }, media: 'image/png' };
const clip: Item = { hash: 'clip', facts: { width: 320, height: 180, seconds: 2 }, media: 'video/mp4' };
const frame = { width: 854, height: 480, fps: 24, seed: 7, motion: 'medium' };

function job(row: string, kind: StepKind, more: Partial<ModelJob>): ModelJob {
  return { row: rowOf(row), kind, params: {}, take: 0, reads: {}, gives: undefined, path: async (hash) => files[hash] as string, ...more };
}
const clipJob = (words = 'A lighthouse in a storm', seconds = 5): ModelJob =>
  job('wan-2.5-t2v-480p', 'make-video', { params: { ...frame, seconds }, reads: { prompt: text(words) }, gives: { ...frame, seconds } });

async function ended(handle: Handle, access: Access) {
  for (;;) {
    const status = await wavespeed.status(handle, access).catch((thrown: unknown) => {
      if (!(thrown instanceof StepError)) throw thrown;
      return { state: 'working' } as const;
    });
    if (status.state !== 'working') return status;
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function started(fault?: WavespeedFault) {
  const { service, access } = await open(fault);
  const submission = await wavespeed.prepare(clipJob(), access);
  return { service, access, submission, handle: await wavespeed.start(submission, 'ref', access) };
}

async function fetched(fault?: WavespeedFault) {
  const { service, access, handle } = await started(fault);
  const status = await ended(handle, access);
  if (status.state !== 'done') throw new Error(`The job ended ${status.state}`);
  const file = join(folder, `${fault}.mp4`);
  const { url } = status.gives.video as { url: string };
  return { service, file, download: () => fetchChecked(url, { file, trustedOrigin: access.baseUrl, signal: access.signal, retries: 2 }) };
}

const cases: readonly [string, ModelJob, { width?: number; height?: number; seconds?: number }][] = [
  ['wan from words', clipJob(), { width: 832, height: 480, seconds: 5 }],
  [
    'wan from a picture',
    job('wan-2.5-i2v-480p', 'make-video', { params: { ...frame, seconds: 3.4 }, reads: { prompt: text('Waves'), first: picture } }),
    { height: 480, seconds: 4 },
  ],
  [
    'veo between two pictures',
    job('veo-3.1-i2v', 'make-video', {
      params: { ...frame, width: 1920, height: 1080, seconds: 4 },
      reads: { prompt: text('Waves'), first: picture, last: { ...picture } },
    }),
    { width: 1920, height: 1080, seconds: 4 },
  ],
  [
    'ltx from words',
    job('ltx-2-fast-t2v', 'make-video', { params: { ...frame, seconds: 6 }, reads: { prompt: text('Waves') } }),
    { seconds: 6 },
  ],
  [
    'a picture with a reference',
    job('z-image-base', 'make-image', {
      params: { width: 640, height: 360, seed: 1, strength: 0.4 },
      reads: { prompt: text('A pier'), reference: picture },
    }),
    { width: 640, height: 360 },
  ],
  [
    'upscaling',
    job('flashvsr-720p', 'upscale', { params: { height: 720, seed: 1 }, reads: { video: clip } }),
    { width: 1280, height: 720 },
  ],
  [
    'dubbing',
    job('heygen-video-translate', 'translate', { params: { language: 'fr', voice: 'auto' }, reads: { video: clip } }),
    { seconds: 2 },
  ],
  [
    'speech',
    job('speech-02-turbo', 'speak', {
      params: { voice: 'auto', language: 'en-GB', speed: 1 },
      reads: { text: text('Once upon a time in the west.') },
    }),
    {},
  ],
];

describe('a request', () => {
  it.each(cases)('for %s is accepted by the strict schema and gives real media', async (_name, work, facts) => {
    const { service, access } = await open();
    const submission = await wavespeed.prepare(work, access);
    const quote = await wavespeed.quote?.(submission, access);
    const status = await ended(await wavespeed.start(submission, 'ref', access), access);
    if (status.state !== 'done') throw new Error(JSON.stringify(status));
    const { url } = Object.values(status.gives)[0] as { url: string };
    const file = join(folder, 'out');
    await fetchChecked(url, { file, trustedOrigin: access.baseUrl, signal: access.signal });
    expect((await probe(file)).facts).toMatchObject(facts);
    expect(service.books()).toMatchObject({ submits: 1, duplicates: 0, chargedMicros: quote });
    const reads = Object.values(work.reads).filter((item) => (item as Item).media);
    expect(service.uploads.size).toBe(reads.length);
  });

  it('gives text back as a value', async () => {
    const { access } = await open();
    const work = job('prompt-optimizer', 'enhance-text', { params: { style: 'anime', seed: 1 }, reads: { text: text('A pier') } });
    const submission = await wavespeed.prepare(work, access);
    expect(submission.request.input).toEqual({ text: 'A pier', mode: 'video', style: 'anime' });
    const status = await ended(await wavespeed.start(submission, 'ref', access), access);
    expect(status).toMatchObject({ state: 'done', gives: { text: { value: 'A pier, in golden light' } } });
  });

  it('says what the model is not told and what is sold in another measure', async () => {
    const { access } = await open();
    const { warnings } = await wavespeed.prepare(
      job('ltx-2-fast-t2v', 'make-video', { params: { ...frame, seconds: 4.5 }, reads: { prompt: text('Waves') } }),
      access,
    );
    expect(warnings.map(({ code }) => code)).toEqual(['NOT_SENT', 'SIZE_NOT_SOLD', 'LENGTH_NOT_SOLD']);
    expect(warnings[0]?.message).toContain('its seed');
    expect(warnings[1]?.message).toContain('1920×1080');
  });

  it('carries camera, mood and motion of a shot in words, and another seed for another take', async () => {
    const { access } = await open();
    const shot: Item = { hash: 's', facts: {}, value: { prompt: 'A ship', seconds: 10, camera: 'push-in', mood: 'tense' } };
    const work = job('wan-2.5-t2v-480p', 'make-video', { params: { ...frame, motion: 'dynamic' }, reads: { shot }, take: 2 });
    const { request } = await wavespeed.prepare(work, access);
    expect(request.input).toEqual({
      prompt: 'A ship Camera: push in. Mood: tense. Motion: lively and dynamic.',
      size: '832*480',
      duration: 10,
      seed: 7 + 2 * 7919,
    });
  });

  it.each<[string, ModelJob]>([
    ['no words', clipJob('  ')],
    ['too long', clipJob('Waves', 11)],
    [
      'an unknown voice',
      job('speech-02-hd', 'speak', { params: { voice: 'Bob', language: 'auto', speed: 1 }, reads: { text: text('Hi') } }),
    ],
    ['an unknown language', job('heygen-video-translate', 'translate', { params: { language: 'tlh' }, reads: { video: clip } })],
  ])('with %s is refused before anything is sent', async (_name, work) => {
    const { service, access } = await open();
    await expect(wavespeed.prepare(work, access)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(service.requests.filter((path) => !path.endsWith('uploads') && !path.includes('/put/'))).toEqual([]);
  });
});

describe('start', () => {
  it.each<[WavespeedFault, object]>([
    ['refuse-429', { code: 'RATE_LIMITED', retryAfterMs: 2000 }],
    ['refuse-401', { code: 'PROVIDER_KEY' }],
    ['refuse-balance', { code: 'PROVIDER_KEY' }],
    ['refuse-moderated', { code: 'MODERATED' }],
  ])('knows that %s was not accepted', async (fault, error) => {
    const { service, access } = await open(fault);
    const submission = await wavespeed.prepare(clipJob(), access);
    const thrown = await wavespeed.start(submission, 'ref', access).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(StepError);
    expect(thrown).toMatchObject(error);
    expect(service.books().jobs).toEqual([]);
  });

  it.each<[WavespeedFault, number]>([
    ['refuse-500-before-accept', 0],
    ['reset-before-accept', 0],
    ['reset-after-accept', 1],
    ['502-after-accept', 1],
    ['timeout-after-accept', 1],
  ])('leaves %s in doubt, sends it once, and finds out from the list', async (fault, accepted) => {
    const { service, access } = await open(fault);
    const submission = await wavespeed.prepare(clipJob(), access);
    const sentAt = new Date().toISOString();
    const patient = { ...access, signal: AbortSignal.timeout(700) };
    await expect(wavespeed.start(submission, 'ref', patient)).rejects.toBeInstanceOf(UnclearError);
    expect(service.books()).toMatchObject({ submits: 1 });
    expect(service.books().jobs).toHaveLength(accepted);
    const find = (at: string) => wavespeed.find?.({ submission, ref: 'ref', sentAt: at, isOurs: async () => false }, access);
    const longAgo = new Date(Date.now() - 61_000).toISOString();
    if (accepted) expect(await find(sentAt)).toMatchObject({ id: service.books().jobs[0]?.id, gives: 'video' });
    else expect([await find(sentAt), await find(longAgo)]).toEqual(['unsure', 'not-there']);
    expect(service.books().submits).toBe(1);
  });

  it('goes over a connection of its own, so that none kept too long can leave it in doubt', async () => {
    const { service, access } = await open();
    const submission = await wavespeed.prepare(clipJob(), access);
    await wavespeed.quote?.(submission, access);
    await wavespeed.status(await wavespeed.start(submission, 'ref', access), access);
    expect(service.requests).toHaveLength(3);
    expect(service.connections).toBe(3);
  });

  it('knows that a refused connection and a refused field cost nothing', async () => {
    const { service, access } = await open();
    const submission = await wavespeed.prepare(clipJob(), access);
    const wrong: Submission = { ...submission, request: { ...submission.request, input: { prompt: 'x', nonsense: 1 } } };
    await expect(wavespeed.start(wrong, 'ref', access)).rejects.toMatchObject({ code: 'PROVIDER_REFUSED' });
    await service.stop();
    emulator = undefined;
    await expect(wavespeed.start(submission, 'ref', access)).rejects.toMatchObject({ code: 'PROVIDER_DOWN' });
  });
});

describe('find', () => {
  it('takes only the job that no other call of ours holds, and decides nothing between two', async () => {
    const { service, access } = await open();
    const submission = await wavespeed.prepare(clipJob(), access);
    const sentAt = new Date().toISOString();
    const first = await wavespeed.start(submission, 'a', access);
    const second = await wavespeed.start(submission, 'b', access);
    await wavespeed.start(await wavespeed.prepare(clipJob('Other words'), access), 'c', access);
    const find = (isOurs: (handle: Handle) => boolean) =>
      wavespeed.find?.({ submission, ref: 'b', sentAt, isOurs: async (handle) => isOurs(handle) }, access);
    expect(await find(() => false)).toBe('unsure');
    expect(await find(({ id }) => id === first.id)).toEqual(second);
    expect(service.books().duplicates).toBe(1);
  });

  it('tells two requests apart by the files uploaded for them', async () => {
    const { access } = await open();
    const work = job('wan-2.5-i2v-480p', 'make-video', {
      params: { ...frame, seconds: 3 },
      reads: { prompt: text('Waves'), first: picture },
    });
    const [one, two] = [await wavespeed.prepare(work, access), await wavespeed.prepare(work, access)];
    const sentAt = new Date().toISOString();
    await wavespeed.start(one, 'a', access);
    const handle = await wavespeed.start(two, 'b', access);
    expect(await wavespeed.find?.({ submission: two, ref: 'b', sentAt, isOurs: async () => false }, access)).toEqual(handle);
  });
});

describe('status', () => {
  it.each<[WavespeedFault, object]>([
    ['failed', { state: 'failed', code: 'PROVIDER_FAILED', micros: 0 }],
    ['moderated', { state: 'failed', code: 'MODERATED', micros: 0 }],
    ['poll-500', { state: 'done' }],
    ['poll-reset', { state: 'done' }],
    ['slow-job', { state: 'done' }],
    ['answers-twice', { state: 'done' }],
  ])('of a job with %s ends as it should', async (fault, expected) => {
    const { service, access, handle } = await started(fault);
    const status = await ended(handle, access);
    expect(status).toMatchObject(expected);
    const { netMicros } = service.books();
    expect(netMicros).toBe(status.state === 'failed' ? 0 : 250_000);
  });

  it('of a job that never finishes stays working', async () => {
    const { access, handle } = await started('never-finishes');
    for (let poll = 0; poll < 3; poll += 1) expect(await wavespeed.status(handle, access)).toMatchObject({ state: 'working' });
  });

  it('asks at the configured address whatever the answer says', async () => {
    const { service, access, handle } = await started();
    expect(JSON.stringify(handle)).not.toContain('http');
    await wavespeed.status({ ...handle, id: '../../models' }, access).catch(() => undefined);
    expect(service.requests.at(-1)).toBe('GET /api/v3/predictions/..%2F..%2Fmodels/result');
  });
});

describe('the price asked', () => {
  it('is what the service says, even where it is far from the published one', async () => {
    const { access } = await open('wrong-price');
    const submission = await wavespeed.prepare(clipJob(), access);
    expect(await wavespeed.quote?.(submission, access)).toBe(25_000_000);
  });
});

describe('the result', () => {
  it.each<WavespeedFault>(['result-truncated-once', 'result-slow'])('arrives whole in spite of %s', async (fault) => {
    const { file, download } = await fetched(fault);
    await download();
    expect((await probe(file)).facts.seconds).toBe(5);
  });

  it.each<[WavespeedFault, string]>([
    ['result-404', 'RESULT_GONE'],
    ['result-expired', 'RESULT_GONE'],
    ['result-truncated', 'PROVIDER_DOWN'],
  ])('with %s fails as %s and leaves nothing behind', async (fault, code) => {
    const { file, download } = await fetched(fault);
    await expect(download()).rejects.toMatchObject({ code });
    await expect(probe(file)).rejects.toThrow();
  });
});
