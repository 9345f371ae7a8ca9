import { priceOf } from '#nodes/price.ts';
import { StepError } from '../errors.ts';
import {
  type Access,
  type CallStatus,
  type Handle,
  type KeyCheck,
  type ModelJob,
  type Provider,
  type Submission,
  UnclearError,
} from './contract.ts';
import { asked } from './google-http.ts';
import { type Request, requestOf } from './google-request.ts';
import { type Job, missing, operationName, statusOf } from './google-status.ts';
import { ask, askFor, objectOf, submit } from './service.ts';

const minute = 60_000;

/**
 * Google’s Gemini API, by key: Veo. It has neither idempotency keys nor references, so a submit whose answer is lost stays in
 * doubt; nor has it a cancel: what was accepted is made and charged, but nothing is charged where no video comes of it.
 */
export const google: Provider = {
  id: 'google',
  title: 'Google',
  keySetting: 'GEMINI_API_KEY',
  baseUrlSetting: 'GEMINI_BASE_URL',
  baseUrl: 'https://generativelanguage.googleapis.com',
  keyPage: 'https://aistudio.google.com/apikey',
  idempotency: 'none',
  limits: { concurrent: 2, perMinute: 10 },
  pollEveryMs: 10_000,
  patienceMs: 60 * minute,
  prepare,
  start,
  status,
  check,
};

async function prepare(job: ModelJob): Promise<Submission> {
  if (job.kind !== 'make-video') throw new StepError('INTERNAL', `Google has no models here for steps of kind ${job.kind}.`);
  const { request, warnings } = await requestOf(job);
  return { request: { ...request, micros: priceOf(job.row, job.gives, undefined) }, warnings };
}

async function start({ request }: Submission, _ref: string, access: Access): Promise<Handle> {
  const { model, body, micros } = request as Request & { readonly micros: number };
  const answer = await submit(asked, { method: 'POST', path: `/v1beta/models/${model}:predictLongRunning`, body }, access);
  const { name } = answer;
  if (typeof name !== 'string' || !operationName.test(name))
    throw new UnclearError('Google took a paid request and named no operation.', answer);
  return { name, micros };
}

/** Asked at the configured address, so that no answer can send the key elsewhere. */
async function status(handle: Handle, access: Access): Promise<CallStatus> {
  const job = handle as Job;
  const answer = await askFor(asked, { method: 'GET', path: `/v1beta/${job.name}` }, access);
  if (answer.status === 404) return missing(job);
  return statusOf(job, objectOf(answer.body) ?? {}, { from: google.baseUrl, to: access.baseUrl });
}

async function check(access: Access): Promise<KeyCheck> {
  await ask(asked, { method: 'GET', path: '/v1beta/models?pageSize=1' }, access);
  return { note: 'Google names no balance.' };
}
