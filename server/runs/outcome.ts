import { StepError, stepErrors } from '#executors/errors.ts';
import type { Ask, Remedy, StepFailure } from '#graphs/run.ts';
import type { Result } from '#nodes/items.ts';

/** What became of a task in the hands of a worker. */
export type Outcome =
  | { readonly type: 'succeeded'; readonly result: Result }
  | {
      readonly type: 'failed';
      readonly error: StepFailure;
      readonly remedy?: Remedy;
      readonly retryAfterMs?: number;
      readonly thrown?: unknown;
    }
  | { readonly type: 'asked'; readonly ask: Ask }
  /** Nobody wants the result, or somebody else has the task: there is nothing to report. */
  | { readonly type: 'dropped' };

/** A thrown error as an outcome, with what can help. */
export function failedOutcome(thrown: unknown): Outcome {
  const error =
    thrown instanceof StepError
      ? thrown
      : new StepError('INTERNAL', 'The result could not be stored. See the log, then retry.', { cause: thrown });
  const { retry } = stepErrors[error.code];
  return {
    type: 'failed',
    error: { code: error.code, message: error.message },
    thrown: error,
    ...(retry === 'never' ? {} : { remedy: retry }),
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
  };
}
