import { StepError } from '../errors.ts';
import { type Access, type JsonObject, UnclearError } from './contract.ts';
import { cannotReach, retryAfterOf, wasNeverSent } from './http.ts';

/** What a service answered. `body`: its JSON, undefined where it is none. */
export type Answer = {
  readonly status: number;
  readonly body: unknown;
  readonly text: string;
  readonly retryAfterMs: number | undefined;
};

/** How a service is spoken to: its name in messages, the headers that carry the key, and how it words a refusal. */
export type Service = {
  readonly title: string;
  headers(key: string): Readonly<Record<string, string>>;
  refusal(answer: Answer): StepError;
};

export type Call = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: JsonObject | FormData;
};

const isFine = (status: number): boolean => status >= 200 && status < 300;

/** A free request, safe to repeat: gives the answer of a success, else throws StepError. */
export async function ask(service: Service, call: Call, access: Access): Promise<Answer> {
  const answer = await askFor(service, call, access);
  if (answer.status === 404) throw service.refusal(answer);
  return answer;
}

/** The same for something that may not be there: an answer of 404 is given back as well. */
export async function askFor(service: Service, call: Call, access: Access): Promise<Answer> {
  let answer: Answer;
  try {
    answer = await readAnswer(await send(service, call, access));
  } catch (thrown) {
    access.signal.throwIfAborted();
    throw cannotReach(service.title, thrown);
  }
  if (!isFine(answer.status) && answer.status !== 404) throw service.refusal(answer);
  return answer;
}

/**
 * The one request that costs money, sent once. Throws StepError where it was surely not accepted, UnclearError where nobody
 * can tell: a connection lost after it came about, an answer of 5xx, or one that is no JSON object.
 */
export async function submit(service: Service, call: Call, access: Access): Promise<JsonObject> {
  if (access.signal.aborted) throw new StepError('CANCELLED', 'Stopped before anything was sent.');
  let answer: Answer;
  try {
    answer = await readAnswer(await send(service, call, access));
  } catch (thrown) {
    if (wasNeverSent(thrown)) throw cannotReach(service.title, thrown);
    throw new UnclearError(`The answer to a paid request to ${service.title} was lost.`, thrown);
  }
  const { status } = answer;
  if (status >= 500 || status === 408) throw new UnclearError(`${service.title} answered a paid request with ${status}.`, answer);
  if (!isFine(status)) throw service.refusal(answer);
  const body = objectOf(answer.body);
  if (!body) throw new UnclearError(`${service.title} answered a paid request with something that cannot be read.`, answer);
  return body;
}

/** A JSON object, or undefined for anything else. */
export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

function send({ headers }: Service, { method, path, body }: Call, { key, baseUrl, signal }: Access): Promise<Response> {
  const form = body instanceof FormData;
  return fetch(new URL(path, baseUrl), {
    method,
    signal,
    redirect: 'manual',
    // A connection for each request: one that was kept and closed by the other side meanwhile would leave a submit in doubt.
    headers: { ...headers(key), connection: 'close', ...(body && !form && { 'content-type': 'application/json' }) },
    ...(body && { body: form ? body : JSON.stringify(body) }),
  });
}

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, body: parsed(text), text, retryAfterMs: retryAfterOf(response.headers) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Refusal = {
  readonly title: string;
  /** What the service said, for people. */
  readonly message: string;
  readonly moderated: boolean;
  readonly unpaid: boolean;
};

/** A refusal as an error, with what to do about it. */
export function refusalOf({ status, retryAfterMs }: Answer, { title, message, moderated, unpaid }: Refusal): StepError {
  const detail = `${status} ${message}`;
  if (moderated) return new StepError('MODERATED', `The moderation of ${title} refused this: ${message}`, { detail });
  if (unpaid || status === 402)
    return new StepError('PROVIDER_KEY', `The balance at ${title} does not cover this. Top it up there, then retry.`, { detail });
  if (status === 401 || status === 403)
    return new StepError('PROVIDER_KEY', `${title} does not accept the key. Check it in the settings, then retry.`, { detail });
  if (status === 429) return new StepError('RATE_LIMITED', `${title} asks to wait before the next request.`, { detail, retryAfterMs });
  if (status >= 500 || status === 408)
    return new StepError('PROVIDER_DOWN', `${title} has a problem of its own (answer ${status}). Retry later.`, { detail, retryAfterMs });
  return new StepError('PROVIDER_REFUSED', `${title} did not accept the request: ${message || `answer ${status}`}`, { detail });
}
