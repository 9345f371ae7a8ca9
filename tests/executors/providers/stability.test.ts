import { afterEach, describe, expect, it } from 'vitest';
import { stabilityRows } from '#executors/catalogue/stability.ts';
import { StepError } from '#executors/errors.ts';
import { type Access, type ModelJob, type Submission, UnclearError } from '#executors/providers/contract.ts';
import { stability } from '#executors/providers/stability.ts';
import type { Facts } from '#nodes/facts.ts';
import type { Item } from '#nodes/items.ts';
import type { EmulatedFault, EmulatorOptions } from '#tests/providers/emulated-service.ts';
import { type StabilityEmulator, startStability } from '#tests/providers/stability-emulator.ts';
import { accessOf, bigFile, carriedOut, delivered, jobFor, leftovers, picture, text } from './provider-bench.ts';

let service: StabilityEmulator;
afterEach(() => service?.stop());

async function open(fault?: EmulatedFault, options: EmulatorOptions = {}): Promise<Access> {
  service = await startStability({ fault: (submit) => (submit === 0 ? fault : undefined), ...options });
  return accessOf(service);
}
const still = { width: 1280, height: 720, seed: 0, strength: 0.4 };
const job = (id: string, more: Partial<ModelJob> = {}): ModelJob =>
  jobFor(
    stabilityRows.find((row) => row.id === `stability/${id}`),
    'make-image',
    { params: still, reads: { prompt: text('A pier') }, ...more },
  );
const prompt = text('A pier');

const cases: readonly [string, ModelJob, Facts, number][] = [
  ['a picture', job('sd3.5-medium'), { width: 1344, height: 768 }, 35_000],
  ['an upright picture', job('sd3.5-large', { params: { ...still, width: 720, height: 1280 } }), { width: 768, height: 1344 }, 65_000],
  ['a square picture', job('sd3.5-large-turbo', { params: { ...still, width: 512, height: 512 } }), { width: 1024, height: 1024 }, 40_000],
  ['a picture after a reference', job('sd3.5-large', { reads: { prompt, reference: picture } }), { width: 320, height: 180 }, 65_000],
  ['a part of a picture', job('inpaint', { reads: { prompt, reference: picture, mask: picture } }), { width: 320, height: 180 }, 50_000],
];

