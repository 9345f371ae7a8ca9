import type { Item, Warning } from '#nodes/items.ts';
import { mostMade } from '#nodes/price.ts';
import { StepError } from '../errors.ts';
import { inlineOf, required, unsentWarning } from './asked.ts';
import type { Access, JsonObject, ModelJob, Submission } from './contract.ts';
import { type EnhanceWish, enhanceQuestion, mostCharacters } from './openai-enhance.ts';
import { type HearingWish, hearingCall } from './openai-hearing.ts';
import type { Call } from './openai-http.ts';
import { imageCall } from './openai-image.ts';
import { type PlanWish, partsOf, planQuestion } from './openai-plan.ts';
import type { Price } from './openai-price.ts';
import { type SpeechWish, speechCall, speechWish } from './openai-speech.ts';
import { type Dialect, type Question, questionCall } from './openai-text.ts';

/** What an answer is to be read as, saved with the request and with its handle. */
export type Wish =
  | { readonly plan: PlanWish }
  | { readonly enhance: EnhanceWish }
  | { readonly image: true }
  | { readonly speech: SpeechWish }
  | { readonly hearing: HearingWish };

/** `title` is the model’s; `own`: OpenAI itself, not a server that speaks like it. `call` is missing where nothing needs to be asked. */
export type Request = { readonly call?: Call; readonly wish: Wish; readonly price: Price; readonly title: string; readonly own: boolean };

/** How a service is spoken to: its interface for text, and what it calls the model of a row. */
type Speaking = { readonly own: boolean; readonly dialect: Dialect; model(job: ModelJob, access: Access): string };

/** The most tokens of an answer where they are not sold by the token. */
const freeTokens = 16_000;

type Asked = { readonly call?: Call; readonly wish: Wish; readonly warnings: readonly Warning[] };

/** The whole request of a step. Throws StepError INPUT_INVALID for what cannot be asked. */
export async function requestOf(job: ModelJob, access: Access, speaking: Speaking): Promise<Submission> {
  const { warnings, ...asked } = await askedOf(job, access, speaking);
  const request: Request = { ...asked, price: job.row.price, title: job.row.title, own: speaking.own };
  return { request: request as unknown as JsonObject, warnings };
}

async function askedOf(job: ModelJob, access: Access, { own, dialect, model: modelOf }: Speaking): Promise<Asked> {
  const model = modelOf(job, access);
  switch (job.kind) {
    case 'plan-shots':
      return planAsked(job, dialect, model);
    case 'enhance-text':
      return enhanceAsked(job, dialect, model);
    case 'make-image':
      return { ...(await imageCall(job, model)), wish: { image: true } };
    case 'speak': {
      const speech = speechWish(job);
      return speech.words === '' ? { wish: { speech }, warnings: [] } : { ...speechCall(job, speech, model, own), wish: { speech } };
    }
    case 'transcribe': {
      const { call, wish } = await hearingCall(job, model, access);
      return { call, wish: { hearing: wish }, warnings: [] };
    }
    default:
      throw new StepError('INTERNAL', `${job.row.title} does no steps of kind ${job.kind}.`);
  }
}

function planAsked(job: ModelJob, dialect: Dialect, model: string): Asked {
  const brief = required(inlineOf<string>(job, 'brief')?.trim(), 'The brief is empty: write at least one word about the film.');
  const { shots, seconds, totalSeconds, style = '' } = job.params as unknown as Omit<PlanWish, 'parts'>;
  const plan = { shots, seconds, style, ...(totalSeconds !== undefined && { totalSeconds }), parts: partsOf(brief) };
  return { call: questionCall(dialect, planQuestion(plan, talk(job, model))), wish: { plan }, warnings: unsentWarning(job, ['its seed']) };
}

function enhanceAsked(job: ModelJob, dialect: Dialect, model: string): Asked {
  const text = required(inlineOf<string>(job, 'text')?.trim(), 'There is no text to enhance: write at least one word.');
  const enhance = { style: (job.params.style as string | undefined) ?? '', mostCharacters: mostCharacters(text) };
  const call = questionCall(dialect, enhanceQuestion(text, enhance, talk(job, model)));
  return { call, wish: { enhance }, warnings: unsentWarning(job, ['its seed']) };
}

/** The answer may have no more tokens than the estimate was made of. */
function talk({ row, params, reads, gives }: ModelJob, model: string): Pick<Question, 'model' | 'mostTokens'> {
  const text = ((reads.brief ?? reads.text) as Item | undefined)?.facts;
  const { tokens } = row.price;
  return { model, mostTokens: tokens ? mostMade(tokens, { gives, text, asked: { params, reads } }) : freeTokens };
}
