import type { Access, Handle, JsonObject, KeyCheck, Provider, Submission } from './contract.ts';
import { listModels, submit } from './openai-http.ts';
import { type Request, requestOf } from './openai-request.ts';
import { type Answered, statusOf } from './openai-status.ts';

const minute = 60_000;
const title = 'OpenAI';

/**
 * OpenAI: pictures, plans, prompts, voices, transcripts. It answers at once and keeps nothing that could be asked for later, so
 * the answer is the handle. It has no idempotency keys: an answer that was lost can only be decided by a person.
 */
export const openai: Provider = {
  id: 'openai',
  title,
  keySetting: 'OPENAI_API_KEY',
  baseUrlSetting: 'OPENAI_BASE_URL',
  baseUrl: 'https://api.openai.com/v1',
  keyPage: 'https://platform.openai.com/api-keys',
  idempotency: 'none',
  // How many a minute depends on the account and on the model; it asks to wait where they are too many.
  limits: { concurrent: 3 },
  pollEveryMs: 1_000,
  answerWithinMs: 5 * minute,
  patienceMs: 10 * minute,
  prepare: (job, access) => requestOf(job, access, { own: true, dialect: 'responses', model: ({ row }) => row.remote ?? '' }),
  start: (submission, _ref, access) => answered(submission, access, title),
  status: async (handle) => statusOf(handle as unknown as Answered),
  check: (access) => checked(access, title),
};

/** Sends a request and gives its answer, with what is needed to read it, as the handle. */
export async function answered({ request }: Submission, access: Access, service: string): Promise<Handle> {
  const { call, ...rest } = request as unknown as Request;
  const answer = call && (await submit(call, access, service));
  return { ...rest, ...(answer && { answer }) } as unknown as JsonObject;
}

/** Proves a key by the free list of models. */
export async function checked(access: Access, service: string): Promise<KeyCheck> {
  const count = await listModels(access, service);
  return { note: `It may use ${count} models. The balance is not told.` };
}
