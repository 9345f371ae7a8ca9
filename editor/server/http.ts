import type { z } from 'zod';
import { errorSchema } from '#server/contract/problems.ts';
import { ApiError, OfflineError } from './api-error.ts';

const base = '/api/v1';

export type RequestOptions = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON, or as it is where it is a form. */
  body?: unknown;
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Let the request outlive the page (bodies up to 64 KB). */
  keepalive?: boolean;
};

/** The address of a call; undefined query values are left out. */
export function urlOf(path: string, query: RequestOptions['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return `${base}${path}${search.size ? `?${search}` : ''}`;
}

/** Calls the server and checks the answer. Throws ApiError where the server refuses, OfflineError where nothing answers. */
export async function call<S extends z.ZodType>(answer: S, path: string, options: RequestOptions = {}): Promise<z.output<S>> {
  const response = await send(path, options);
  const body: unknown = response.status === 204 ? undefined : await response.json();
  const parsed = answer.safeParse(body);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') || 'all of it';
  const detail = `The answer of ${path} is not what this editor understands (${where}). Reload the page to get the editor that belongs to the server.`;
  throw new ApiError({ status: response.status, code: 'ANSWER_NOT_UNDERSTOOD', detail });
}

async function send(path: string, { method = 'GET', body, query, headers, signal, keepalive }: RequestOptions): Promise<Response> {
  const isForm = body instanceof FormData;
  const json = body !== undefined && !isForm;
  const response = await fetch(urlOf(path, query), {
    method,
    headers: { accept: 'application/json', ...(json ? { 'content-type': 'application/json' } : {}), ...headers },
    body: isForm ? body : json ? JSON.stringify(body) : undefined,
    signal,
    keepalive,
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new OfflineError();
  });
  if (response.ok) return response;
  throw await refusal(response);
}

async function refusal(response: Response): Promise<Error> {
  const parsed = errorSchema.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return new ApiError(parsed.data);
  // a proxy in front that has lost the server answers without a problem body
  if ([502, 503, 504].includes(response.status)) return new OfflineError();
  return new ApiError({ status: response.status, code: 'HTTP', detail: `The server answered ${response.status} ${response.statusText}.` });
}
