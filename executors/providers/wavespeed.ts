import type { Item } from '#nodes/items.ts';
import { priceOf } from '#nodes/price.ts';
import type { StepKind } from '#nodes/steps.ts';
import { StepError } from '../errors.ts';
import {
  type Access,
  type CallStatus,
  type Handle,
  type Json,
  type JsonObject,
  type KeyCheck,
  type ModelJob,
  type Provider,
  type Submission,
  UnclearError,
} from './contract.ts';
import { findJob } from './wavespeed-find.ts';
import { ask, submit } from './wavespeed-http.ts';
import { type Filled, requestOf } from './wavespeed-request.ts';
import { type Job, statusOf } from './wavespeed-status.ts';
import { uploaded } from './wavespeed-upload.ts';

/** A request ready to send: the model's own name, the fields it declares, and what the step gets from it. */
type Request = { readonly model: string; readonly input: JsonObject; readonly gives: string; readonly micros: number };

const minute = 60_000;
const outputs: Partial<Readonly<Record<StepKind, string>>> = {
  'make-image': 'image',
  'make-video': 'video',
  upscale: 'video',
  speak: 'audio',
  translate: 'dub',
  'enhance-text': 'text',
};

/**
 * WaveSpeed, API v3. It has neither idempotency keys nor references, so a lost submit is looked for in the list of recent
 * jobs. It has no cancel: whatever was accepted is made and charged, but what fails is refunded.
 */
export const wavespeed: Provider = {
  id: 'wavespeed',
  title: 'WaveSpeed',
  keySetting: 'WAVESPEED_API_KEY',
  baseUrlSetting: 'WAVESPEED_BASE_URL',
  baseUrl: 'https://api.wavespeed.ai',
  keyPage: 'https://wavespeed.ai/accesskey',
  idempotency: 'list',
  // The smallest account: three jobs at a time, five videos a minute.
  limits: { concurrent: 3, perMinute: 5 },
  pollEveryMs: 2_000,
  patienceMs: 120 * minute,
  prepare,
  quote,
  start,
  status,
  check,
  find: ({ submission, sentAt, isOurs }, access) => {
    const { model, input } = asRequest(submission);
    return findJob({ model, input, sentAt, isOurs, handleOf: (id) => handleOf(submission, id) }, access);
  },
};

async function prepare(job: ModelJob, access: Access): Promise<Submission> {
  const gives = outputs[job.kind];
  if (!gives) throw new StepError('INTERNAL', `WaveSpeed has no models for steps of kind ${job.kind}.`);
  const { model, fields, warnings } = requestOf(job);
  const input: Record<string, Json> = {};
  for (const [field, value] of Object.entries(fields)) {
    if (value !== undefined) input[field] = isUpload(value) ? await uploaded(value.upload, job, access) : (value as Json);
  }
  const read = job.reads.text as Item | undefined;
  return { request: { model, input, gives, micros: priceOf(job.row, job.gives, read?.facts) }, warnings };
}

function isUpload(value: Filled): value is { readonly upload: Item } {
  return typeof value === 'object' && value !== null && 'upload' in value;
}

async function quote(submission: Submission, access: Access): Promise<number> {
  const { model, input } = asRequest(submission);
  const body = { model_id: model, inputs: input };
  const data = await ask({ method: 'POST', path: '/api/v3/model/price', body }, access);
  const { price, discounted_price: discounted } = data as { price?: unknown; discounted_price?: unknown };
  const usd = typeof discounted === 'number' ? discounted : price;
  if (typeof usd !== 'number' || !Number.isFinite(usd) || usd < 0)
    throw new StepError('PROVIDER_REFUSED', 'WaveSpeed named no price for this request. The published price counts.');
  return Math.ceil(Number((usd * 1_000_000).toFixed(3)));
}

async function start(submission: Submission, _ref: string, access: Access): Promise<Handle> {
  const { model, input } = asRequest(submission);
  const data = await submit({ method: 'POST', path: `/api/v3/${model}`, body: input }, access);
  if (typeof data.id !== 'string' || data.id === '') throw new UnclearError('WaveSpeed took a paid request and gave no id.', data);
  return handleOf(submission, data.id);
}

/** Asked by its id at the configured address, so that no answer can send the key elsewhere. */
async function status(handle: Handle, access: Access): Promise<CallStatus> {
  const job = handle as Job;
  const path = `/api/v3/predictions/${encodeURIComponent(job.id)}/result`;
  return statusOf(job, (await ask({ method: 'GET', path }, access)) as JsonObject, access);
}

async function check(access: Access): Promise<KeyCheck> {
  const { balance } = (await ask({ method: 'GET', path: '/api/v3/balance' }, access)) as { balance?: unknown };
  if (typeof balance !== 'number' || !Number.isFinite(balance)) return { note: 'It names no balance.' };
  return { balanceUsd: Math.max(0, balance).toFixed(2) };
}

/** The same for a job that answered and for one that was found. */
function handleOf(submission: Submission, id: string): Handle {
  const { gives, micros } = asRequest(submission);
  return { id, gives, micros };
}

function asRequest({ request }: Submission): Request {
  return request as Request;
}
