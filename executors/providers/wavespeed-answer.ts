import type { StepError } from '../errors.ts';
import { type Answer, objectOf, refusalOf as refusalIn } from './service.ts';

const moderation = /moderat|nsfw|unsafe|safety|sensitive content|content policy|inappropriate/i;
const unpaid = /insufficient|not enough (?:credit|balance)|balance|top.?up|payment required/i;

/** Whether these words of the service say that its moderation refused something. */
export function saysModerated(message: string): boolean {
  return moderation.test(message);
}

/** The envelope of an answer: the service’s own message and its `data`. */
export function envelopeOf({ body, text }: Answer): { readonly message: string; readonly data: unknown } {
  const envelope = objectOf(body);
  return { message: typeof envelope?.message === 'string' ? envelope.message : text.slice(0, 300), data: envelope?.data };
}

/** A refusal as an error, with what to do about it. */
export function refusalOf(answer: Answer): StepError {
  const { message } = envelopeOf(answer);
  return refusalIn(answer, {
    title: 'WaveSpeed',
    message,
    moderated: saysModerated(message),
    unpaid: answer.status < 500 && unpaid.test(message),
  });
}
