import type { Captions } from '#nodes/values.ts';
import { fetchCheckedText } from '../fetch-checked.ts';
import type { Access, CallStatus, GivenOutput, JsonObject } from './contract.ts';
import { saysModerated } from './wavespeed-answer.ts';

/** A paid job: its id there, what the step gets from it, and what it costs if it succeeds. */
export type Job = { readonly id: string; readonly gives: string; readonly micros: number };

/** Business codes of a job, from published studies. */
const moderated = 1200;
const wrongInput: ReadonlySet<unknown> = new Set([1400, 1401]);

/** A prediction as the service describes it, as the status of a call. */
export async function statusOf(job: Job, prediction: JsonObject, access: Access): Promise<CallStatus> {
  const { status, error } = prediction;
  const message = typeof error === 'string' && error ? error : 'no reason was given';
  switch (status) {
    case 'completed':
      return doneOf(job, prediction, access);
    case 'failed':
    case 'timeout':
    case 'cancelled':
      // Refunded by the service without asking.
      return { state: 'failed', code: codeOf(prediction.code, message), message: `WaveSpeed could not make this: ${message}.`, micros: 0 };
    case 'deleted':
      // Somebody removed a job that may have been finished, and so paid for.
      return { state: 'failed', code: 'RESULT_GONE', message: 'The job was deleted at WaveSpeed. Run the step again.', micros: job.micros };
    default:
      return { state: 'working', note: status === 'created' ? 'Waiting at WaveSpeed' : 'WaveSpeed is making it' };
  }
}

function codeOf(code: unknown, message: string): 'MODERATED' | 'PROVIDER_REFUSED' | 'PROVIDER_FAILED' {
  if (code === moderated || saysModerated(message)) return 'MODERATED';
  return wrongInput.has(code) ? 'PROVIDER_REFUSED' : 'PROVIDER_FAILED';
}

async function doneOf(job: Job, { outputs, has_nsfw_contents: flags }: JsonObject, access: Access): Promise<CallStatus> {
  const [first] = Array.isArray(outputs) ? outputs.map(addressOf) : [];
  if (!first)
    return { state: 'failed', code: 'RESULT_GONE', message: 'WaveSpeed says the job is done, but gives no result.', micros: job.micros };
  const flagged = Array.isArray(flags) && flags.includes(true);
  const warnings = [
    ...(flagged ? [{ code: 'FLAGGED', message: 'WaveSpeed marks this result as possibly unsuitable for everybody.' }] : []),
    ...(job.gives === 'audio' || job.gives === 'dub' ? [noCaptions] : []),
  ];
  return { state: 'done', gives: await givesOf(job, first, access), ...(warnings.length > 0 && { warnings }) };
}

/** Most models give addresses, a few give objects. */
function addressOf(output: unknown): string | undefined {
  if (typeof output === 'string') return output;
  const { url, video_url, download_url, output: inner } = (output ?? {}) as Record<string, unknown>;
  return [url, video_url, download_url, inner].find((text): text is string => typeof text === 'string');
}

const noCaptions = { code: 'NO_CAPTIONS', message: 'This model gives no captions. Connect Captions to have them made.' };
const emptyCaptions: Captions = { cues: [], note: 'This model gives no captions. Connect Captions to have them made.' };

async function givesOf({ gives }: Job, output: string, access: Access): Promise<Readonly<Record<string, GivenOutput>>> {
  if (gives === 'text') return { text: { value: await textOf(output, access) } };
  if (gives === 'audio') return { audio: { url: output }, captions: { value: emptyCaptions as never } };
  if (gives === 'dub') return { video: { url: output }, captions: { value: emptyCaptions as never } };
  return { [gives]: { url: output } };
}

/** Text comes as it is, or as the address of a file with it. */
function textOf(output: string, { baseUrl, signal }: Access): Promise<string> | string {
  return /^https?:\/\/\S+$/.test(output) ? fetchCheckedText(output, { trustedOrigin: baseUrl, signal, retries: 2 }) : output;
}
