import { once } from 'node:events';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { canonical } from '#nodes/canonical.ts';

/** Refused before anything was accepted, in the words of each service. */
export const refusals = ['refuse-429', 'refuse-401', 'refuse-balance', 'refuse-moderated', 'refuse-500-before-accept'] as const;
/** The submit itself goes wrong, before or after it was accepted. */
export const lost = [
  'reset-before-accept',
  'reset-after-accept',
  '502-after-accept',
  'timeout-after-accept',
  'unreadable-after-accept',
  'empty-after-accept',
] as const;
export const jobFaults = [
  'slow-job',
  'never-finishes',
  'failed',
  'moderated',
  'no-output',
  'unknown-status',
  'poll-500',
  'poll-reset',
] as const;
export const fileFaults = [
  'result-404',
  'result-expired',
  'result-renewed',
  'result-truncated',
  'result-truncated-once',
  'result-slow',
] as const;

export type EmulatedFault = (typeof refusals | typeof lost | typeof jobFaults | typeof fileFaults)[number];
export type Input = Readonly<Record<string, unknown>>;

/** One accepted submit, as the service itself books it. */
export type BookedJob = { readonly id: string; readonly model: string; readonly input: Input; readonly micros: number; refunded: boolean };
export type Running = BookedJob & {
  readonly fault: EmulatedFault | undefined;
  readonly readyAtMs: number;
  polls: number;
  downloads: number;
  cancelled: boolean;
};

export type EmulatorOptions = {
  readonly key?: string;
  readonly jobMs?: number;
  /** How much longer slow jobs and slow files take; 0.3 s where it is not said. */
  readonly slowMs?: number;
  /** What goes wrong with the submit of this number, from 0, refused ones counted. */
  fault?(submit: number, input: Input): EmulatedFault | undefined;
};

export type Reply = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];

/** A submit as a service has read it: what is wrong with it, or what it costs. */
export type Reading = { readonly model: string; readonly input: Input; readonly problem?: Reply; readonly micros: number };

/** A paid service over real HTTP with books of its own; each provider’s emulator gives it its protocol. */
export abstract class EmulatedService {
  readonly key: string;
  /** Method and path of all requests, with the query where there is one. */
  readonly requests: string[] = [];
  connections = 0;
  protected readonly jobs = new Map<string, Running>();
  protected readonly options: EmulatorOptions;
  protected ids = 0;
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch((error: unknown) => reply(response, 500, { error: String(error) }));
  });
  private port = 0;
  private submits = 0;

  constructor(options: EmulatorOptions) {
    this.options = options;
    this.key = options.key ?? 'emulated-key';
  }

  protected abstract respond(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void>;
  /** How it words what it refuses. */
  protected abstract refusal(fault: (typeof refusals)[number]): Reply;
  /** The answer to a submit that it has accepted. */
  protected abstract accepted(job: Running): Promise<Reply> | Reply;

  async listen(): Promise<this> {
    this.server.on('connection', () => {
      this.connections += 1;
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** What was accepted and what it cost, in micro-USD. `duplicates`: accepted submits beyond the first with the same request. */
  books() {
    const jobs: BookedJob[] = [...this.jobs.values()];
    const duplicates = jobs.length - new Set(jobs.map(({ model, input }) => canonical([model, input]))).size;
    const sum = (some: readonly BookedJob[]) => some.reduce((total, { micros }) => total + micros, 0);
    const [chargedMicros, refundedMicros] = [sum(jobs), sum(jobs.filter(({ refunded }) => refunded))];
    return { submits: this.submits, jobs, duplicates, chargedMicros, refundedMicros, netMicros: chargedMicros - refundedMicros };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    await this.respond(request, response, url);
  }

  protected async submit(response: ServerResponse, { model, input, problem, micros }: Reading): Promise<void> {
    const fault = this.options.fault?.(this.submits, input);
    this.submits += 1;
    if (refusals.some((name) => name === fault)) return reply(response, ...this.refusal(fault as (typeof refusals)[number]));
    if (fault === 'reset-before-accept') return void response.socket?.resetAndDestroy();
    if (problem) return reply(response, ...problem);
    const job = this.book(model, input, micros, fault);
    if (fault === 'reset-after-accept') return void response.socket?.resetAndDestroy();
    if (fault === '502-after-accept') return void response.writeHead(502).end('<html>Bad gateway</html>');
    if (fault === 'unreadable-after-accept') return void response.writeHead(200).end('<html>');
    if (fault === 'empty-after-accept') return reply(response, 200, {});
    if (fault === 'timeout-after-accept') return;
    reply(response, ...(await this.accepted(job)));
  }

  private book(model: string, input: Input, micros: number, fault: EmulatedFault | undefined): Running {
    this.ids += 1;
    const { jobMs = 0, slowMs = 300 } = this.options;
    const readyAtMs = Date.now() + (fault === 'slow-job' ? jobMs + slowMs : jobMs);
    const id = `00000000-0000-4000-8000-${String(this.ids).padStart(12, '0')}`;
    const job = { id, model, input, micros, refunded: false, fault, readyAtMs, polls: 0, downloads: 0, cancelled: false };
    this.jobs.set(id, job);
    return job;
  }

  /** Counts a poll; true where it goes wrong and has been answered. */
  protected pollFails(job: Running, response: ServerResponse): boolean {
    job.polls += 1;
    if (job.polls > 2) return false;
    if (job.fault === 'poll-500') reply(response, 500, { error: 'internal' });
    else if (job.fault === 'poll-reset') response.socket?.resetAndDestroy();
    else return false;
    return true;
  }

  protected isReady({ fault, readyAtMs }: Running): boolean {
    return fault !== 'never-finishes' && Date.now() >= readyAtMs;
  }

  /** Sends what a job has made, with what goes wrong with it. What is renewed opens once its job has been asked for again. */
  protected async deliver(job: Running, file: string, response: ServerResponse): Promise<void> {
    job.downloads += 1;
    if (job.fault === 'result-404') return void response.writeHead(404).end();
    if (job.fault === 'result-expired') return void response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
    if (job.fault === 'result-renewed' && job.polls < 2) return void response.writeHead(403).end('<Error><Code>Expired</Code></Error>');
    response.writeHead(200, { 'content-length': statSync(file).size });
    const cut = job.fault === 'result-truncated' || (job.fault === 'result-truncated-once' && job.downloads === 1);
    if (cut) return void response.write(readFileSync(file).subarray(0, 100), () => response.destroy());
    if (job.fault === 'result-slow') await new Promise((done) => setTimeout(done, this.options.slowMs ?? 300));
    createReadStream(file).pipe(response);
  }
}

export function reply(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body === undefined ? '' : JSON.stringify(body));
}

export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The fields of a multipart form, files included. */
export async function formOf(request: IncomingMessage): Promise<FormData> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  return new Response(new Uint8Array(await bytesOf(request)), { headers }).formData();
}
