import type { Row } from '#nodes/price.ts';
import type { StepKind } from '#nodes/steps.ts';
import { StepError } from '../errors.ts';
import type { Access, ModelJob, Provider } from './contract.ts';
import { answered, checked } from './openai.ts';
import { requestOf } from './openai-request.ts';
import { type Answered, statusOf } from './openai-status.ts';

const minute = 60_000;
const title = 'OpenAI-compatible server';

/** Which setting names the model for a kind of step. */
const modelSettings: Partial<Readonly<Record<StepKind, string>>> = {
  'plan-shots': 'OPENAI_COMPATIBLE_TEXT_MODEL',
  'enhance-text': 'OPENAI_COMPATIBLE_TEXT_MODEL',
  'make-image': 'OPENAI_COMPATIBLE_IMAGE_MODEL',
  speak: 'OPENAI_COMPATIBLE_SPEECH_MODEL',
  transcribe: 'OPENAI_COMPATIBLE_TRANSCRIPTION_MODEL',
};

/**
 * A server of one’s own that speaks like OpenAI: Ollama, llama.cpp, vLLM, LM Studio, speech servers. Nothing it does has a
 * price here. A row is served where a setting names its model.
 */
export const openaiCompatible: Provider = {
  id: 'openai-compatible',
  title,
  keySetting: 'OPENAI_COMPATIBLE_API_KEY',
  baseUrlSetting: 'OPENAI_COMPATIBLE_BASE_URL',
  baseUrl: '',
  keyless: true,
  placeSettings: [...new Set(Object.values(modelSettings))],
  serves: (row, places) => row.kinds.every((kind) => places[modelSettings[kind] ?? ''] !== undefined),
  idempotency: 'none',
  limits: { concurrent: 1 },
  pollEveryMs: 1_000,
  // A model on a small machine thinks for a long time.
  answerWithinMs: 30 * minute,
  patienceMs: 60 * minute,
  prepare: (job, access) => requestOf(job, access, { own: false, dialect: 'chat', model: modelOf }),
  start: (submission, _ref, access) => answered(submission, access, title),
  status: async (handle) => statusOf(handle as unknown as Answered),
  check: (access) => checked(access, title),
};

function modelOf({ kind, row }: ModelJob & { readonly row: Row }, { places = {} }: Access): string {
  const setting = modelSettings[kind] ?? '';
  const model = places[setting];
  if (!model) throw new StepError('PROVIDER_REFUSED', `${row.title} has no model. Name one in the setting ${setting}, then retry.`);
  return model;
}
