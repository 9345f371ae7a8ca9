import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { StepError } from '#executors/errors.ts';
import { probe } from '#executors/ffmpeg/probe.ts';
import { type Access, type CallStatus, type ModelJob, UnclearError } from '#executors/providers/contract.ts';
import { openai } from '#executors/providers/openai.ts';
import type { Item } from '#nodes/items.ts';
import { priceOf } from '#nodes/price.ts';
import { kinds } from '#nodes/steps.ts';
import { factsOfValue } from '#nodes/value-facts.ts';
import type { Captions, Shot } from '#nodes/values.ts';
import { ffmpeg, testFolder } from '#tests/executors/ffmpeg/made-media.ts';
import { type OpenaiEmulator, type OpenaiFault, type OpenaiOptions, startOpenai } from '#tests/providers/openai-emulator.ts';
import { brief, enhanceJob, hearJob, imageJob, openaiFiles, picture, planJob, shot, sound, speakJob, text } from './openai-jobs.ts';

const folder = testFolder();
afterAll(() => folder.remove());
const path = openaiFiles(folder.path);
let service: OpenaiEmulator;
afterEach(() => service?.stop());

async function open(fault?: OpenaiFault, options: OpenaiOptions = {}): Promise<Access> {
  service = await startOpenai({ fault: (submit) => (submit === 0 ? fault : undefined), ...options });
  return { key: service.key, baseUrl: service.url, signal: new AbortController().signal };
}

/** The ceiling that a step is estimated with. */
const ceiling = (work: ModelJob): number =>
  priceOf(
    work.row,
    work.gives,
    ((work.reads.brief ?? work.reads.text ?? work.reads.prompt ?? work.reads.shot) as Item | undefined)?.facts,
    work,
  );

async function ended(work: ModelJob, access: Access): Promise<CallStatus> {
  const submission = await openai.prepare(work, access);
  return openai.status(JSON.parse(JSON.stringify(await openai.start(submission, 'ref', access))), access);
}

async function done(work: ModelJob, fault?: OpenaiFault) {
  const access = await open(fault);
  const status = await ended(work, access);
  if (status.state !== 'done') throw new Error(JSON.stringify(status));
  return status;
}

function saved(output: unknown, name: string): string {
  const file = join(folder.path, name);
  writeFileSync(file, Buffer.from((output as { base64: string }).base64, 'base64'));
  return file;
}

const valuesOf = <T>(output: unknown): T[] => (output as { value: T }[]).map(({ value }) => value);

