import { StepError } from '../errors.ts';
import { type Access, type JsonObject, UnclearError } from './contract.ts';
import { cannotReach, retryAfterOf, wasNeverSent } from './http.ts';

/** A part of a form: a value, or a file that travels with it. */
export type Part = { readonly name: string } & (
  | { readonly value: string }
  | { readonly filename: string; readonly media: string; readonly base64: string }
);

/** A request as it is saved before it is sent. `gives`: what its answer is made of. */
export type Call = { readonly path: string; readonly gives: 'json' | 'bytes' } & (
  | { readonly body: JsonObject }
  | { readonly form: readonly Part[] }
);

/** What came back: JSON, or a file. */
export type Answer = { readonly json: JsonObject } | { readonly base64: string };

/**
 * The one request that costs money, sent once. Throws StepError where it was surely not accepted, UnclearError where nobody
 * can tell: a connection lost after it came about, an answer of 500 or 502 or one that cannot be read.
 */
export async function submit(call: Call, access: Access, title: string): Promise<Answer> {
  if (access.signal.aborted) throw new StepError('CANCELLED', 'Stopped before anything was sent.');
  let response: Response;
  let bytes: Buffer;
  try {
    response = await send(call, access);
    bytes = Buffer.from(await response.arrayBuffer());
  } catch (thrown) {
    if (wasNeverSent(thrown)) throw cannotReach(title, thrown);
    throw new UnclearError(`The answer to a paid request to ${title} was lost.`, thrown);
  }
  const json = parsed(bytes);
  if (!response.ok) throw failureOf(response, json, bytes, title);
  if (call.gives === 'bytes' && bytes.length > 0 && !json) return { base64: bytes.toString('base64') };
  if (call.gives === 'json' && json) return { json };
  throw new UnclearError(`${title} answered a paid request with something that cannot be read.`, bytes.toString('latin1', 0, 300));
}

/** Asks what the key may use. Free. Throws StepError. */
export async function listModels(access: Access, title: string): Promise<number> {
  let response: Response;
  let bytes: Buffer;
  try {
    response = await fetch(addressOf('/models', access), { headers: headersOf(access), signal: access.signal, redirect: 'manual' });
    bytes = Buffer.from(await response.arrayBuffer());
  } catch (thrown) {
    access.signal.throwIfAborted();
    throw cannotReach(title, thrown);
  }
  const json = parsed(bytes);
  if (!response.ok) throw refusalOf(response, json, bytes, title);
  return Array.isArray(json?.data) ? json.data.length : 0;
}

function send(call: Call, access: Access): Promise<Response> {
  const json = 'body' in call;
  return fetch(addressOf(call.path, access), {
    method: 'POST',
    signal: access.signal,
    redirect: 'manual',
    // A connection for each request: one that was kept and closed by the other side meanwhile would leave a submit in doubt.
    headers: { ...headersOf(access), connection: 'close', ...(json && { 'content-type': 'application/json' }) },
    body: json ? JSON.stringify(call.body) : formOf(call.form),
  });
}

/** The address is set with its version, as the service’s own tools take it: `https://api.openai.com/v1`. */
function addressOf(path: string, { baseUrl }: Access): string {
  return `${baseUrl.replace(/\/+$/, '')}${path}`;
}

/** A service on one’s own machine may ask for no key. */
function headersOf({ key }: Access): Record<string, string> {
  return key ? { authorization: `Bearer ${key}` } : {};
}

function formOf(parts: readonly Part[]): FormData {
  const form = new FormData();
  for (const part of parts) {
    if ('value' in part) form.append(part.name, part.value);
    else form.append(part.name, new Blob([Buffer.from(part.base64, 'base64')], { type: part.media }), part.filename);
  }
  return form;
}

function parsed(bytes: Buffer): JsonObject | undefined {
  // A file is never taken for JSON by its first sign alone.
  if (bytes[0] !== 0x7b) return undefined;
  try {
    return JSON.parse(bytes.toString()) as JsonObject;
  } catch {
    return undefined;
  }
}

/** 503 is said by what stands before the models, when they are overloaded; any other failure of the service may be one on the way back. */
function failureOf(response: Response, json: JsonObject | undefined, bytes: Buffer, title: string): Error {
  const { status } = response;
  const unclear = status === 408 || status === 409 || (status >= 500 && !(status === 503 && json?.error));
  if (unclear) return new UnclearError(`${title} answered a paid request with ${status}.`, bytes.toString('utf8', 0, 300));
  return refusalOf(response, json, bytes, title);
}

const unpaid: ReadonlySet<unknown> = new Set(['insufficient_quota', 'billing_hard_limit_reached', 'billing_not_active']);
const moderated: ReadonlySet<unknown> = new Set(['moderation_blocked', 'content_policy_violation', 'content_filter']);
const elsewhere = 'unsupported_country_region_territory';

/** A refusal as an error, with what to do about it. */
function refusalOf({ status, headers }: Response, json: JsonObject | undefined, bytes: Buffer, title: string): StepError {
  const error = (typeof json?.error === 'object' && json.error !== null ? json.error : {}) as JsonObject;
  const message = typeof error.message === 'string' ? error.message : bytes.toString('utf8', 0, 200);
  const code = error.code ?? error.type;
  const detail = `${status} ${String(code)} ${message}`;
  const retryAfterMs = retryAfterOf(headers);
  if (moderated.has(code)) return new StepError('MODERATED', `${title}’s moderation refused this: ${message}`, { detail });
  if (unpaid.has(code) || status === 402)
    return new StepError('PROVIDER_KEY', `The credit at ${title} is used up. Add some there, then retry.`, { detail });
  if (code === elsewhere)
    return new StepError('PROVIDER_REFUSED', `${title} does not serve the region of this server. Choose a model of another provider.`, {
      detail,
    });
  if (status === 401)
    return new StepError('PROVIDER_KEY', `${title} does not accept the key. Check it in the settings, then retry.`, { detail });
  if (status === 403)
    return new StepError('PROVIDER_KEY', `The key of ${title} may not do this: ${message} Change its rights there, then retry.`, {
      detail,
    });
  if (status === 429) return new StepError('RATE_LIMITED', `${title} asks to wait before the next request.`, { detail, retryAfterMs });
  if (status >= 500)
    return new StepError('PROVIDER_DOWN', `${title} is overloaded (answer ${status}). Retry later.`, { detail, retryAfterMs });
  if (status === 404)
    return new StepError('PROVIDER_REFUSED', `${title} does not have this model: ${message} Choose another one.`, { detail });
  return new StepError('PROVIDER_REFUSED', `${title} did not accept the request: ${message || `answer ${status}`}`, { detail });
}
