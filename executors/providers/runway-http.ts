import type { StepError } from '../errors.ts';
import type { Access, JsonObject } from './contract.ts';
import { type Answer, askFor, objectOf, refusalOf, type Service } from './service.ts';

const moderation = /\bmoderat(?:ed|ion)\b|\bsafety\b|content polic/i;
const unpaid = /\b(?:enough|insufficient|out of|no) credits?\b|payment required/i;

/** How Runway is spoken to. */
export const asked: Service = {
  title: 'Runway',
  headers: (key) => ({ authorization: `Bearer ${key}`, 'x-runway-version': '2024-11-06' }),
  refusal,
};

function refusal(answer: Answer): StepError {
  const { error, message, issues } = objectOf(answer.body) ?? {};
  const said = [error, message].filter((text): text is string => typeof text === 'string' && text !== '').join(' ');
  const words = `${said || answer.text.slice(0, 300)}${issuesOf(issues)}`;
  const early = answer.status < 500 && answer.status !== 429;
  return refusalOf(answer, {
    title: 'Runway',
    message: words,
    moderated: early && moderation.test(words),
    unpaid: early && unpaid.test(words),
  });
}

/** Which fields are wrong, where it says so. */
function issuesOf(issues: unknown): string {
  const list = Array.isArray(issues) ? issues.map((issue) => objectOf(issue)?.message).filter((text) => typeof text === 'string') : [];
  return list.length > 0 ? ` (${list.join('; ')})` : '';
}

/**
 * A task as Runway describes it; undefined where it has none of this id. Asked by its id at the configured address, so that no
 * answer can send the key elsewhere. `DELETE` cancels it.
 */
export async function taskOf(id: string, access: Access, method: 'GET' | 'DELETE' = 'GET'): Promise<JsonObject | undefined> {
  const answer = await askFor(asked, { method, path: `/v1/tasks/${encodeURIComponent(id)}` }, access);
  if (answer.status === 404) return undefined;
  return objectOf(answer.body) ?? {};
}
