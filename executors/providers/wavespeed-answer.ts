import { StepError } from '../errors.ts';
import type { JsonObject } from './contract.ts';

/** What the service answered: HTTP status, its own message and the `data` of its envelope. */
export type Answer = {
  readonly status: number;
  readonly message: string;
  readonly data: unknown;
  readonly retryAfterMs: number | undefined;
};

const moderation = /moderat|nsfw|unsafe|safety|sensitive content|content policy|inappropriate/i;
const unpaid = /insufficient|not enough (?:credit|balance)|balance|top.?up|payment required/i;

/** Whether these words of the service say that its moderation refused something. */
export function saysModerated(message: string): boolean {
  return moderation.test(message);
}

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = parsed(text);
  const message = typeof body?.message === 'string' ? body.message : text.slice(0, 300);
  return { status: response.status, message, data: body?.data, retryAfterMs: retryAfterOf(response.headers.get('retry-after')) };
}

function parsed(text: string): JsonObject | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** Seconds or a date. */
function retryAfterOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, Math.round(ms)) : undefined;
}

/** A refusal as an error, with what to do about it. */
export function refusalOf({ status, message, retryAfterMs }: Answer): StepError {
  const detail = `${status} ${message}`;
  if (saysModerated(message)) return new StepError('MODERATED', `WaveSpeed’s moderation refused this: ${message}`, { detail });
  if (status === 402 || (status < 500 && unpaid.test(message)))
    return new StepError('PROVIDER_KEY', 'The balance at WaveSpeed does not cover this. Top it up there, then retry.', { detail });
  if (status === 401 || status === 403)
    return new StepError('PROVIDER_KEY', 'WaveSpeed does not accept the key. Check it in the settings, then retry.', { detail });
  if (status === 429) return new StepError('RATE_LIMITED', 'WaveSpeed asks to wait before the next request.', { detail, retryAfterMs });
  if (status >= 500 || status === 408)
    return new StepError('PROVIDER_DOWN', `WaveSpeed has a problem of its own (answer ${status}). Retry later.`, { detail, retryAfterMs });
  return new StepError('PROVIDER_REFUSED', `WaveSpeed did not accept the request: ${message || `answer ${status}`}`, { detail });
}