describe('a plan', () => {
  it('has exactly the shots asked for, each its own, with style, characters and setting repeated to the letter', async () => {
    const status = await done(planJob());
    const shots = valuesOf<Shot>(status.gives.shots);
    const keyframes = valuesOf<string>(status.gives.keyframes);
    expect([shots.length, keyframes.length]).toEqual([6, 7]);
    expect(new Set(shots.map(({ prompt }) => prompt)).size).toBe(6);
    for (const prompt of [...shots.map((one) => one.prompt), ...keyframes]) {
      expect(prompt).toContain('Cast: Mara, 60, a yellow coat.');
      expect(prompt).toContain('Setting: A lighthouse on a rock.');
      expect(prompt).toContain('Style: Oil painting, deep blues.');
    }
    expect(shots.map(({ seconds }) => seconds)).toEqual([5, 5, 5, 5, 5, 5]);
    expect(service.requests).toEqual(['POST /responses']);
  });

  it('is charged what the service books, and never more than its estimate', async () => {
    const work = planJob();
    const status = await done(work);
    expect(status.micros).toBe(service.chargedMicros);
    expect(status.micros).toBeGreaterThan(0);
    expect(status.micros).toBeLessThanOrEqual(ceiling(work));
    expect(ceiling(work)).toBeLessThan(20_000);
  });

  it.each<[string, object]>([
    ['a style of its own', { style: 'charcoal drawing' }],
    ['a total length', { totalSeconds: 20, shots: 3 }],
    ['lengths to choose', { seconds: 'auto', shots: 3 }],
    ['a number of shots to choose', { shots: 'auto' }],
  ])('keeps what the step promises with %s', async (_name, more) => {
    const work = planJob(more);
    const status = await done(work, 'wild-lengths');
    const shots = valuesOf<Shot>(status.gives.shots);
    const promised = kinds['plan-shots'].facts({
      params: work.params as never,
      reads: { brief: (work.reads.brief as Item).facts },
      world: { count: () => shots.length, amount: (_least, most) => most },
    });
    expect(shots.length).toBe(promised.shots.length);
    const total = shots.reduce((sum, { seconds }) => sum + seconds, 0);
    expect(total).toBeLessThanOrEqual(promised.shots.reduce((sum, { seconds = 0 }) => sum + seconds, 0) + 0.01);
    if ('totalSeconds' in more) expect(total).toBeCloseTo(20, 6);
    if ('style' in more) expect(shots[0]?.prompt).toContain('Style: charcoal drawing.');
  });

  it.each<OpenaiFault | undefined>([undefined, 'wild-parts'])(
    'speaks the brief’s own words alone, each once and in order (%s)',
    async (fault) => {
      const status = await done(planJob(), fault);
      const spoken = valuesOf<Shot>(status.gives.shots).flatMap(({ narration }) => narration ?? []);
      expect(spoken.length).toBeGreaterThan(0);
      const plain = (words: string): string =>
        words
          .toLowerCase()
          .replace(/[^a-z]+/g, ' ')
          .trim();
      expect(plain(spoken.join(' '))).toBe(plain(brief));
      const sum = spoken.reduce((seconds, words) => seconds + (factsOfValue('text', words).spoken ?? 0), 0);
      expect(sum).toBeLessThanOrEqual((factsOfValue('text', brief).spoken ?? 0) + 0.6 * 6);
    },
  );

  it.each<[OpenaiFault, RegExp]>([
    ['too-few-shots', /planned 4 shots where 6 were asked for\. It cost \$0\.00\d+\. Retry/],
    ['too-many-shots', /planned 7 shots where 6 were asked for/],
    ['same-shots', /shows the same in shots 1 and 2/],
    ['wrong-enum', /mistake at shots\.0\.camera/],
    ['empty-opening', /does not say what the film opens with/],
    ['bad-json', /not JSON/],
    ['empty', /empty answer/],
    ['cut', /stopped in the middle/],
    ['model-failed', /could not answer: The model crashed/],
  ])('with %s fails once with what it cost, and nothing is made up', async (fault, words) => {
    const access = await open(fault);
    const status = await ended(planJob(), access);
    expect(status).toMatchObject({ state: 'failed', code: 'PROVIDER_FAILED', micros: service.chargedMicros });
    expect((status as { message: string }).message).toMatch(words);
    expect(service.submits).toBe(1);
  });

  it.each<OpenaiFault>(['refusal', 'content-filter'])('with %s is told as refused by moderation', async (fault) => {
    expect(await ended(planJob(), await open(fault))).toMatchObject({ state: 'failed', code: 'MODERATED', micros: service.chargedMicros });
  });

  it('of an empty brief is refused before anything is sent', async () => {
    const access = await open();
    await expect(openai.prepare({ ...planJob(), reads: { brief: text('  ') } }, access)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(service.requests).toEqual([]);
  });
});

describe('an enhanced prompt', () => {
  it('comes with what was changed, within its estimate', async () => {
    const work = enhanceJob();
    const status = await done(work);
    expect(status.gives.text).toEqual({ value: 'A pier, in golden light, seen from a low angle.' });
    expect(status.warnings).toMatchObject([{ code: 'ENHANCED', message: expect.stringContaining('Light and angle were added.') }]);
    expect(status.micros).toBe(service.chargedMicros);
    expect(status.micros).toBeLessThanOrEqual(ceiling(work));
  });

  it('that grew longer than promised ends with a sentence, and says so', async () => {
    const status = await done(enhanceJob(), 'long-text');
    const { value } = status.gives.text as { value: string };
    expect(value.length).toBeLessThanOrEqual('A pier'.length * 4 + 600);
    expect(value.endsWith('.')).toBe(true);
    expect(status.warnings?.map(({ code }) => code)).toEqual(['ENHANCED', 'TEXT_CUT']);
  });
});

describe('a picture', () => {
  it.each<[string, ModelJob, [number, number]]>([
    ['from words', imageJob(), [1280, 720]],
    ['of a small frame', imageJob({}, { width: 854, height: 480 }), [1088, 608]],
    ['of 1080 lines', imageJob({}, { width: 1920, height: 1080 }, 'openai/gpt-image-2-high'), [1920, 1088]],
    ['from a reference', { ...imageJob({ reference: picture }), path }, [1280, 720]],
  ])('%s is real, and costs what is booked and no more than the estimate', async (_name, work, size) => {
    const status = await done(work);
    const { width, height } = (await probe(saved(status.gives.image, 'picture.png'))).facts;
    expect([width, height]).toEqual(size);
    expect(status.micros).toBe(service.chargedMicros);
    expect(status.micros).toBeLessThanOrEqual(ceiling(work));
  });

  it('of 1024 by 1024 is estimated near its published price', () => {
    const square = { width: 1024, height: 1024 };
    const of = (quality: string): number => ceiling(imageJob({}, square, `openai/gpt-image-2-${quality}`)) / 1e6;
    expect(of('low')).toBeCloseTo(0.006, 3);
    expect(of('medium')).toBeCloseTo(0.053, 2.5);
    expect(of('high')).toBeCloseTo(0.211, 2.5);
  });

  it('changes where the mask is light: there the mask that is sent is clear', async () => {
    ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'color=black:size=64x36',
      '-vf',
      'drawbox=x=32:w=32:h=36:color=white:t=fill',
      '-frames:v',
      '1',
      `${folder.path}/half.png`,
    );
    const files = async (hash: string): Promise<string> => (hash === 'half' ? `${folder.path}/half.png` : path(hash));
    const mask: Item = { hash: 'half', facts: { width: 64, height: 36 }, media: 'image/png' };
    const status = await done({ ...imageJob({ reference: picture, mask }), path: files });
    expect(status.state).toBe('done');
    writeFileSync(`${folder.path}/sent.png`, service.masks[0] as Buffer);
    const alpha = ffmpeg('-i', `${folder.path}/sent.png`, '-vf', 'alphaextract,format=gray', '-f', 'rawvideo', 'pipe:1');
    expect(alpha.length).toBe(320 * 180);
    expect([alpha[90 * 320 + 40], alpha[90 * 320 + 280]]).toEqual([255, 0]);
  });

  it('says what the model is not told', async () => {
    const { warnings } = await openai.prepare({ ...imageJob({ reference: picture }, { width: 854, height: 480 }), path }, await open());
    expect(warnings.map(({ code }) => code)).toEqual(['NOT_SENT', 'SIZE_NOT_SOLD']);
    expect(warnings[0]?.message).toContain('how far the picture may leave its reference');
  });

  it('of a shape that is not made is refused before anything is sent', async () => {
    await expect(openai.prepare(imageJob({}, { width: 1600, height: 400 }), await open())).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  it('that is missing from the answer is told with its cost', async () => {
    const status = await ended(imageJob(), await open('no-picture'));
    expect(status).toMatchObject({ state: 'failed', code: 'RESULT_GONE', micros: service.chargedMicros });
  });
});

describe('speech', () => {
  const words = 'The keeper climbs the tower. The light goes on.';

  it.each(['openai/tts-1', 'openai/gpt-4o-mini-tts', 'openai/tts-1-hd'])(
    'of a text is real, captioned and charged as booked by %s',
    async (row) => {
      const work = speakJob({ text: text(words) }, {}, row);
      const status = await done(work);
      const { facts } = await probe(saved(status.gives.audio, 'speech.wav'));
      expect(facts.seconds).toBeCloseTo(words.length / 15, 1);
      const { cues } = (status.gives.captions as unknown as { value: Captions }).value;
      expect(cues.map((cue) => cue.text).join(' ')).toBe(words);
      expect(cues.at(-1)?.end).toBeLessThanOrEqual((facts.seconds ?? 0) + 0.001);
      expect(status.micros).toBe(service.chargedMicros);
    },
  );

  it('of a shot fills the shot, with the words near its beginning', async () => {
    const status = await done(speakJob({ shot: shot({ prompt: 'x', seconds: 6, narration: words }) }));
    expect((await probe(saved(status.gives.audio, 'shot.wav'))).facts.seconds).toBeCloseTo(6, 3);
    const { cues } = (status.gives.captions as unknown as { value: Captions }).value;
    expect(cues[0]?.start).toBeGreaterThan(0.1);
    expect(cues.at(-1)?.end).toBeLessThan(4);
  });

  it('that does not fit its shot is not cut, and says so', async () => {
    const status = await done(speakJob({ shot: shot({ prompt: 'x', seconds: 2, narration: words }) }), 'slow-speech');
    expect((await probe(saved(status.gives.audio, 'long.wav'))).facts.seconds).toBeCloseTo(words.length / 3, 1);
    expect(status.warnings).toMatchObject([{ code: 'NARRATION_TOO_LONG' }]);
  });

  it('of a shot without words is silent, free, and asks nobody', async () => {
    const status = await done(speakJob({ shot: shot({ prompt: 'x', seconds: 3 }) }));
    expect((await probe(saved(status.gives.audio, 'silent.wav'))).facts.seconds).toBe(3);
    expect(status.micros).toBe(0);
    expect(service.requests).toEqual([]);
  });

  it('tells a voice its language in words where it can, and says where it cannot', async () => {
    const access = await open();
    const told = await openai.prepare(speakJob({ text: text('Bonjour') }, { language: 'fr' }, 'openai/gpt-4o-mini-tts'), access);
    expect(JSON.stringify(told.request)).toContain('Speak in French.');
    const untold = await openai.prepare(speakJob({ text: text('Bonjour') }, { language: 'fr' }), access);
    expect(untold.warnings).toMatchObject([{ code: 'NOT_SENT' }]);
  });

  it.each<[string, ModelJob]>([
    ['nothing', speakJob({})],
    ['an empty text', speakJob({ text: text(' ') })],
    ['too long a text', speakJob({ text: text('word '.repeat(900)) })],
    ['an unknown voice', speakJob({ text: text('Hi') }, { voice: 'Bob' })],
  ])('of %s is refused before anything is sent', async (_name, work) => {
    await expect(openai.prepare(work, await open())).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(service.requests).toEqual([]);
  });
});

describe('a transcript', () => {
  it.each<[string, ModelJob['reads']]>([
    ['a sound', { audio: sound }],
    ['a video', { video: { hash: 'clip', facts: { seconds: 2 }, media: 'video/mp4' } }],
  ])('of %s has its words with times, and is charged as booked', async (_name, reads) => {
    const status = await done(hearJob(reads, path));
    const { cues, language } = (status.gives.captions as unknown as { value: Captions }).value;
    expect(cues.map((cue) => cue.text).join(' ')).toBe('The keeper climbs the tower. The light goes on.');
    expect(cues[0]?.start).toBe(0);
    expect(language).toBe('en');
    expect(status.micros).toBe(service.chargedMicros);
  });

  it('keeps to the script word for word', async () => {
    const status = await done(hearJob({ audio: sound, script: text('Up the tower goes Mara. And there was light.') }, path));
    const { cues } = (status.gives.captions as unknown as { value: Captions }).value;
    expect(cues.map((cue) => cue.text).join(' ')).toBe('Up the tower goes Mara. And there was light.');
    expect(cues.at(-1)?.end).toBeCloseTo(4, 0);
  });

  it('of silence says that nothing was heard; one without times fails with its cost', async () => {
    expect((await done(hearJob({ audio: sound }, path), 'nothing-heard')).warnings).toMatchObject([{ code: 'NO_SPEECH_FOUND' }]);
    await service.stop();
    expect(await ended(hearJob({ audio: sound }, path), await open('no-times'))).toMatchObject({ state: 'failed', micros: 400 });
  });

  it('of a video without sound is refused before anything is sent', async () => {
    const silent = hearJob({ video: { hash: 'silent', facts: { seconds: 0.5 }, media: 'video/mp4' } }, path);
    await expect(openai.prepare(silent, await open())).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(service.requests).toEqual([]);
  });
});

describe('start', () => {
  it.each<[OpenaiFault, object]>([
    ['refuse-429', { code: 'RATE_LIMITED', retryAfterMs: 2000 }],
    ['refuse-quota', { code: 'PROVIDER_KEY', message: expect.stringContaining('credit') }],
    ['refuse-401', { code: 'PROVIDER_KEY' }],
    ['refuse-403', { code: 'PROVIDER_KEY', message: expect.stringContaining('verified') }],
    ['refuse-region', { code: 'PROVIDER_REFUSED', message: expect.stringContaining('region') }],
    ['refuse-model', { code: 'PROVIDER_REFUSED', message: expect.stringContaining('does not have this model') }],
    ['refuse-moderated', { code: 'MODERATED' }],
    ['refuse-503', { code: 'PROVIDER_DOWN' }],
  ])('knows that %s was not accepted', async (fault, error) => {
    const access = await open(fault);
    const thrown = await ended(imageJob(), access).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(StepError);
    expect(thrown).toMatchObject(error);
    expect(service.booked).toEqual([]);
  });

  it.each<[OpenaiFault, number]>([
    ['refuse-500', 0],
    ['reset-before-accept', 0],
    ['reset-after-accept', 1],
    ['502-after-accept', 1],
    ['timeout-after-accept', 1],
    ['truncated', 1],
    ['unreadable', 1],
  ])('leaves %s in doubt and sends it once', async (fault, accepted) => {
    const access = await open(fault);
    const submission = await openai.prepare(planJob(), access);
    const patient = { ...access, signal: AbortSignal.timeout(700) };
    await expect(openai.start(submission, 'ref', patient)).rejects.toBeInstanceOf(UnclearError);
    expect([service.submits, service.booked.length]).toEqual([1, accepted]);
  });

  it('knows that a connection that never came about and a refused field cost nothing', async () => {
    const access = await open();
    const submission = await openai.prepare(planJob(), access);
    const { call } = submission.request as unknown as { call: { body: object } };
    const wrong = { ...submission, request: { ...submission.request, call: { ...call, body: { ...call.body, nonsense: 1 } } } };
    await expect(openai.start(wrong as never, 'ref', access)).rejects.toMatchObject({ code: 'PROVIDER_REFUSED' });
    await service.stop();
    await expect(openai.start(submission, 'ref', access)).rejects.toMatchObject({ code: 'PROVIDER_DOWN' });
    service = await startOpenai();
  });

  it('proves a key by a free request', async () => {
    const access = await open();
    expect(await openai.check?.(access)).toMatchObject({ note: expect.stringContaining('1 models') });
    await expect(openai.check?.({ ...access, key: 'sk-wrong' })).rejects.toMatchObject({ code: 'PROVIDER_KEY' });
    expect(service.submits).toBe(0);
  });
});
