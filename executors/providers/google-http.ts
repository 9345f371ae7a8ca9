import type { StepError } from '../errors.ts';
import { type Answer, objectOf, refusalOf, type Service } from './service.ts';

/** The header in which the key goes. */
export const keyHeader = 'x-goog-api-key';

const moderation = /responsible ai|usage guidelines|sensitive words|\bsafety\b|prohibited use/i;
const wrongKey = /api[ _]key (?:not valid|expired|invalid)|API_KEY_INVALID/i;

/** How the Gemini API is spoken to. */
export const asked: Service = { title: 'Google', headers: (key) => ({ [keyHeader]: key }), refusal };

/** Whether these words of the service say that its moderation refused something. */
export function saysModerated(message: string): boolean {
  return moderation.test(message);
}

function refusal(answer: Answer): StepError {
  const { message, details } = objectOf(objectOf(answer.body)?.error) ?? {};
  const words = typeof message === 'string' && message !== '' ? message : answer.text.slice(0, 300);
  // A wrong key is an invalid argument to it.
  const status = answer.status === 400 && wrongKey.test(`${words} ${JSON.stringify(details ?? '')}`) ? 401 : answer.status;
  return refusalOf(
    { ...answer, status, retryAfterMs: answer.retryAfterMs ?? delayIn(details) },
    { title: 'Google', message: words, moderated: status === 400 && saysModerated(words), unpaid: false },
  );
}

/** How long it asks to be left alone, from the details of its error. */
function delayIn(details: unknown): number | undefined {
  const list = Array.isArray(details) ? details.map((detail) => objectOf(detail)?.retryDelay) : [];
  const seconds = list.map((delay) => /^(\d+(?:\.\d+)?)s$/.exec(String(delay))?.[1]).find((match) => match !== undefined);
  return seconds === undefined ? undefined : Math.round(Number(seconds) * 1000);
}