describe('a request', () => {
  it.each(cases)(
    'for %s is accepted by the strict schema, costs what was foreseen, and gives a real picture',
    async (_name, work, facts, micros) => {
      const access = await open();
      const { submission, status } = await carriedOut(stability, work, access);
      expect(await delivered(work, status, access)).toMatchObject(facts);
      expect(service.books()).toMatchObject({ submits: 1, duplicates: 0, netMicros: micros });
      expect(submission.request).toMatchObject({ micros });
      expect(service.requests).toHaveLength(1);
    },
  );

  it('carries a reference with its strength and no shape, and the bytes of every file whole', async () => {
    const access = await open();
    const { request } = (await carriedOut(stability, job('sd3.5-large', { reads: { prompt, reference: picture }, take: 1 }), access))
      .submission;
    const fields = { mode: 'image-to-image', strength: 0.4, model: 'sd3.5-large', seed: 7919 };
    expect(request.fields).toMatchObject(fields);
    expect(service.books().jobs[0]?.input).toEqual({
      prompt: 'A pier',
      mode: 'image-to-image',
      strength: '0.4',
      model: 'sd3.5-large',
      seed: '7919',
      output_format: 'png',
      image: { width: 320, height: 180 },
    });
  });

  it('says what size it makes, and never sends a seed that means any', async () => {
    const access = await open();
    const made = await stability.prepare(job('sd3.5-medium'), access);
    expect(made.warnings).toMatchObject([{ code: 'SIZE_NOT_SOLD', message: expect.stringContaining('1344×768') }]);
    expect(made.request.fields).toMatchObject({ seed: 1, aspect_ratio: '16:9' });
    const after = await stability.prepare(job('sd3.5-medium', { reads: { prompt, reference: picture } }), access);
    expect(after.warnings).toMatchObject([{ code: 'SIZE_NOT_SOLD', message: expect.stringContaining('320×180') }]);
  });

  it.each<[string, ModelJob]>([
    ['no words', job('sd3.5-medium', { reads: { prompt: text(' ') } })],
    ['no mask', job('inpaint', { reads: { prompt, reference: picture } })],
    ['a picture of another type', job('sd3.5-medium', { reads: { prompt, reference: { ...picture, media: 'image/gif' } as Item } })],
    ['too small a picture', job('sd3.5-medium', { reads: { prompt, reference: { ...picture, facts: { width: 60, height: 200 } } } })],
    ['too large a picture', job('sd3.5-medium', { reads: { prompt, reference: { ...picture, facts: { width: 4000, height: 3000 } } } })],
  ])('with %s is refused before anything is sent', async (_name, work) => {
    const access = await open();
    await expect(stability.prepare(work, access)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(service.requests).toEqual([]);
  });

  it('with more bytes of pictures than it may hold is refused before anything is sent', async () => {
    const access = await open();
    const work = job('inpaint', { reads: { prompt, reference: picture, mask: picture }, path: async () => bigFile(6_000_000) });
    await expect(stability.prepare(work, access)).rejects.toMatchObject({ code: 'MEDIA_TOO_LARGE' });
    expect(service.requests).toEqual([]);
  });
});

describe('start', () => {
  it.each<[EmulatedFault, object]>([
    ['refuse-429', { code: 'RATE_LIMITED', retryAfterMs: 60_000 }],
    ['refuse-401', { code: 'PROVIDER_KEY', message: expect.stringContaining('key') }],
    ['refuse-balance', { code: 'PROVIDER_KEY', message: expect.stringContaining('balance') }],
    ['refuse-moderated', { code: 'MODERATED' }],
  ])('knows that %s was not accepted', async (fault, error) => {
    const access = await open(fault);
    const submission = await stability.prepare(job('sd3.5-medium'), access);
    const thrown = await stability.start(submission, 'ref', access).catch((error: unknown) => error);
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
  ])('leaves %s in doubt and sends it once', async (fault, accepted) => {
    const access = await open(fault);
    const submission = await stability.prepare(job('sd3.5-medium'), access);
    const patient = { ...access, signal: AbortSignal.timeout(500) };
    await expect(stability.start(submission, 'ref', patient)).rejects.toBeInstanceOf(UnclearError);
    expect(service.books()).toMatchObject({ submits: 1, jobs: { length: accepted } });
  });

  it('goes over a connection of its own, and knows that a refused connection and a refused field cost nothing', async () => {
    const access = await open();
    const { submission } = await carriedOut(stability, job('sd3.5-medium'), access);
    await carriedOut(stability, job('sd3.5-medium'), access);
    expect([service.connections, service.requests.length]).toEqual([2, 2]);
    const fields = { ...(submission.request.fields as object), nonsense: 1 };
    const wrong: Submission = { ...submission, request: { ...submission.request, fields } };
    await expect(stability.start(wrong, 'ref', access)).rejects.toMatchObject({
      code: 'PROVIDER_REFUSED',
      message: expect.stringContaining('nonsense'),
    });
    await service.stop();
    await expect(stability.start(submission, 'ref', access)).rejects.toMatchObject({ code: 'PROVIDER_DOWN' });
  });
});

describe('the answer', () => {
  it.each<[EmulatedFault, object]>([
    ['moderated', { state: 'failed', code: 'MODERATED', micros: 35_000 }],
    ['no-output', { state: 'failed', code: 'RESULT_GONE', micros: 35_000 }],
    ['empty-after-accept', { state: 'failed', code: 'RESULT_GONE', micros: 35_000 }],
    ['slow-job', { state: 'done', micros: 35_000 }],
  ])('with %s is counted as the service charges it', async (fault, expected) => {
    const access = await open(fault);
    expect((await carriedOut(stability, job('sd3.5-medium'), access)).status).toMatchObject(expected);
    expect(service.books().netMicros).toBe(35_000);
  });

  it('is read as often as wanted without asking again', async () => {
    const access = await open();
    const { handle, status } = await carriedOut(stability, job('sd3.5-medium'), access);
    expect(await stability.status(JSON.parse(JSON.stringify(handle)), access)).toEqual(status);
    expect(service.requests).toHaveLength(1);
  });

  it('that is no whole picture fails and leaves nothing behind', async () => {
    const access = await open('result-truncated');
    const work = job('sd3.5-medium');
    const { status } = await carriedOut(stability, work, access);
    await expect(delivered(work, status, access)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
    expect(leftovers()).toEqual([]);
  });
});

describe('check', () => {
  it('tells the balance, or that the key is not accepted', async () => {
    const access = await open();
    expect(await stability.check?.(access)).toEqual({ balanceUsd: '2.50' });
    await expect(stability.check?.({ ...access, key: 'other' })).rejects.toMatchObject({ code: 'PROVIDER_KEY' });
  });
});
