import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probe } from '#executors/ffmpeg/probe.ts';
import type { Facts } from '#nodes/facts.ts';
import { ffmpeg } from '#tests/executors/ffmpeg/made-media.ts';
import { emulatedMedia } from './emulator-media.ts';
import { emulatedPlan, whyNotStrict } from './openai-emulated-plans.ts';

const refusals = {
  'refuse-429': [429, { type: 'requests', code: 'rate_limit_exceeded', message: 'Rate limit reached' }],
  'refuse-quota': [429, { type: 'insufficient_quota', code: 'insufficient_quota', message: 'You exceeded your current quota' }],
  'refuse-401': [401, { type: 'invalid_request_error', code: 'invalid_api_key', message: 'Incorrect API key provided' }],
  'refuse-403': [403, { type: 'invalid_request_error', code: null, message: 'Your organization must be verified to use this model.' }],
  'refuse-region': [403, { type: 'request_forbidden', code: 'unsupported_country_region_territory', message: 'Country not supported' }],
  'refuse-model': [404, { type: 'invalid_request_error', code: 'model_not_found', message: 'The model does not exist.' }],
  'refuse-moderated': [400, { type: 'image_generation_user_error', code: 'moderation_blocked', message: 'Rejected by the safety system' }],
  'refuse-503': [503, { type: 'server_error', code: null, message: 'That model is currently overloaded' }],
  'refuse-500': [500, { type: 'server_error', code: null, message: 'The server had an error' }],
} as const;

export type OpenaiFault =
  | keyof typeof refusals
  | 'reset-before-accept'
  | 'reset-after-accept'
  | '502-after-accept'
  | 'timeout-after-accept'
  | 'truncated'
  | 'unreadable'
  | 'too-few-shots'
  | 'too-many-shots'
  | 'same-shots'
  | 'wrong-enum'
  | 'wild-parts'
  | 'wild-lengths'
  | 'empty-opening'
  | 'bad-json'
  | 'empty'
  | 'refusal'
  | 'cut'
  | 'content-filter'
  | 'model-failed'
  | 'long-text'
  | 'no-picture'
  | 'no-times'
  | 'nothing-heard'
  | 'slow-speech';

export type OpenaiOptions = {
  /** Empty: no key is asked for. */
  readonly key?: string;
  /** What goes wrong with the paid request of this number, from 0, refused ones counted. */
  fault?(submit: number): OpenaiFault | undefined;
};

/** One accepted request as the service books it. `form`: fields and sizes of files. */
type Booked = { readonly path: string; readonly body: Readonly<Record<string, unknown>>; readonly micros: number };
type Fields = Readonly<Record<string, unknown>>;
type File = { readonly bytes: Buffer; readonly type: string };
type Asked = {
  readonly path: string;
  readonly body: Fields;
  readonly files: ReadonlyMap<string, File>;
  readonly fault: OpenaiFault | undefined;
};
type Made = { readonly answer: unknown; readonly micros: number } | { readonly refused: string };

/** US dollars for a million tokens, characters or seconds, from the service’s own price list. */
const perMillion: Readonly<Record<string, { read: number; cached: number; made: number; seen?: number }>> = {
  'gpt-5.4-nano': { read: 0.2, cached: 0.02, made: 1.25 },
  'gpt-5.4-mini': { read: 0.75, cached: 0.075, made: 4.5 },
  'gpt-5.4': { read: 2.5, cached: 0.25, made: 15 },
  'gpt-image-2': { read: 5, cached: 1.25, made: 30, seen: 8 },
  'local-llm': { read: 0, cached: 0, made: 0 },
};
const voicePrices: Readonly<Record<string, { perCharacter: number; perSecond: number }>> = {
  'tts-1': { perCharacter: 15e-6, perSecond: 0 },
  'tts-1-hd': { perCharacter: 30e-6, perSecond: 0 },
  'gpt-4o-mini-tts': { perCharacter: 0, perSecond: 0.015 / 60 },
  kokoro: { perCharacter: 0, perSecond: 0 },
};
const pictureTokens: Readonly<Record<string, number>> = { low: 200, medium: 1766, high: 7033 };
const whisperPerSecond: Readonly<Record<string, number>> = { 'whisper-1': 0.006 / 60, 'local-whisper': 0 };

