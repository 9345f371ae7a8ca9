/**
 * What went wrong while a step ran, and what helps: `transient`: the same again after a while · `outage`: another model, else
 * the same again · `moderated`: other words · `never`: a person.
 */
export const stepErrors = {
  FFMPEG_FAILED: { retry: 'never', meaning: 'ffmpeg could not read or make a file.' },
  FFMPEG_MISSING: { retry: 'never', meaning: 'ffmpeg is not installed.' },
  MEDIA_UNREADABLE: { retry: 'never', meaning: 'A file is not the media it claims to be, is damaged or has no such stream.' },
  MEDIA_TOO_LARGE: { retry: 'never', meaning: 'A picture or film exceeds the limits of this installation.' },
  TOOL_MISSING: { retry: 'never', meaning: 'A program that this step needs is not installed.' },
  TOOL_FAILED: { retry: 'never', meaning: 'A program that this step needs could not do its work.' },
  INPUT_INVALID: { retry: 'never', meaning: 'A step was given something that it cannot work with.' },
  DISK_FULL: { retry: 'transient', meaning: 'There is no space left for the result.' },
  TIMED_OUT: { retry: 'transient', meaning: 'The work took longer than allowed.' },
  CANCELLED: { retry: 'never', meaning: 'The work was stopped on request.' },
  LIST_LENGTH: { retry: 'never', meaning: 'A step promised a number of elements and gave another.' },
  RATE_LIMITED: { retry: 'transient', meaning: 'A provider asks to wait before the next request.' },
  PROVIDER_DOWN: { retry: 'outage', meaning: 'A provider cannot be reached or answers with errors of its own.' },
  PROVIDER_REFUSED: { retry: 'never', meaning: 'A provider did not accept a request.' },
  PROVIDER_KEY: { retry: 'never', meaning: 'A provider does not accept the key, or its balance is used up.' },
  PROVIDER_FAILED: { retry: 'transient', meaning: 'A provider accepted a job and could not finish it.' },
  RESULT_GONE: { retry: 'never', meaning: 'A provider finished a job, but its result cannot be downloaded.' },
  MODERATED: { retry: 'moderated', meaning: 'The moderation of a provider refused the words or pictures.' },
  UNKNOWN_CALL: { retry: 'never', meaning: 'Nobody can tell whether a paid request arrived; a person decided not to send it again.' },
  BUDGET_REFUSED: { retry: 'never', meaning: 'The budget does not cover this step, and a person decided not to raise it.' },
  STORAGE_DOWN: { retry: 'transient', meaning: 'The storage of files cannot be reached or answers with errors of its own.' },
  STORAGE_REFUSED: { retry: 'never', meaning: 'The storage of files does not accept a request of this server.' },
  WORKER_LOST: { retry: 'never', meaning: 'Whoever did this step stopped answering.' },
  INTERNAL: { retry: 'never', meaning: 'Something in Filmloom itself went wrong.' },
} as const;
export type StepErrorCode = keyof typeof stepErrors;

/** A failed step. `message` is one sentence for people with a next action; `detail` (such as a stderr tail) goes to the log. */
export class StepError extends Error {
  readonly code: StepErrorCode;
  readonly detail: string | undefined;
  /** How long whoever refused asks to be left alone. */
  readonly retryAfterMs: number | undefined;
  constructor(code: StepErrorCode, message: string, more: { detail?: string; cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, { cause: more.cause });
    this.name = 'StepError';
    this.code = code;
    this.detail = more.detail;
    this.retryAfterMs = more.retryAfterMs;
  }
}
