import type { CallStatus, GivenOutput, JsonObject } from './contract.ts';
import { keyHeader, saysModerated } from './google-http.ts';
import { objectOf } from './service.ts';

/** A paid operation: its name there, and what it costs if it succeeds. */
export type Job = { readonly name: string; readonly micros: number };

export const operationName = /^models\/\w[\w.-]*\/operations\/\w[\w.-]*$/;
/** Of its codes of errors. */
const invalidArgument = 3;

/** An operation that is not there any more may have made something, and so have been charged. */
export function missing({ micros }: Job): CallStatus {
  const message =
    'Google does not know this operation any more: it was too long ago, or the key is of another project. Run the step again.';
  return { state: 'failed', code: 'RESULT_GONE', message, micros };
}

/** An operation as the service describes it, as the status of a call. Files at its own address are fetched from the configured one. */
export function statusOf(
  job: Job,
  { done, error, response }: JsonObject,
  address: { readonly from: string; readonly to: string },
): CallStatus {
  if (done !== true) return { state: 'working', note: 'Google is making it' };
  const failure = objectOf(error);
  if (failure) return failedOf(failure);
  const made = objectOf(objectOf(response)?.generateVideoResponse) ?? {};
  const [sample] = Array.isArray(made.generatedSamples) ? made.generatedSamples : [];
  const video = outputOf(objectOf(objectOf(sample)?.video) ?? {}, address);
  if (video) return { state: 'done', gives: { video }, micros: job.micros };
  if (Number(made.raiMediaFilteredCount) > 0 || made.raiMediaFilteredReasons !== undefined) return filteredOf(made.raiMediaFilteredReasons);
  const message = 'Google says the video is done, but gives none. Look at its usage page before you run the step again.';
  return { state: 'failed', code: 'RESULT_GONE', message, micros: job.micros };
}

function outputOf(
  { uri, encodedVideo }: JsonObject,
  { from, to }: { readonly from: string; readonly to: string },
): GivenOutput | undefined {
  if (typeof encodedVideo === 'string' && encodedVideo !== '') return { base64: encodedVideo };
  if (typeof uri !== 'string' || !URL.canParse(uri)) return undefined;
  const { origin, pathname, search } = new URL(uri);
  return { url: origin === new URL(from).origin ? new URL(`${pathname}${search}`, to).href : uri, keyHeader };
}

/** What its moderation takes away is not charged. */
function filteredOf(reasons: unknown): CallStatus {
  const [reason] = Array.isArray(reasons) ? reasons : [];
  const why = typeof reason === 'string' && reason !== '' ? reason : 'no reason was given';
  return { state: 'failed', code: 'MODERATED', message: `The moderation of Google kept the video back: ${ended(why)}`, micros: 0 };
}

function failedOf({ code, message }: JsonObject): CallStatus {
  const why = typeof message === 'string' && message !== '' ? message : 'no reason was given';
  if (saysModerated(why))
    return { state: 'failed', code: 'MODERATED', message: `The moderation of Google refused this: ${ended(why)}`, micros: 0 };
  const refused = code === invalidArgument;
  return {
    state: 'failed',
    code: refused ? 'PROVIDER_REFUSED' : 'PROVIDER_FAILED',
    message: `Google could not make this: ${ended(why)}`,
    micros: 0,
  };
}

const ended = (sentence: string): string => `${sentence.replace(/\.\s*$/, '')}.`;
