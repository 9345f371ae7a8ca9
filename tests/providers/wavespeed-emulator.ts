import { once } from 'node:events';
import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probe } from '#executors/ffmpeg/probe.ts';
import { canonical } from '#nodes/canonical.ts';
import { emulatedMedia } from './emulator-media.ts';
import { type EmulatedModel, emulatedModels, refusedInput } from './wavespeed-emulated-models.ts';

export const wavespeedFaults = [
  'refuse-429',
  'refuse-401',
  'refuse-balance',
  'refuse-moderated',
  'refuse-500-before-accept',
  'reset-before-accept',
  'reset-after-accept',
  '502-after-accept',
  'timeout-after-accept',
  'slow-job',
  'never-finishes',
  'failed',
  'moderated',
  'result-404',
  'result-expired',
  'result-truncated',
  'result-truncated-once',
  'result-slow',
  'poll-500',
  'poll-reset',
  'answers-twice',
  'wrong-price',
] as const;
export type WavespeedFault = (typeof wavespeedFaults)[number];

type Input = Readonly<Record<string, unknown>>;
/** One accepted submit, as the service itself books it. */
export type BookedJob = {
  readonly id: string;
  readonly model: string;
  readonly input: Input;
  readonly createdAt: string;
  readonly micros: number;
  refunded: boolean;
};
type Running = BookedJob & { readonly fault: WavespeedFault | undefined; readonly readyAtMs: number; polls: number; downloads: number };

export type EmulatorOptions = {
  readonly key?: string;
  readonly jobMs?: number;
  /** What is left on the account. */
  readonly balanceUsd?: number;
  /** Submits are refused in words that hold the key. */
  readonly repeatsKey?: boolean;
  /** How much longer slow jobs and slow files take; 1.5 s and 1 s where it is not said. */
  readonly slowMs?: number;
  /** Between accepting a submit and answering it. */
  answerAfterMs?(): number;
  /** What goes wrong with the submit of this number, from 0, refused ones counted. */
  fault?(submit: number, input: Input): WavespeedFault | undefined;
};

/** WaveSpeed’s API v3 over real HTTP with books of its own. Results are real media of the size and length asked for. */
export async function startWavespeed(options: EmulatorOptions = {}): Promise<WavespeedEmulator> {
  const emulator = new WavespeedEmulator(options);
  await emulator.listen();
  return emulator;
}

const textType = { 'content-type': 'application/json' };

