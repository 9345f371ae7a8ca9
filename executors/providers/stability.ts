import { priceOf } from '#nodes/price.ts';
import { StepError } from '../errors.ts';
import type { Access, CallStatus, Handle, JsonObject, KeyCheck, ModelJob, Provider, Submission } from './contract.ts';
import { type Answer, ask, objectOf, refusalOf, type Service, submit } from './service.ts';
import { isInside, type Request, requestOf } from './stability-request.ts';

const minute = 60_000;
const unpaid = /payment.required|lack.{0,20}credits|insufficient/i;

/**
 * Stability AI, v2beta. It answers at once with the picture, so the answer is the handle; a submit whose answer is lost stays in
 * doubt, and its picture is gone.
 */
export const stability: Provider = {
  id: 'stability',
  title: 'Stability AI',
  keySetting: 'STABILITY_API_KEY',
  baseUrlSetting: 'STABILITY_BASE_URL',
  baseUrl: 'https://api.stability.ai',
  keyPage: 'https://platform.stability.ai/account/keys',
  idempotency: 'none',
  limits: { concurrent: 4, perMinute: 600 },
  pollEveryMs: 1_000,
  answerWithinMs: 2 * minute,
  patienceMs: 10 * minute,
  prepare,
  start,
  status,
  check,
};

const asked: Service = {
  title: 'Stability AI',
  headers: (key) => ({ authorization: `Bearer ${key}`, accept: 'application/json' }),
  refusal,
};

/** It shuts out for a minute whoever asks too often. */
function refusal(answer: Answer): StepError {
  const { name, errors, message } = objectOf(answer.body) ?? {};
  const said = Array.isArray(errors) ? errors.filter((text) => typeof text === 'string').join(' ') : message;
  const words = typeof said === 'string' && said !== '' ? said : answer.text.slice(0, 300);
  const waits = answer.status === 429 && answer.retryAfterMs === undefined;
  return refusalOf(waits ? { ...answer, retryAfterMs: minute } : answer, {
    title: 'Stability AI',
    message: words,
    moderated: name === 'content_moderation',
    unpaid: answer.status < 429 && unpaid.test(`${String(name)} ${words}`),
  });
}

async function prepare(job: ModelJob): Promise<Submission> {
  if (job.kind !== 'make-image') throw new StepError('INTERNAL', `Stability AI has no models here for steps of kind ${job.kind}.`);
  const { request, warnings } = await requestOf(job);
  return { request: { ...request, micros: priceOf(job.row, job.gives, undefined) }, warnings };
}

/** Always a form, also where no file is in it. */
async function start({ request }: Submission, _ref: string, access: Access): Promise<Handle> {
  const { path, fields, micros } = request as Request & { readonly micros: number };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (isInside(value)) form.append(name, new Blob([Buffer.from(value.base64, 'base64')], { type: value.media }), name);
    else form.append(name, String(value));
  }
  const { image, finish_reason } = await submit(asked, { method: 'POST', path: `/v2beta/stable-image/${path}`, body: form }, access);
  return { base64: typeof image === 'string' ? image : '', finish: String(finish_reason), micros };
}

/** Reads what was answered. A picture that its moderation blurs is made, and so charged. */
async function status(handle: Handle): Promise<CallStatus> {
  const { base64, finish, micros } = handle as JsonObject & { base64: string; finish: string; micros: number };
  if (finish === 'CONTENT_FILTERED') {
    const message = 'The moderation of Stability AI blurred this picture. Word it otherwise; another try is paid for anew.';
    return { state: 'failed', code: 'MODERATED', message, micros };
  }
  if (base64 !== '') return { state: 'done', gives: { image: { base64 } }, micros };
  return {
    state: 'failed',
    code: 'RESULT_GONE',
    message: 'Stability AI took the request, but gave no picture. Run the step again.',
    micros,
  };
}

async function check(access: Access): Promise<KeyCheck> {
  const { credits } = objectOf((await ask(asked, { method: 'GET', path: '/v1/user/balance' }, access)).body) ?? {};
  if (typeof credits !== 'number' || !Number.isFinite(credits)) return { note: 'It names no balance.' };
  // A credit is a cent.
  return { balanceUsd: (Math.max(0, credits) / 100).toFixed(2) };
}
