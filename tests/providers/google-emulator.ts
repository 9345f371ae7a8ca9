import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bytesOf, EmulatedService, type EmulatorOptions, type Input, type Reply, type Running, reply } from './emulated-service.ts';
import { emulatedMedia } from './emulator-media.ts';

/** The Gemini API’s video models over real HTTP: operations to poll, and files that only the key opens. */
export async function startGoogle(options: GoogleOptions = {}): Promise<GoogleEmulator> {
  return new GoogleEmulator(options).listen();
}

export type GoogleOptions = EmulatorOptions & {
  /** Finished videos come inside the answer. */
  readonly inside?: boolean;
  /** The address that answers give for files; its own where nothing is said. */
  readonly filesAt?: string;
};

/** USD for each second, by model and resolution. */
const prices: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'veo-3.1-generate-preview': { '720p': 0.4, '1080p': 0.4, '4k': 0.6 },
  'veo-3.1-fast-generate-preview': { '720p': 0.1, '1080p': 0.12, '4k': 0.3 },
  'veo-3.1-lite-generate-preview': { '720p': 0.05, '1080p': 0.08 },
};
const lines: Readonly<Record<string, number>> = { '720p': 720, '1080p': 1080, '4k': 2160 };

const failure = (code: number, status: string, message: string, details: unknown[] = []): Reply => [
  code,
  { error: { code, message, status, details } },
];
const refused: Readonly<Record<string, Reply>> = {
  'refuse-429': failure(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.', [
    { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2s' },
  ]),
  'refuse-401': failure(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [{ reason: 'API_KEY_INVALID' }]),
  'refuse-balance': failure(402, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.'),
  'refuse-moderated': failure(400, 'INVALID_ARGUMENT', 'The prompt goes against our Responsible AI practices.'),
  'refuse-500-before-accept': failure(500, 'INTERNAL', 'Internal error encountered.'),
};

type Instance = Readonly<Record<string, unknown>>;
type Body = { readonly instances?: readonly Instance[]; readonly parameters?: Input };

export class GoogleEmulator extends EmulatedService {
  private readonly google: GoogleOptions;
  constructor(options: GoogleOptions) {
    super(options);
    this.google = options;
  }

  protected async respond(request: IncomingMessage, response: ServerResponse, { pathname }: URL): Promise<void> {
    const media = /^\/media\/([\w-]+)$/.exec(pathname)?.[1];
    if (media) return this.file(media, request, response);
    if (request.headers['x-goog-api-key'] !== this.key) return reply(response, ...this.refusal('refuse-401'));
    if (pathname === '/v1beta/models') return reply(response, 200, { models: [] });
    const file = /^\/v1beta\/files\/([\w-]+):download$/.exec(pathname)?.[1];
    if (file) return void response.writeHead(302, { location: `/media/${file}` }).end();
    const [, operation] = /^\/v1beta\/models\/[\w.-]+\/operations\/([\w-]+)$/.exec(pathname) ?? [];
    if (operation) return this.poll(operation, response);
    const [, model = ''] = /^\/v1beta\/models\/([\w.-]+):predictLongRunning$/.exec(pathname) ?? [];
    const body = JSON.parse((await bytesOf(request)).toString() || '{}') as Body;
    const problem = problemIn(model, body);
    const input = { ...body.instances?.[0], ...body.parameters };
    if (problem) return this.submit(response, { model, input, problem: failure(400, 'INVALID_ARGUMENT', problem), micros: 0 });
    await this.submit(response, { model, input, micros: microsOf(model, body.parameters ?? {}) });
  }

  protected refusal(fault: string): Reply {
    return refused[fault] as Reply;
  }

  protected accepted(job: Running): Reply {
    return [200, { name: nameOf(job) }];
  }

  private poll(id: string, response: ServerResponse): void {
    const job = this.jobs.get(id);
    if (!job) return reply(response, ...failure(404, 'NOT_FOUND', 'Operation not found.'));
    if (!this.pollFails(job, response)) reply(response, 200, this.view(job));
  }

  private view(job: Running): Record<string, unknown> {
    const name = nameOf(job);
    if (!this.isReady(job) || job.fault === 'unknown-status') return { name, metadata: { state: 'DREAMING' } };
    const failed = job.fault === 'failed' || job.fault === 'moderated';
    if (failed) job.refunded = true;
    if (job.fault === 'failed') return { name, done: true, error: { code: 13, message: 'Video generation failed.' } };
    const filtered = { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['The words may show a person.'] };
    if (job.fault === 'moderated') return { name, done: true, response: { generateVideoResponse: filtered } };
    const generatedSamples = job.fault === 'no-output' ? [] : [{ video: this.video(job) }];
    return { name, done: true, response: { generateVideoResponse: { generatedSamples } } };
  }

  private video(job: Running): Record<string, unknown> {
    if (this.google.inside) return { encodedVideo: readFileSync(madeFor(job)).toString('base64'), encoding: 'video/mp4' };
    return { uri: `${this.google.filesAt ?? this.url}/v1beta/files/${job.id}:download?alt=media` };
  }

  private async file(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const job = this.jobs.get(id);
    if (!job || request.headers['x-goog-api-key'] !== this.key) return void response.writeHead(403).end();
    await this.deliver(job, madeFor(job), response);
  }
}

const nameOf = ({ model, id }: Running): string => `models/${model}/operations/${id}`;

function madeFor({ input }: Running): string {
  const short = lines[String(input.resolution)] ?? 720;
  const long = (short * 16) / 9;
  const [width, height] = input.aspectRatio === '9:16' ? [short, long] : [long, short];
  return emulatedMedia({ kind: 'video', width, height, seconds: Number(input.durationSeconds) });
}

function microsOf(model: string, { resolution = '720p', durationSeconds = 8 }: Input): number {
  return Math.round((prices[model]?.[String(resolution)] ?? 0) * 1e6) * Number(durationSeconds);
}

const known = {
  instance: ['prompt', 'image', 'lastFrame', 'video', 'referenceImages'],
  parameters: ['sampleCount', 'durationSeconds', 'aspectRatio', 'resolution', 'personGeneration', 'negativePrompt'],
};

/** What is wrong with a request, in the words of a strict schema. */
function problemIn(model: string, { instances = [], parameters = {}, ...others }: Body): string | undefined {
  if (!prices[model]) return `models/${model} is not found`;
  const [instance = {}] = instances;
  const strangers = [
    ...Object.keys(others),
    ...Object.keys(instance).filter((name) => !known.instance.includes(name)),
    ...Object.keys(parameters).filter((name) => !known.parameters.includes(name)),
  ];
  if (strangers.length > 0) return `Unknown name "${strangers[0]}": Cannot find field.`;
  if (instances.length !== 1 || typeof instance.prompt !== 'string' || instance.prompt === '')
    return 'One instance with a prompt is needed';
  if (instance.lastFrame !== undefined && instance.image === undefined) return 'lastFrame needs image';
  for (const name of ['image', 'lastFrame']) {
    const picture = instance[name] as { bytesBase64Encoded?: string; mimeType?: string } | undefined;
    if (picture && !(picture.mimeType === 'image/png' && picture.bytesBase64Encoded?.startsWith('iVBOR'))) return `${name} is no picture`;
  }
  return parameterProblem(model, instance, parameters);
}

function parameterProblem(
  model: string,
  instance: Instance,
  { durationSeconds = 8, aspectRatio, resolution = '720p' }: Input,
): string | undefined {
  if (!prices[model]?.[String(resolution)]) return `resolution ${String(resolution)} is not supported`;
  if (![4, 6, 8].includes(durationSeconds as number)) return `durationSeconds ${String(durationSeconds)} is out of bound`;
  const eight = resolution !== '720p' || instance.lastFrame !== undefined;
  if (eight && durationSeconds !== 8) return 'durationSeconds must be 8 here';
  if (aspectRatio !== undefined && aspectRatio !== '16:9' && aspectRatio !== '9:16') return 'aspectRatio is not supported';
  return undefined;
}
