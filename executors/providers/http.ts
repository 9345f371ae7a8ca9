import { StepError } from '../errors.ts';

/** Failures of a connection that never came about: nothing was sent. */
const neverSent =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|ENETUNREACH|EHOSTUNREACH|EHOSTDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_INVALID_URL)$/;

function codeOf(thrown: unknown): string {
  const { cause } = thrown as { cause?: { code?: unknown } };
  return String(cause?.code ?? (thrown as { code?: unknown }).code ?? '');
}

/** Whether what `fetch` threw proves that the request did not reach the service. */
export function wasNeverSent(thrown: unknown): boolean {
  return neverSent.test(codeOf(thrown));
}

/** No connection to a service, as an error with what to do about it. */
export function cannotReach(title: string, thrown: unknown): StepError {
  const code = codeOf(thrown) || String((thrown as Error).message);
  return new StepError('PROVIDER_DOWN', `${title} cannot be reached (${code}). Check the connection, then retry.`, { cause: thrown });
}

/** How long a service asks to be left alone: seconds or a date. */
export function retryAfterOf(headers: Headers): number | undefined {
  const header = headers.get('retry-after');
  if (header === null) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, Math.round(ms)) : undefined;
}
