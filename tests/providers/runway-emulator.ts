import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf, EmulatedService, type EmulatorOptions, formOf, type Input, type Reply, type Running, reply } from './emulated-service.ts';
import { emulatedMedia } from './emulator-media.ts';
import { emulatedModels, problemIn } from './runway-emulated-models.ts';

/** Runway’s API over real HTTP, with ephemeral uploads and tasks. */
export async function startRunway(options: EmulatorOptions = {}): Promise<RunwayEmulator> {
  return new RunwayEmulator(options).listen();
}

const refused: Readonly<Record<string, Reply>> = {
  'refuse-429': [429, { error: 'You have reached your daily task limit' }, { 'retry-after': '2' }],
  'refuse-401': [401, { error: 'Unauthorized' }],
  'refuse-balance': [400, { error: 'You do not have enough credits to run this task.' }],
  'refuse-moderated': [400, { error: 'The prompt did not pass content moderation' }],
  'refuse-500-before-accept': [500, { error: 'Internal server error' }],
};

export class RunwayEmulator extends EmulatedService {
  /** Local files, by the address that requests name them with. */
  readonly uploads = new Map<string, string>();
  private readonly folder = mkdtempSync(join(tmpdir(), 'filmloom-runway-'));

  override async stop(): Promise<void> {
    await super.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  protected async respond(request: IncomingMessage, response: ServerResponse, { pathname }: URL): Promise<void> {
    if (pathname.startsWith('/storage/')) return this.takeUpload(pathname.slice('/storage/'.length), request, response);
    if (pathname.startsWith('/files/')) return this.file(pathname.slice('/files/'.length), response);
    if (request.headers.authorization !== `Bearer ${this.key}`) return reply(response, 401, { error: 'Unauthorized' });
    if (request.headers['x-runway-version'] !== '2024-11-06') return reply(response, 400, { error: 'Unsupported X-Runway-Version' });
    if (pathname === '/v1/organization') return reply(response, 200, { creditBalance: 1234, tier: {}, usage: {} });
    const id = /^\/v1\/tasks\/([^/]+)$/.exec(pathname)?.[1];
    if (id) return this.task(decodeURIComponent(id), request.method ?? 'GET', response);
    const body = JSON.parse((await bytesOf(request)).toString() || '{}') as Record<string, unknown>;
    if (pathname === '/v1/uploads') return this.slot(body, response);
    await this.take(pathname.replace('/v1/', ''), body, response);
  }

  private slot({ filename, type, ...others }: Record<string, unknown>, response: ServerResponse): void {
    if (type !== 'ephemeral' || typeof filename !== 'string' || Object.keys(others).length > 0)
      return reply(response, 400, { error: 'Invalid upload' });
    this.ids += 1;
    const name = `${this.ids}-${filename}`;
    reply(response, 200, {
      uploadUrl: `${this.url}/storage/${name}`,
      fields: { key: name, policy: 'signed' },
      runwayUri: `runway://${name}`,
    });
  }

  private async takeUpload(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = await formOf(request);
    const file = form.get('file');
    const last = [...form.keys()].at(-1);
    if (
      request.headers.authorization ||
      form.get('key') !== name ||
      form.get('policy') !== 'signed' ||
      last !== 'file' ||
      !(file instanceof File)
    )
      return void response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
    const path = join(this.folder, name);
    writeFileSync(path, Buffer.from(await file.arrayBuffer()));
    this.uploads.set(`runway://${name}`, path);
    response.writeHead(204).end();
  }

  private async take(endpoint: string, input: Input, response: ServerResponse): Promise<void> {
    const model = `${endpoint}/${String(input.model)}`;
    const problem = problemIn(model, input, (uri) => this.uploads.has(uri));
    if (problem) return this.submit(response, { model, input, problem: [400, { error: problem }], micros: 0 });
    await this.submit(response, { model, input, micros: (emulatedModels[model]?.price(input) ?? 0) * 10_000 });
  }

  protected refusal(fault: string): Reply {
    return refused[fault] as Reply;
  }

  protected accepted({ id, micros }: Running): Reply {
    return [200, { id, estimatedCost: { credits: micros / 10_000 } }];
  }

  private task(id: string, method: string, response: ServerResponse): void {
    const job = this.jobs.get(id);
    if (!job) return reply(response, 404, { error: 'Task not found' });
    if (method === 'DELETE') return this.cancel(job, response);
    if (!this.pollFails(job, response)) reply(response, 200, this.view(job));
  }

  private cancel(job: Running, response: ServerResponse): void {
    if (this.isReady(job)) this.jobs.delete(job.id);
    else {
      job.cancelled = true;
      job.refunded = true;
    }
    response.writeHead(204).end();
  }

  private view(job: Running): Record<string, unknown> {
    const told = { id: job.id, createdAt: '2026-11-20T00:00:00.000Z' };
    const credits = job.micros / 10_000;
    if (job.cancelled) return { ...told, status: 'CANCELLED', cost: { credits: 0 } };
    if (job.fault === 'unknown-status') return { ...told, status: 'DREAMING' };
    if (!this.isReady(job)) {
      const waits = job.polls === 1 ? { status: 'THROTTLED' } : { status: 'RUNNING', progress: 0.5 };
      return { ...told, estimatedCost: { credits }, ...waits };
    }
    if (job.fault === 'failed') {
      job.refunded = true;
      return { ...told, status: 'FAILED', cost: { credits: 0 }, failure: 'Something went wrong', failureCode: 'INTERNAL.BAD_OUTPUT.01' };
    }
    if (job.fault === 'moderated')
      return { ...told, status: 'FAILED', cost: { credits }, failure: 'The text was refused.', failureCode: 'SAFETY.INPUT.TEXT' };
    const output = job.fault === 'no-output' ? [] : [`${this.url}/files/${job.id}?signed=${job.polls}`];
    return { ...told, status: 'SUCCEEDED', cost: { credits }, output };
  }

  private async file(id: string, response: ServerResponse): Promise<void> {
    const job = this.jobs.get(id);
    if (!job) return void response.writeHead(404).end();
    const [width = 0, height = 0] = String(job.input.ratio).split(':').map(Number);
    const kind = job.model.startsWith('text_to_image') ? 'image' : 'video';
    await this.deliver(job, emulatedMedia({ kind, width, height, seconds: Number(job.input.duration ?? 0) }), response);
  }
}
