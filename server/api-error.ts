import type { Problem } from '#graphs/document.ts';

/** A refusal that the caller should read: HTTP status, stable code, one sentence with a next action. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problems: readonly Problem[] | undefined;
  constructor(status: number, code: string, message: string, more: { problems?: readonly Problem[]; cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.problems = more.problems;
  }
}