export class WavespeedEmulator {
  readonly key: string;
  readonly uploads = new Map<string, string>();
  /** Method and path of all requests. */
  readonly requests: string[] = [];
  connections = 0;
  private readonly jobs = new Map<string, Running>();
  private readonly options: EmulatorOptions;
  private readonly folder = mkdtempSync(join(tmpdir(), 'filmloom-wavespeed-'));
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch((error: unknown) => send(response, 500, { code: 500, message: String(error) }));
  });
  private port = 0;
  private submits = 0;
  private ids = 0;

  constructor(options: EmulatorOptions) {
    this.options = options;
    this.key = options.key ?? 'emulated-key';
  }

  async listen(): Promise<void> {
    this.server.on('connection', () => {
      this.connections += 1;
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Every connection ends at once, and none comes about until it is mended. */
  cut(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  async mend(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What was accepted and what it cost, in micro-USD. `duplicates`: accepted submits beyond the first with the same request. */
  books() {
    const jobs: BookedJob[] = [...this.jobs.values()];
    const perInput = new Map<string, number>();
    for (const { model, input } of jobs) perInput.set(canonical([model, input]), (perInput.get(canonical([model, input])) ?? 0) + 1);
    const sum = (some: readonly BookedJob[]) => some.reduce((total, { micros }) => total + micros, 0);
    const [chargedMicros, refundedMicros] = [sum(jobs), sum(jobs.filter(({ refunded }) => refunded))];
    const duplicates = jobs.length - perInput.size;
    return { submits: this.submits, jobs, perInput, duplicates, chargedMicros, refundedMicros, netMicros: chargedMicros - refundedMicros };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', this.url).pathname;
    this.requests.push(`${request.method} ${path}`);
    if (path.startsWith('/files/')) return this.file(path.slice('/files/'.length), response);
    if (path.startsWith('/put/')) return this.takeUpload(path.slice('/put/'.length), request, response);
    if (request.headers.authorization !== `Bearer ${this.key}`) return send(response, 401, { code: 401, message: 'Unauthorized' });
    const api = path.replace('/api/v3/', '');
    if (api === 'balance') return send(response, 200, { code: 200, message: 'success', data: { balance: this.options.balanceUsd ?? 25 } });
    if (request.method === 'GET') return this.poll(/^predictions\/([^/]+)(?:\/result)?$/.exec(api)?.[1] ?? '', response);
    const body = JSON.parse((await bytesOf(request)).toString() || '{}') as Record<string, unknown>;
    if (api === 'media/uploads') return this.ticket(response, String(body.filename));
    if (api === 'predictions') return this.list(response, body);
    if (api === 'model/price') return this.price(response, body);
    await this.submit(response, api, body);
  }

  private ticket(response: ServerResponse, filename: string): void {
    this.ids += 1;
    const name = `${this.ids}-${filename}`;
    const upload = { url: `${this.url}/put/${name}`, method: 'PUT', headers: { 'x-upload': 'yes' } };
    send(response, 200, { code: 200, message: 'success', data: { download_url: `${this.url}/files/${name}`, upload } });
  }

  private async takeUpload(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers['x-upload'] !== 'yes' || request.headers.authorization)
      return send(response, 403, { code: 403, message: 'wrong headers' });
    const file = join(this.folder, name);
    writeFileSync(file, await bytesOf(request));
    this.uploads.set(`${this.url}/files/${name}`, file);
    response.end();
  }

  private async microsOf(model: EmulatedModel, input: Input): Promise<number> {
    const file = this.uploads.get(String(input.video));
    const source = file ? ((await probe(file)).facts.seconds ?? 0) : 0;
    return Math.ceil(Number((model.price(input, source) * 1e6).toFixed(3)));
  }

  private async price(response: ServerResponse, { model_id, inputs }: Record<string, unknown>): Promise<void> {
    const model = emulatedModels[String(model_id)];
    if (!model) return send(response, 404, { code: 404, message: 'model not found' });
    const usd = (await this.microsOf(model, inputs as Input)) / 1e6;
    const asked = this.options.fault?.(this.submits, inputs as Input) === 'wrong-price' ? usd * 100 : usd;
    send(response, 200, { code: 200, message: 'success', data: { model_id, price: asked, discounted_price: asked, currency: 'USD' } });
  }

  private async submit(response: ServerResponse, name: string, input: Input): Promise<void> {
    const fault = this.options.fault?.(this.submits, input);
    this.submits += 1;
    const model = emulatedModels[name];
    if (!model) return send(response, 404, { code: 404, message: 'model not found' });
    if (fault === 'refuse-429') return send(response, 429, { code: 429, message: 'rate limit' }, { 'retry-after': '2' });
    if (fault === 'refuse-401') return send(response, 401, { code: 401, message: 'Unauthorized' });
    if (this.options.repeatsKey) return send(response, 400, { code: 400, message: `the key ${this.key} may not use this model` });
    if (fault === 'refuse-balance') return send(response, 400, { code: 400, message: 'Insufficient credits, please top up' });
    if (fault === 'refuse-moderated') return send(response, 400, { code: 1200, message: 'Content moderation: the prompt was flagged' });
    if (fault === 'refuse-500-before-accept') return send(response, 500, { code: 500, message: 'internal' });
    if (fault === 'reset-before-accept') return void response.socket?.resetAndDestroy();
    const problem = refusedInput(model, input);
    if (problem) return send(response, 400, { code: 400, message: problem });
    const job = await this.accept(name, model, input, fault);
    if (fault === 'reset-after-accept') return void response.socket?.resetAndDestroy();
    if (fault === '502-after-accept') return send(response, 502, { message: 'bad gateway' });
    if (fault === 'timeout-after-accept') return;
    if (this.options.answerAfterMs) await new Promise((done) => setTimeout(done, this.options.answerAfterMs?.()));
    send(response, 200, { code: 200, message: 'success', data: this.view(job, 'created') });
  }

  private async accept(name: string, model: EmulatedModel, input: Input, fault: WavespeedFault | undefined): Promise<Running> {
    this.ids += 1;
    const { jobMs = 0, slowMs = 1_500 } = this.options;
    const readyAtMs = Date.now() + (fault === 'slow-job' ? jobMs + slowMs : jobMs);
    const micros = await this.microsOf(model, input);
    const [id, createdAt] = [`job${this.ids}`, new Date().toISOString()];
    const job = { id, model: name, input, createdAt, micros, refunded: false, fault, readyAtMs, polls: 0, downloads: 0 };
    this.jobs.set(id, job);
    return job;
  }

  private list(
    response: ServerResponse,
    { page = 1, page_size = 20, created_after, created_before, model }: Record<string, unknown>,
  ): void {
    const within = ({ createdAt }: Running) =>
      (!created_after || createdAt >= String(created_after)) && (!created_before || createdAt <= String(created_before));
    const all = [...this.jobs.values()].filter((job) => within(job) && (!model || job.model === model)).reverse();
    const from = (Number(page) - 1) * Number(page_size);
    const items = all.slice(from, from + Number(page_size)).map((job) => ({ ...this.view(job, 'processing'), input: job.input }));
    send(response, 200, { code: 200, message: 'success', data: { page, items } });
  }

  private poll(id: string, response: ServerResponse): void {
    const job = this.jobs.get(id);
    if (!job) return send(response, 404, { code: 404, message: 'prediction not found' });
    job.polls += 1;
    if (job.fault === 'poll-500' && job.polls < 3) return send(response, 500, { code: 500, message: 'internal' });
    if (job.fault === 'poll-reset' && job.polls < 3) return void response.socket?.resetAndDestroy();
    send(response, 200, { code: 200, message: 'success', data: this.view(job, this.stateOf(job)) });
  }

  private stateOf(job: Running): string {
    if (job.fault === 'never-finishes' || Date.now() < job.readyAtMs) return 'processing';
    const fails = job.fault === 'failed' || job.fault === 'moderated' || (job.fault === 'answers-twice' && job.polls > 1);
    if (fails) job.refunded = true;
    return fails ? 'failed' : 'completed';
  }

  private view(job: Running, status: string): Record<string, unknown> {
    const failure =
      job.fault === 'moderated' ? { code: 1200, error: 'The content was refused' } : { code: 1403, error: 'execution failed' };
    return {
      id: job.id,
      model: job.model,
      status,
      outputs: status === 'completed' ? [this.outputOf(job)] : [],
      urls: { get: `${this.url}/api/v3/predictions/${job.id}/result` },
      has_nsfw_contents: [],
      created_at: job.createdAt,
      error: '',
      timings: { inference: 0 },
      ...(status === 'failed' && failure),
    };
  }

  private outputOf(job: Running): string {
    if (emulatedModels[job.model]?.makes === 'text') return `${String(job.input.text)}, in golden light`;
    return `${this.url}/files/result-${job.id}`;
  }

  private async file(name: string, response: ServerResponse): Promise<void> {
    const job = this.jobs.get(name.replace('result-', ''));
    const upload = this.uploads.get(`${this.url}/files/${name}`);
    if (!job && !upload) return void response.writeHead(404).end();
    if (job) job.downloads += 1;
    if (job?.fault === 'result-404') return void response.writeHead(404).end();
    if (job?.fault === 'result-expired') return void response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
    const file = upload ?? (await this.madeFor(job as Running));
    response.writeHead(200, { 'content-length': statSync(file).size });
    const cut = job?.fault === 'result-truncated' || (job?.fault === 'result-truncated-once' && job.downloads === 1);
    if (cut) return void response.write(readFileSync(file).subarray(0, 100), () => response.destroy());
    if (job?.fault === 'result-slow') await new Promise((done) => setTimeout(done, this.options.slowMs ?? 1_000));
    createReadStream(file).pipe(response);
  }

  private async madeFor({ model, input }: Running): Promise<string> {
    const kind = emulatedModels[model]?.makes ?? 'video';
    if (kind === 'audio') return emulatedMedia({ kind, width: 0, height: 0, seconds: Math.max(0.5, String(input.text).length / 15) });
    const source = this.uploads.get(String(input.video ?? input.image));
    const facts = source ? (await probe(source)).facts : {};
    const seconds = Number(input.duration ?? facts.seconds ?? 5);
    const [width, height] = frameOf(input, facts);
    return emulatedMedia({ kind: kind === 'image' ? 'image' : 'video', width, height, seconds });
  }
}

const targets: Readonly<Record<string, number>> = { '2k': 1440, '4k': 2160 };

function frameOf(input: Input, { width = 16, height = 9 }: { width?: number; height?: number }): [number, number] {
  if (input.size) return String(input.size).split('*').map(Number) as [number, number];
  if (input.width) return [Number(input.width), Number(input.height)];
  const named = input.target_resolution ?? input.resolution;
  if (!named) return width > 16 ? [width, height] : [1920, 1080];
  const lines = targets[String(named)] ?? Number.parseInt(String(named), 10);
  if (input.aspect_ratio === '9:16') return [lines, Math.round((lines * 16) / 18) * 2];
  if (input.target_resolution || width >= height) return [Math.round((lines * width) / height / 2) * 2, lines];
  return [lines, Math.round((lines * height) / width / 2) * 2];
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { ...textType, ...headers }).end(JSON.stringify(body));
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
