/** What went wrong while a step ran, and whether trying again can help. */
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
  INTERNAL: { retry: 'never', meaning: 'Something in Filmloom itself went wrong.' },
} as const;
export type StepErrorCode = keyof typeof stepErrors;

/** A failed step. `message` is one sentence for people with a next action; `detail` (such as a stderr tail) goes to the log. */
export class StepError extends Error {
  readonly code: StepErrorCode;
  readonly detail: string | undefined;
  constructor(code: StepErrorCode, message: string, more: { detail?: string; cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.name = 'StepError';
    this.code = code;
    this.detail = more.detail;
  }
}
