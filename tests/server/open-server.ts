import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach } from 'vitest';
import { catalogue } from '#executors/catalogue/index.ts';
import { StepError } from '#executors/errors.ts';
import type { Result } from '#nodes/items.ts';
import { buildApp } from '#server/app.ts';
import type { App, AppParts } from '#server/app-parts.ts';
import { createTokenCheck } from '#server/auth/token.ts';
import { openLocalEngine } from '#server/local-engine.ts';
import { openData } from '#server/open-data.ts';
import type { StepRunner } from '#server/runs/carry-out.ts';

export type Opened = { app: App; parts: AppParts; folder: string };

/** How long a busy machine may take. */
export const soon = { timeout: 15_000 };

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A folder that is removed after the test. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'filmloom-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

let picture: string | undefined;

/** A small PNG, made once. */
export async function pngFile(): Promise<string> {
  if (picture) return picture;
  const file = join(await mkdtemp(join(tmpdir(), 'filmloom-')), 'picture.png');
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'color=c=teal:s=64x36', '-frames:v', '1', file]);
  picture = file;
  return file;
}

/** Makes texts and one picture at once, so that these tests are about the server and not about films. */
export const quickSteps: StepRunner = async (job, files): Promise<Result> => {
  if (job.kind === 'enhance-text')
    return { items: { text: { hash: `text-${job.params.style}`, facts: { characters: 5 }, value: `better ${job.params.style}` } } };
  if (job.kind !== 'make-image') throw new StepError('INTERNAL', `No ${job.kind} here.`);
  const folder = await files.workFolder();
  const file = join(folder, 'picture.png');
  await copyFile(await pngFile(), file);
  const facts = { width: 64, height: 36 };
  const { id, bytes } = await files.keep(file, { kind: 'image', media: 'image/png', facts });
  await files.dropWorkFolder(folder);
  return { items: { image: { hash: id, bytes, media: 'image/png', facts } } };
};

/** The whole server on a fresh data folder with the real engine. */
export async function openServer({
  token,
  runStep = quickSteps,
  settings = {},
}: {
  token?: string;
  runStep?: StepRunner;
  settings?: Partial<AppParts['settings']>;
} = {}): Promise<Opened> {
  const folder = await newFolder();
  const { store, storage, close } = await openData(join(folder, 'data'));
  const log = pino({ level: 'silent' });
  const clock = () => new Date();
  const engine = openLocalEngine({ store, storage, rows: () => catalogue, log, clock, slots: 2, runStep, reach: () => undefined });
  const parts: AppParts = {
    settings: { host: '127.0.0.1', publicUrl: undefined, dataFolder: join(folder, 'data'), ...settings },
    store,
    storage,
    engine,
    tokens: createTokenCheck(token, 'a secret for tests'),
    rows: () => catalogue,
    clock,
    log,
    editorFolder: join(folder, 'dist'),
  };
  const app = await buildApp(parts);
  cleanUps.push(async () => {
    await app.close();
    await engine.close();
    await close();
  });
  return { app, parts, folder };
}

/** Prompt → enhance-prompt → keyframe: one text step, then one picture. */
export function pictureGraph(style = 'ink', more: Record<string, unknown> = {}) {
  return {
    filmloom: 1,
    name: 'Picture',
    nodes: {
      brief: { type: 'prompt', params: { text: 'A lighthouse.' } },
      better: { type: 'enhance-prompt', params: { style } },
      frame: { type: 'keyframe' },
      ...more,
    },
    edges: [
      { from: 'brief.text', to: 'better.text' },
      { from: 'better.text', to: 'frame.prompt' },
    ],
  };
}

/** Starts a run and waits until it has ended. */
export async function finishedRun(app: App, graph: unknown = pictureGraph()): Promise<string> {
  const started = await app.inject({ method: 'POST', url: '/api/v1/runs', payload: { graph } });
  const { id } = started.json();
  for (let tries = 0; tries < 700; tries += 1) {
    const { state } = (await app.inject(`/api/v1/runs/${id}`)).json();
    if (['done', 'failed', 'cancelled'].includes(state)) return id;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`The run did not end: ${started.body}`);
}

/** A multipart body with one file. */
export function formWith(name: string, bytes: Uint8Array | string, field = 'file'): { payload: Buffer; headers: Record<string, string> } {
  const boundary = '----filmloom-test';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}
