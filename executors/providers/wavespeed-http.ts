import { StepError } from '../errors.ts';
import { type Access, type JsonObject, UnclearError } from './contract.ts';
import { type Answer, readAnswer, refusalOf } from './wavespeed-answer.ts';

type Call = { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: JsonObject };

/** Failures of a connection that never came about: nothing was sent. */
const neverSent =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|ENETUNREACH|EHOSTUNREACH|EHOSTDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_INVALID_URL)$/;

/** A free request, safe to repeat: gives the `data` of the answer, else throws StepError. */
export async function ask(call: Call, access: Access): Promise<unknown> {
  let answer: Answer;
  try {
    answer = await readAnswer(await send(call, access));
  } catch (thrown) {
    access.signal.throwIfAborted();
    throw unreachable(thrown);
  }
  if (answer.status !== 200 || answer.data === undefined || answer.data === null) throw refusalOf(answer);
  return answer.data;
}

/**
 * The one request that costs money, sent once. Throws StepError where it was surely not accepted, UnclearError where nobody
 * can tell: a connection lost after it came about, an answer of 5xx or one that cannot be read.
 */
export async function submit(call: Call, access: Access): Promise<JsonObject> {
  if (access.signal.aborted) throw new StepError('CANCELLED', 'Stopped before anything was sent.');
  let answer: Answer;
  try {
    answer = await readAnswer(await send(call, access));
  } catch (thrown) {
    if (neverSent.test(codeOf(thrown))) throw unreachable(thrown);
    throw new UnclearError('The answer to a paid request to WaveSpeed was lost.', thrown);
  }
  if (answer.status >= 500 || answer.status === 408)
    throw new UnclearError(`WaveSpeed answered a paid request with ${answer.status}.`, answer);
  if (answer.status !== 200) throw refusalOf(answer);
  if (typeof answer.data !== 'object' || answer.data === null)
    throw new UnclearError('WaveSpeed answered a paid request with something that cannot be read.', answer);
  return answer.data as JsonObject;
}

function send({ method, path, body }: Call, { key, baseUrl, signal }: Access): Promise<Response> {
  return fetch(new URL(path, baseUrl), {
    method,
    signal,
    redirect: 'manual',
    // A connection for each request: one that was kept and closed by the other side meanwhile would leave a submit in doubt.
    headers: { authorization: `Bearer ${key}`, connection: 'close', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}

function codeOf(thrown: unknown): string {
  const { cause } = thrown as { cause?: { code?: unknown } };
  return String(cause?.code ?? (thrown as { code?: unknown }).code ?? '');
}

export function unreachable(thrown: unknown): StepError {
  const code = codeOf(thrown) || String((thrown as Error).message);
  return new StepError('PROVIDER_DOWN', `WaveSpeed cannot be reached (${code}). Check the connection, then retry.`, { cause: thrown });
}
