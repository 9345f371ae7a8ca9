import type { CallStatus, JsonObject } from './contract.ts';
import { enhanceSchema, withinLength } from './openai-enhance.ts';
import { heardIn } from './openai-hearing.ts';
import type { Answer } from './openai-http.ts';
import { planFrom, planSchema } from './openai-plan.ts';
import { chargeOf, costWords, usageOf } from './openai-price.ts';
import type { Request, Wish } from './openai-request.ts';
import { silence, spokenFrom } from './openai-speech.ts';
import { readObject, saidIn } from './openai-text.ts';

/** A request that was answered. Nothing is asked again: the answer is all there is. */
export type Answered = Pick<Request, 'wish' | 'price' | 'title' | 'own'> & { readonly answer?: Answer };

type Done = Extract<CallStatus, { state: 'done' }>;
type Reader<W extends Wish> = (job: Answered & { readonly wish: W }, answer: JsonObject) => Done | { readonly wrong: string };

/** What came of a request, and what it cost as far as the service has counted it. */
export function statusOf(job: Answered): CallStatus {
  const { wish, answer } = job;
  if ('speech' in wish) return speechStatus(job, wish.speech);
  const json = answer && 'json' in answer ? answer.json : {};
  if ('image' in wish) return imageStatus(job, json);
  if ('hearing' in wish) return hearingStatus(job, wish.hearing, json);
  return textStatus(job, json);
}

/** What an answer is no good for is paid for all the same. Whoever asks for nothing may be asked again. */
function failed({ title }: Answered, code: 'PROVIDER_FAILED' | 'MODERATED' | 'RESULT_GONE', what: string, micros = 0): CallStatus {
  const remedy = code === 'MODERATED' ? 'Change the words, then retry.' : 'Retry for another answer, or choose another model.';
  return { state: 'failed', code, message: `${title} ${what}.${costWords(micros)} ${remedy}`, micros };
}

function textStatus(job: Answered, json: JsonObject): CallStatus {
  const said = saidIn(json);
  const micros = chargeOf(job.price, usageOf(json));
  if ('refused' in said) return failed(job, 'MODERATED', `refused: ${said.refused.replace(/[.\s]+$/, '')}`, micros);
  if ('failed' in said) return failed(job, 'PROVIDER_FAILED', `could not answer: ${said.failed.replace(/[.\s]+$/, '')}`, micros);
  if ('cut' in said)
    return said.cut === 'moderation'
      ? failed(job, 'MODERATED', 'stopped because its moderation refused the answer', micros)
      : failed(job, 'PROVIDER_FAILED', 'stopped in the middle, because the answer grew too long', micros);
  const read = 'plan' in job.wish ? readPlan(job as PlanJob, said.text) : readEnhanced(job as EnhanceJob, said.text);
  if ('wrong' in read) return failed(job, 'PROVIDER_FAILED', read.wrong, micros);
  return { ...read, ...(micros !== undefined && { micros }) };
}

type PlanJob = Answered & { readonly wish: Extract<Wish, { plan: unknown }> };
type EnhanceJob = Answered & { readonly wish: Extract<Wish, { enhance: unknown }> };

function readPlan({ wish: { plan: wish } }: PlanJob, text: string): ReturnType<Reader<Wish>> {
  const count = countedShots(text);
  if (wish.shots !== 'auto' && count !== undefined && count !== wish.shots)
    return { wrong: `planned ${count} ${count === 1 ? 'shot' : 'shots'} where ${wish.shots} were asked for` };
  const read = readObject(text, planSchema(wish));
  if ('wrong' in read) return read;
  const plan = planFrom(read.value, wish);
  if ('wrong' in plan) return { wrong: `gave a plan that ${plan.wrong}` };
  const shots = plan.shots.map((value) => ({ value: value as JsonObject }));
  return { state: 'done', gives: { shots, keyframes: plan.keyframes.map((value) => ({ value })) } };
}

function countedShots(text: string): number | undefined {
  try {
    const { shots } = JSON.parse(text) as { shots?: unknown };
    return Array.isArray(shots) ? shots.length : undefined;
  } catch {
    return undefined;
  }
}

function readEnhanced({ wish: { enhance } }: EnhanceJob, text: string): ReturnType<Reader<Wish>> {
  const read = readObject(text, enhanceSchema);
  if ('wrong' in read) return read;
  const whole = read.value.text.trim();
  if (whole === '') return { wrong: 'gave an empty text' };
  const value = withinLength(whole, enhance.mostCharacters);
  const warnings = [
    { code: 'ENHANCED', message: `Changed by the model: ${read.value.changes.trim() || 'it does not say what.'}` },
    ...(value === whole
      ? []
      : [{ code: 'TEXT_CUT', message: `The new text was longer than ${enhance.mostCharacters} characters and ends earlier.` }]),
  ];
  return { state: 'done', gives: { text: { value } }, warnings };
}

function imageStatus(job: Answered, json: JsonObject): CallStatus {
  const micros = chargeOf(job.price, usageOf(json));
  const [first] = Array.isArray(json.data) ? (json.data as JsonObject[]) : [];
  if (typeof first?.b64_json === 'string' && first.b64_json !== '')
    return { state: 'done', gives: { image: { base64: first.b64_json } }, ...(micros !== undefined && { micros }) };
  if (typeof first?.url === 'string' && !job.own) return { state: 'done', gives: { image: { url: first.url } }, micros: micros ?? 0 };
  return failed(job, 'RESULT_GONE', 'answered without a picture', micros);
}

function speechStatus(job: Answered, wish: Extract<Wish, { speech: unknown }>['speech']): CallStatus {
  const { answer, own, price } = job;
  const done = (base64: string, captions: unknown) => ({ audio: { base64 }, captions: { value: captions as JsonObject } });
  if (!answer) {
    const { base64, captions } = silence(wish.shotSeconds ?? 0.1);
    return { state: 'done', gives: done(base64, captions), micros: 0 };
  }
  const bytes = Buffer.from('base64' in answer ? answer.base64 : '', 'base64');
  const charge = (units: number): number => Math.ceil(price.micros * units);
  const spoken = spokenFrom(bytes, wish, own);
  if ('wrong' in spoken) return failed(job, 'PROVIDER_FAILED', spoken.wrong, charge(price.per === 'character' ? wish.words.length : 0));
  const { base64, captions, seconds, warnings } = spoken;
  const units = price.per === 'second' ? seconds : price.per === 'character' ? wish.words.length : 1;
  return { state: 'done', gives: done(base64, captions), micros: charge(units), warnings };
}

function hearingStatus(job: Answered, wish: Extract<Wish, { hearing: unknown }>['hearing'], json: JsonObject): CallStatus {
  const heard = heardIn(json, wish);
  const charge = (seconds: number): number => Math.ceil(job.price.micros * (job.price.per === 'second' ? seconds : 1));
  if ('wrong' in heard) return failed(job, 'PROVIDER_FAILED', heard.wrong, charge(wish.seconds));
  const { captions, seconds = wish.seconds, warnings } = heard;
  return { state: 'done', gives: { captions: { value: captions as unknown as JsonObject } }, micros: charge(seconds), warnings };
}
