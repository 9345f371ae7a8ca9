import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { EmulatedService, type EmulatorOptions, formOf, type Input, type Reply, type Running, reply } from './emulated-service.ts';
import { emulatedMedia } from './emulator-media.ts';

/** Stability AI’s v2beta over real HTTP: forms in, pictures out in the same answer. */
export async function startStability(options: EmulatorOptions = {}): Promise<StabilityEmulator> {
  return new StabilityEmulator(options).listen();
}

const problem = (status: number, name: string, text: string): Reply => [status, { id: 'a1', name, errors: [text] }];
const refused: Readonly<Record<string, Reply>> = {
  'refuse-429': problem(429, 'rate_limit_exceeded', 'You have exceeded the rate limit.'),
  'refuse-401': problem(401, 'unauthorized', 'Invalid API key.'),
  'refuse-balance': problem(402, 'payment_required', 'You lack sufficient credits to make this request.'),
  'refuse-moderated': problem(403, 'content_moderation', 'Your request was flagged by our content moderation system.'),
  'refuse-500-before-accept': problem(500, 'internal_error', 'An unexpected server error has occurred.'),
};

/** In credits. */
const prices: Readonly<Record<string, number>> = { 'sd3.5-large': 6.5, 'sd3.5-large-turbo': 4, 'sd3.5-medium': 3.5, 'edit/inpaint': 5 };
const shapes: Readonly<Record<string, readonly [number, number]>> = {
  '1:1': [1024, 1024],
  '16:9': [1344, 768],
  '9:16': [768, 1344],
  '21:9': [1536, 640],
  '9:21': [640, 1536],
  '2:3': [832, 1216],
  '3:2': [1216, 832],
  '4:5': [896, 1088],
  '5:4': [1088, 896],
};
const fields: Readonly<Record<string, readonly string[]>> = {
  'generate/sd3': 'prompt mode image strength aspect_ratio model negative_prompt seed output_format cfg_scale style_preset'.split(' '),
  'edit/inpaint': 'image prompt mask grow_mask negative_prompt seed output_format style_preset'.split(' '),
};

export class StabilityEmulator extends EmulatedService {
  protected async respond(request: IncomingMessage, response: ServerResponse, { pathname }: URL): Promise<void> {
    if (request.headers.authorization !== `Bearer ${this.key}`) return reply(response, ...this.refusal('refuse-401'));
    if (pathname === '/v1/user/balance') return reply(response, 200, { credits: 250.5 });
    const endpoint = pathname.replace('/v2beta/stable-image/', '');
    const typed = /^multipart\/form-data/.test(request.headers['content-type'] ?? '') && request.headers.accept === 'application/json';
    if (request.method !== 'POST' || !fields[endpoint] || !typed) return reply(response, ...problem(404, 'not_found', 'Not found'));
    const input = await inputOf(await formOf(request));
    const wrong = problemIn(endpoint, input);
    const model = endpoint === 'edit/inpaint' ? endpoint : String(input.model ?? 'sd3.5-large');
    const micros = Math.round((prices[model] ?? 0) * 10_000);
    await this.submit(response, {
      model,
      input,
      ...(wrong && { problem: problem(400, 'bad_request', wrong) }),
      micros: wrong ? 0 : micros,
    });
  }

  protected refusal(fault: string): Reply {
    return refused[fault] as Reply;
  }

  protected async accepted({ fault, input }: Running): Promise<Reply> {
    if (fault === 'slow-job') await new Promise((done) => setTimeout(done, this.options.slowMs ?? 300));
    if (fault === 'no-output') return [200, { finish_reason: 'SUCCESS', seed: 1 }];
    const [width, height] = sizeOf(input);
    const bytes = readFileSync(emulatedMedia({ kind: 'image', width, height, seconds: 0 }));
    const image = (fault === 'result-truncated' ? bytes.subarray(0, 40) : bytes).toString('base64');
    return [200, { image, finish_reason: fault === 'moderated' ? 'CONTENT_FILTERED' : 'SUCCESS', seed: 1 }];
  }
}

/** Files by their size, as the header of a PNG tells it. */
async function inputOf(form: FormData): Promise<Input> {
  const input: Record<string, unknown> = {};
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') input[name] = value;
    else input[name] = pngSize(Buffer.from(await value.arrayBuffer()), value.type);
  }
  return input;
}

function pngSize(bytes: Buffer, media: string): unknown {
  const whole = media === 'image/png' && bytes.subarray(1, 4).toString() === 'PNG';
  return whole ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : { broken: true };
}

function sizeOf({ image, aspect_ratio: shape = '1:1' }: Input): readonly [number, number] {
  const { width, height } = (image ?? {}) as { width?: number; height?: number };
  return width && height ? [width, height] : (shapes[String(shape)] ?? [1024, 1024]);
}

/** What is wrong with a form, in the words of a strict schema. */
function problemIn(endpoint: string, input: Input): string | undefined {
  const stranger = Object.keys(input).find((name) => !fields[endpoint]?.includes(name));
  if (stranger) return `${stranger}: unrecognized field`;
  const { prompt, seed, output_format: format } = input;
  if (typeof prompt !== 'string' || prompt.length < 1 || prompt.length > 10_000) return 'prompt: must be 1 to 10000 characters';
  if (seed !== undefined && !(Number(seed) >= 0 && Number(seed) <= 4_294_967_294)) return 'seed: out of range';
  if (format !== undefined && !['png', 'jpeg', 'webp'].includes(String(format))) return 'output_format: invalid';
  for (const name of ['image', 'mask']) if ((input[name] as { broken?: boolean } | undefined)?.broken) return `${name}: cannot be decoded`;
  if (endpoint === 'edit/inpaint') return input.image ? undefined : 'image: is required';
  return modeProblem(input);
}

function modeProblem({ mode = 'text-to-image', model = 'sd3.5-large', image, strength, aspect_ratio: shape }: Input): string | undefined {
  if (prices[String(model)] === undefined || model === 'edit/inpaint') return 'model: invalid';
  if (mode === 'text-to-image') {
    if (image || strength !== undefined) return 'image: is for image-to-image alone';
    return shape === undefined || shapes[String(shape)] ? undefined : 'aspect_ratio: invalid';
  }
  if (mode !== 'image-to-image') return 'mode: invalid';
  if (shape !== undefined) return 'aspect_ratio: is for text-to-image alone';
  return image && Number(strength) >= 0 && Number(strength) <= 1 ? undefined : 'strength: is required with image';
}
