import type { CallStatus, JsonObject } from './contract.ts';
import { objectOf } from './service.ts';

/** A paid task: its id there, what the step gets from it, and what it is expected to cost. */
export type Job = { readonly id: string; readonly gives: string; readonly micros: number };

const microsPerCredit = 10_000;
const moderated = /^(?:INPUT_PREPROCESSING\.)?SAFETY\b/;
const wrongInput = /^ASSET\.INVALID\b/;

/** A task as Runway describes it, as the status of a call. */
export function statusOf(job: Job, task: JsonObject | undefined): CallStatus {
  if (!task) {
    const message = 'Runway does not know this task any more: somebody deleted it, or the key is of another account. Run the step again.';
    return { state: 'failed', code: 'RESULT_GONE', message, micros: job.micros };
  }
  const micros = microsOf(task.cost);
  switch (task.status) {
    case 'SUCCEEDED':
      return doneOf(job, task.output, micros);
    case 'FAILED':
      return failedOf(job, task, micros);
    case 'CANCELLED':
      return { state: 'failed', code: 'CANCELLED', message: 'The task was cancelled at Runway.', micros: micros ?? job.micros };
    case 'RUNNING':
      return { state: 'working', ...(typeof task.progress === 'number' && { fraction: task.progress }), note: 'Runway is making it' };
    case 'THROTTLED':
      return { state: 'working', note: 'Waiting at Runway until others of this account have ended' };
    default:
      return { state: 'working', note: 'Waiting at Runway' };
  }
}

/** A cost in credits as micro-USD; undefined where none is told. */
export function microsOf(cost: unknown): number | undefined {
  const credits = objectOf(cost)?.credits;
  return typeof credits === 'number' && Number.isFinite(credits) && credits >= 0 ? Math.ceil(credits * microsPerCredit) : undefined;
}

function doneOf(job: Job, output: unknown, micros: number | undefined): CallStatus {
  const [url] = Array.isArray(output) ? output : [];
  if (typeof url === 'string') return { state: 'done', gives: { [job.gives]: { url } }, ...(micros !== undefined && { micros }) };
  const message = 'Runway says the task is done, but gives no result.';
  return { state: 'failed', code: 'RESULT_GONE', message, micros: micros ?? job.micros };
}

/** What its moderation refuses is charged; of other failures nothing is, unless it says so. */
function failedOf(job: Job, { failure, failureCode }: JsonObject, micros: number | undefined): CallStatus {
  const code = typeof failureCode === 'string' ? failureCode : '';
  const reason = typeof failure === 'string' && failure ? failure : code || 'no reason was given';
  const message = `Runway could not make this: ${reason.replace(/\.$/, '')}.`;
  if (moderated.test(code)) return { state: 'failed', code: 'MODERATED', message, micros: micros ?? job.micros };
  return { state: 'failed', code: wrongInput.test(code) ? 'PROVIDER_REFUSED' : 'PROVIDER_FAILED', message, micros: micros ?? 0 };
}
