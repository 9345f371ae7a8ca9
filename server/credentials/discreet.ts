import { inspect } from 'node:util';
import { StepError } from '#executors/errors.ts';
import { type CallStatus, type Provider, UnclearError } from '#executors/providers/contract.ts';

/** Less than this is no secret, and would be found in words that have nothing to do with it. */
const shortestSecret = 8;
const hidden = '••••';

/** The same provider, but nothing that it says about a failure holds the key: services have been seen to repeat it. */
export function discreet(provider: Provider, key: string): Provider {
  if (key.length < shortestSecret) return provider;
  const guard = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => {
    return (...args: A): Promise<R> =>
      call(...args).catch((thrown: unknown) => {
        throw hushed(thrown, key);
      });
  };
  const { prepare, quote, start, status, cancel, find, check } = provider;
  return {
    ...provider,
    prepare: guard(prepare),
    start: guard(start),
    status: guard(async (handle, access) => withoutKey(await status(handle, access), key)),
    ...(quote && { quote: guard(quote) }),
    ...(cancel && { cancel: guard(cancel) }),
    ...(find && { find: guard(find) }),
    ...(check && { check: guard(check) }),
  };
}

function withoutKey(status: CallStatus, key: string): CallStatus {
  if (status.state === 'failed') return { ...status, message: hush(status.message, key) };
  if (status.state === 'working' && status.note !== undefined) return { ...status, note: hush(status.note, key) };
  return status;
}

const hush = (text: string, key: string): string => text.replaceAll(key, hidden);

/** An error that does not hold the key stays what it is. */
function hushed(thrown: unknown, key: string): unknown {
  if (!inspect(thrown, { depth: 6, maxStringLength: null }).includes(key)) return thrown;
  const message = hush(String((thrown as Error).message), key);
  if (thrown instanceof UnclearError) return new UnclearError(message, undefined);
  if (!(thrown instanceof StepError)) return new Error(message);
  const { code, detail, retryAfterMs } = thrown;
  return new StepError(code, message, {
    ...(detail !== undefined && { detail: hush(detail, key) }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}
