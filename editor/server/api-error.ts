import type { ErrorBody } from '#server/contract/problems.ts';

/** The server answered, and said no. `message` is its sentence for people. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problems: NonNullable<ErrorBody['problems']>;

  constructor(body: Pick<ErrorBody, 'status' | 'code' | 'detail' | 'problems'>) {
    super(body.detail);
    this.name = 'ApiError';
    this.status = body.status;
    this.code = body.code;
    this.problems = body.problems ?? [];
  }
}

/** Nothing answered. */
export class OfflineError extends Error {
  constructor() {
    super('Filmloom does not answer. Check that it is still running, then try again.');
    this.name = 'OfflineError';
  }
}

/** What to say about anything that was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