const micros = (usd: number): number => Math.ceil(Number((usd * 1e6).toFixed(4)));
const tokensIn = (text: string): number => Math.ceil(Buffer.byteLength(text) / 4);

const responsesFields = ['model', 'instructions', 'input', 'max_output_tokens', 'reasoning', 'store', 'text'];
const chatFields = ['model', 'messages', 'max_tokens', 'response_format'];
const pictureFields = ['model', 'prompt', 'size', 'quality', 'output_format', 'n'];
const speechFields = ['model', 'input', 'voice', 'speed', 'response_format', 'instructions'];
const hearingFields = ['model', 'response_format', 'timestamp_granularities[]', 'language', 'prompt'];

/** The interface of OpenAI over real HTTP, with books of its own. Pictures and sounds are real. */
export async function startOpenai(options: OpenaiOptions = {}): Promise<OpenaiEmulator> {
  const emulator = new OpenaiEmulator(options);
  await emulator.listen();
  return emulator;
}

export class OpenaiEmulator {
  readonly key: string;
  readonly requests: string[] = [];
  readonly booked: Booked[] = [];
  readonly masks: Buffer[] = [];
  connections = 0;
  submits = 0;
  private readonly options: OpenaiOptions;
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch((error: unknown) => send(response, 500, { error: { message: String(error) } }));
  });

  constructor(options: OpenaiOptions) {
    this.options = options;
    this.key = options.key ?? 'sk-emulated-key';
  }

  async listen(): Promise<void> {
    this.server.on('connection', () => {
      this.connections += 1;
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  get chargedMicros(): number {
    return this.booked.reduce((sum, one) => sum + one.micros, 0);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace(/^\/v1/, '');
    this.requests.push(`${request.method} ${path}`);
    const bytes = await bytesOf(request);
    if (this.key && request.headers.authorization !== `Bearer ${this.key}`) return refuse(response, 'refuse-401');
    if (request.method === 'GET' && path === '/models') return send(response, 200, { object: 'list', data: [{ id: 'gpt-5.4' }] });
    const fault = this.options.fault?.(this.submits);
    this.submits += 1;
    if (fault !== undefined && fault in refusals) return refuse(response, fault as keyof typeof refusals);
    if (fault === 'reset-before-accept') return void response.socket?.resetAndDestroy();
    const made = await this.made({ path, fault, ...(await readBody(request, bytes)) });
    if ('refused' in made) return send(response, 400, { error: { message: made.refused, type: 'invalid_request_error', code: null } });
    this.finish(response, made.answer, fault);
  }

  private finish(response: ServerResponse, answer: unknown, fault: OpenaiFault | undefined): void {
    if (fault === 'reset-after-accept') return void response.socket?.resetAndDestroy();
    if (fault === 'timeout-after-accept') return;
    if (fault === '502-after-accept') return void response.writeHead(502).end('<html>bad gateway</html>');
    if (fault === 'unreadable') return void response.writeHead(200).end('{"id": "resp_1", "outp');
    const body = Buffer.isBuffer(answer) ? answer : Buffer.from(JSON.stringify(answer));
    response.writeHead(200, { 'content-length': body.length, 'content-type': Buffer.isBuffer(answer) ? 'audio/wav' : 'application/json' });
    if (fault === 'truncated') return void response.write(body.subarray(0, 30), () => response.destroy());
    response.end(body);
  }

  private async made(asked: Asked): Promise<Made> {
    const made = await this.carriedOut(asked);
    if ('micros' in made) this.booked.push({ path: asked.path, body: asked.body, micros: made.micros });
    return made;
  }

  private carriedOut(asked: Asked): Made | Promise<Made> {
    switch (asked.path) {
      case '/responses':
        return said(asked, responsesFields, (asked.body.text as { format?: Format } | undefined)?.format);
      case '/chat/completions': {
        const format = asked.body.response_format as { json_schema?: Format } | undefined;
        return said(asked, chatFields, format?.json_schema && { type: 'json_schema', ...format.json_schema });
      }
      case '/images/generations':
      case '/images/edits':
        return this.painted(asked);
      case '/audio/speech':
        return spoken(asked);
      case '/audio/transcriptions':
        return heard(asked);
      default:
        return { refused: `Invalid URL (POST /v1${asked.path})` };
    }
  }

  private async painted({ path, body, files, fault }: Asked): Promise<Made> {
    const problem = unknownField(body, pictureFields) ?? (await whyNotPainted(path, body, files));
    if (problem) return { refused: problem };
    const mask = files.get('mask');
    if (mask) this.masks.push(mask.bytes);
    const [width = 0, height = 0] = String(body.size).split('x').map(Number);
    const text = tokensIn(String(body.prompt));
    const image = files.has('image') ? 323 + 4160 : 0;
    const output = Math.round(((pictureTokens[String(body.quality)] ?? 0) * width * height) / 1024 ** 2);
    const price = perMillion['gpt-image-2'];
    const usd = ((price?.read ?? 0) * text + (price?.seen ?? 0) * image + (price?.made ?? 0) * output) / 1e6;
    const usage = { input_tokens: text + image, input_tokens_details: { text_tokens: text, image_tokens: image }, output_tokens: output };
    const picture = readFileSync(emulatedMedia({ kind: 'image', width, height, seconds: 0 })).toString('base64');
    const data = fault === 'no-picture' ? [] : [{ b64_json: picture }];
    const free = body.model !== 'gpt-image-2';
    return { answer: { created: 1, data, usage }, micros: free ? 0 : micros(usd) };
  }
}

type Format = { readonly type?: string; readonly name?: string; readonly strict?: boolean; readonly schema?: never };

function said({ path, body, fault }: Asked, fields: readonly string[], format: Format | undefined): Made {
  const price = perMillion[String(body.model)];
  const problem = unknownField(body, fields) ?? (price ? undefined : 'model not known') ?? whyNotFormat(format);
  if (problem || !price || !format) return { refused: problem ?? 'response format missing' };
  const chat = path === '/chat/completions';
  const messages = (body.messages ?? []) as { content: string }[];
  const input = chat ? String(messages.at(-1)?.content) : String(body.input);
  const most = Number(chat ? body.max_tokens : body.max_output_tokens);
  const text = textFor(format, input, fault);
  const read = tokensIn(JSON.stringify(body));
  const cached = Math.floor(read / 3);
  const made = fault === 'cut' ? most : Math.min(most, tokensIn(text) + 120);
  const usd = (price.read * (read - cached) + price.cached * cached + price.made * made) / 1e6;
  const usage = chat
    ? { prompt_tokens: read, prompt_tokens_details: { cached_tokens: cached }, completion_tokens: made }
    : { input_tokens: read, input_tokens_details: { cached_tokens: cached }, output_tokens: made };
  return { answer: { ...(chat ? chatAnswer(text, fault) : responseAnswer(text, fault)), usage }, micros: micros(usd) };
}

function whyNotFormat(format: Format | undefined): string | undefined {
  if (format?.type !== 'json_schema' || !/^[\w-]{1,64}$/.test(format.name ?? '') || format.strict !== true)
    return 'Invalid response format.';
  const problem = whyNotStrict(format.schema ?? {});
  return problem && `Invalid schema for response_format '${format.name}': ${problem}`;
}

function textFor({ name, schema }: Format, input: string, fault: OpenaiFault | undefined): string {
  if (fault === 'bad-json') return 'Here is your plan: {"style": "oil';
  if (fault === 'empty') return '';
  if (name === 'film_plan') return emulatedPlan(schema ?? {}, input, fault);
  const text = `${input}, in golden light, seen from a low angle.`;
  return JSON.stringify({ text: fault === 'long-text' ? `${text} `.repeat(60) : text, changes: 'Light and angle were added.' });
}

function responseAnswer(text: string, fault: OpenaiFault | undefined): Fields {
  const base = { id: 'resp_1', object: 'response', error: null, incomplete_details: null };
  if (fault === 'model-failed')
    return { ...base, status: 'failed', error: { code: 'server_error', message: 'The model crashed' }, output: [] };
  if (fault === 'cut' || fault === 'content-filter')
    return {
      ...base,
      status: 'incomplete',
      incomplete_details: { reason: fault === 'cut' ? 'max_output_tokens' : 'content_filter' },
      output: [],
    };
  const content =
    fault === 'refusal' ? { type: 'refusal', refusal: 'I cannot help with that.' } : { type: 'output_text', text, annotations: [] };
  const thought = { type: 'reasoning', id: 'rs_1', summary: [] };
  return {
    ...base,
    status: 'completed',
    output: [thought, { type: 'message', role: 'assistant', status: 'completed', content: [content] }],
  };
}

function chatAnswer(text: string, fault: OpenaiFault | undefined): Fields {
  const reason = fault === 'cut' ? 'length' : fault === 'content-filter' ? 'content_filter' : 'stop';
  const message = { role: 'assistant', content: fault === 'refusal' ? null : text, refusal: fault === 'refusal' ? 'I cannot help.' : null };
  return { id: 'chatcmpl-1', object: 'chat.completion', choices: [{ index: 0, message, finish_reason: reason }] };
}

async function whyNotPainted(path: string, body: Fields, files: ReadonlyMap<string, File>): Promise<string | undefined> {
  const [width = 0, height = 0] = String(body.size).split('x').map(Number);
  const ratio = width / height;
  const fits = width % 16 === 0 && height % 16 === 0 && ratio <= 3 && ratio >= 1 / 3 && Math.max(width, height) <= 3840;
  if (!fits || width * height > 3840 * 2160 || width * height < 655_360) return `Invalid size '${String(body.size)}'.`;
  if (!body.prompt || String(body.prompt).length > 32_000) return "Invalid 'prompt'.";
  if (body.quality !== undefined && !(String(body.quality) in pictureTokens)) return "Invalid value for 'quality'.";
  if (path === '/images/generations') return undefined;
  const image = files.get('image');
  if (!image || !['image/png', 'image/jpeg', 'image/webp'].includes(image.type)) return "Missing or unsupported file for 'image'.";
  const mask = files.get('mask');
  if (!mask) return undefined;
  const [picture, cover] = [await sizeOf(image), await sizeOf(mask)];
  if (mask.bytes[25] !== 6) return 'Invalid mask image format - mask image missing alpha channel.';
  return picture === cover ? undefined : 'Invalid mask image format - mask size does not match image size.';
}

async function sizeOf({ bytes, type }: File): Promise<string> {
  const { width, height } = await factsOf(bytes, type.split('/')[1] ?? '');
  return `${width}x${height}`;
}

async function factsOf(bytes: Buffer, ending: string): Promise<Facts> {
  const file = join(tmpdir(), `filmloom-emulated-${process.pid}-${Math.random()}.${ending}`);
  writeFileSync(file, bytes);
  try {
    return (await probe(file)).facts;
  } finally {
    rmSync(file);
  }
}

const voices = ['alloy', 'ash', 'coral', 'echo', 'fable', 'onyx', 'nova', 'sage', 'shimmer'];

function spoken({ body, fault }: Asked): Made {
  const input = String(body.input ?? '');
  const price = voicePrices[String(body.model)];
  if (!price) return { refused: 'model not known' };
  const problem =
    unknownField(body, speechFields) ?? (input === '' || input.length > 4096 ? "Invalid 'input': 1 to 4096 characters." : undefined);
  if (problem) return { refused: problem };
  if (!voices.includes(String(body.voice))) return { refused: "Invalid value for 'voice'." };
  if (body.instructions !== undefined && String(body.model).startsWith('tts-1')) return { refused: "Unknown parameter: 'instructions'." };
  const seconds = (input.length / (fault === 'slow-speech' ? 3 : 15)) * (1 / Number(body.speed ?? 1));
  const pcm = body.response_format === 'pcm';
  const usd = price.perCharacter * input.length + price.perSecond * (Math.round(seconds * 24_000) / 24_000);
  return { answer: soundOf(seconds, pcm), micros: micros(usd) };
}

/** Two tones with a pause between, as 24 kHz; a WAV is streamed, so its length is not written in it. */
function soundOf(seconds: number, pcm: boolean): Buffer {
  const half = seconds * 0.4;
  const gap = `volume=0:enable='between(t,${half},${half + seconds * 0.2})'`;
  const source = ['-f', 'lavfi', '-i', `sine=frequency=220:sample_rate=24000`, '-af', gap, '-frames:a', '100000'];
  const cut = ['-t', (Math.round(seconds * 24_000) / 24_000).toFixed(6), '-ac', '1', '-c:a', 'pcm_s16le'];
  const raw = ffmpeg(...source, ...cut, '-f', 's16le', 'pipe:1').subarray(0, Math.round(seconds * 24_000) * 2);
  if (pcm) return raw;
  const header = Buffer.from(
    'RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\x01\0\xc0\x5d\0\0\x80\xbb\0\0\x02\0\x10\0data\xff\xff\xff\xff',
    'latin1',
  );
  return Buffer.concat([header, raw]);
}

async function heard({ body, files, fault }: Asked): Promise<Made> {
  const price = whisperPerSecond[String(body.model)];
  const file = files.get('file');
  const problem = unknownField(body, hearingFields) ?? (file ? undefined : 'file is missing');
  if (problem || price === undefined || !file) return { refused: problem ?? 'model not known' };
  if (body.response_format !== 'verbose_json' || body['timestamp_granularities[]'] !== 'segment') return { refused: 'no times asked for' };
  if (body.language !== undefined && !/^[a-z]{2,3}$/.test(String(body.language))) return { refused: 'Invalid language. Use ISO-639-1.' };
  const { seconds = 0 } = await factsOf(file.bytes, 'mp3');
  const billed = Math.round(seconds);
  const cut = seconds / 2;
  const all = [
    { id: 0, start: 0, end: cut, text: ' The keeper climbs the tower.' },
    { id: 1, start: cut, end: seconds, text: ' The light goes on.' },
  ];
  const segments = fault === 'nothing-heard' ? [] : all;
  const answer = { task: 'transcribe', language: 'english', duration: seconds, text: segments.map(({ text }) => text).join(''), segments };
  const { segments: _, ...timeless } = answer;
  return {
    answer: { ...(fault === 'no-times' ? timeless : answer), usage: { type: 'duration', seconds: billed } },
    micros: micros(price * billed),
  };
}

function unknownField(body: Fields, known: readonly string[]): string | undefined {
  const stranger = Object.keys(body).find((name) => !known.includes(name));
  return stranger && `Unknown parameter: '${stranger}'.`;
}

async function readBody(request: IncomingMessage, bytes: Buffer): Promise<{ body: Fields; files: Map<string, File> }> {
  const type = request.headers['content-type'] ?? '';
  const files = new Map<string, File>();
  if (!type.startsWith('multipart/')) return { body: JSON.parse(bytes.toString() || '{}'), files };
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const body: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (typeof value === 'string') body[name] = value;
    else files.set(name, { bytes: Buffer.from(await value.arrayBuffer()), type: value.type });
  }
  return { body, files };
}

function refuse(response: ServerResponse, fault: keyof typeof refusals): void {
  const [status, error] = refusals[fault];
  send(response, status, { error: { param: null, ...error } }, fault === 'refuse-429' ? { 'retry-after': '2' } : {});
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
