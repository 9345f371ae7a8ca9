import { priceOf } from '#nodes/price.ts';
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
import { asked, taskOf } from './runway-http.ts';
import { type Request, requestOf } from './runway-request.ts';
import { type Job, microsOf, statusOf } from './runway-status.ts';
import { ask, objectOf, submit } from './service.ts';

const minute = 60_000;

/**
 * Runway, version 2024-11-06 of its API. It has neither idempotency keys nor references nor a list of tasks, so a submit whose
 * answer is lost stays in doubt. A task can be cancelled; what it has cost is told when it ends.
 */
export const runway: Provider = {
  id: 'runway',
  title: 'Runway',
  keySetting: 'RUNWAYML_API_SECRET',
  baseUrlSetting: 'RUNWAYML_BASE_URL',
  baseUrl: 'https://api.dev.runwayml.com',
  keyPage: 'https://dev.runwayml.com/',
  idempotency: 'none',
  // The smallest account makes one or two at a time; what is sent beyond that waits there.
  limits: { concurrent: 2 },
  // It asks for 5 seconds at least.
  pollEveryMs: 6_000,
  patienceMs: 120 * minute,
  prepare,
  start,
  status,
  cancel,
  check,
};

async function prepare(job: ModelJob, access: Access): Promise<Submission> {
  const { request, warnings } = await requestOf(job, access);
  return { request: { ...request, micros: priceOf(job.row, job.gives, undefined) }, warnings };
}

async function start({ request }: Submission, _ref: string, access: Access): Promise<Handle> {
  const { path, body, gives, micros } = request as Request & { readonly micros: number };
  const answer = await submit(asked, { method: 'POST', path: `/v1/${path}`, body }, access);
  if (typeof answer.id !== 'string' || answer.id === '') throw new UnclearError('Runway took a paid request and gave no id.', answer);
  return { id: answer.id, gives, micros: microsOf(answer.estimatedCost) ?? micros };
}

async function status(handle: Handle, access: Access): Promise<CallStatus> {
  const job = handle as Job;
  return statusOf(job, await taskOf(job.id, access));
}

/** What has ended is left as it is: to delete it would throw its result away. */
async function cancel(handle: Handle, access: Access): Promise<'cancelled' | 'too-late'> {
  const job = handle as Job;
  if ((await status(handle, access)).state !== 'working') return 'too-late';
  await taskOf(job.id, access, 'DELETE');
  return 'cancelled';
}

async function check(access: Access): Promise<KeyCheck> {
  const { creditBalance } = objectOf((await ask(asked, { method: 'GET', path: '/v1/organization' }, access)).body) ?? {};
  const micros = microsOf({ credits: creditBalance });
  return micros === undefined ? { note: 'It names no balance.' } : { balanceUsd: (micros / 1_000_000).toFixed(2) };
}
