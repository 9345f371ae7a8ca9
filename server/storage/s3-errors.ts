import { StepError } from '#executors/errors.ts';
import { diskFull } from './local.ts';

type Answer = { readonly name?: string; readonly code?: string; readonly $metadata?: { readonly httpStatusCode?: number } };

/** Name and status of what the storage answered, or the name of the failed connection. */
export function answerOf(error: unknown): { name: string; status: number | undefined } {
  const { name, code, $metadata } = (error ?? {}) as Answer;
  const status = $metadata?.httpStatusCode;
  return { name: (status === undefined ? (code ?? name) : name) ?? 'unknown', status };
}

export function isMissing(error: unknown): boolean {
  const { name, status } = answerOf(error);
  return status === 404 && name !== 'NoSuchBucket';
}

/** What a failed request becomes: an error of the disk, of the storage for now, or of a refusal that stays. */
export function storageError(error: unknown): StepError {
  if (error instanceof StepError) return error;
  const full = diskFull(error);
  if (full) return full;
  const { name, status } = answerOf(error);
  const cause = { cause: error, detail: error instanceof Error ? error.message : String(error) };
  if (status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429)
    return new StepError(
      'STORAGE_REFUSED',
      `The file storage does not accept a request (${name}). Check the S3 settings and the rights of the key.`,
      cause,
    );
  return new StepError('STORAGE_DOWN', `The file storage does not answer (${name}). The step can be tried again later.`, cause);
}
