import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pRetry, { AbortError } from 'p-retry';
import { StepError } from './errors.ts';
import { checkedUrl, openUrl } from './public-address.ts';

type FetchOptions = {
  /** Where the file is written; it is replaced. */
  readonly file: string;
  /** An address, set by whoever runs this installation, whose origin may be fetched whatever it is. */
  readonly trustedOrigin?: string;
  /** Headers that go to that origin alone, such as a key; a redirect that leaves it does not take them along. */
  readonly trusted?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly maxBytes?: number;
  /** For one try. */
  readonly timeoutMs?: number;
  /** Further tries after the first; fetching is free. */
  readonly retries?: number;
};

const mostRedirects = 3;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const busy: ReadonlySet<number> = new Set([408, 425, 429]);
const gibi = 1024 ** 3;

/**
 * Downloads a result into a file: over https from public addresses only, followed through up to 3 redirects that are
 * checked alike, whole or not at all. Throws StepError: RESULT_GONE for what will not come any more or must not be fetched,
 * MEDIA_TOO_LARGE, DISK_FULL, CANCELLED, and PROVIDER_DOWN for what may work later.
 */
export async function fetchChecked(url: string, options: FetchOptions): Promise<{ bytes: number }> {
  const { signal, retries = 4 } = options;
  try {
    return await pRetry(() => fetchOnce(url, options), { retries, minTimeout: 200, maxTimeout: 5_000, randomize: true, signal });
  } catch (thrown) {
    await rm(options.file, { force: true });
    if (signal.aborted) throw new StepError('CANCELLED', 'Stopped.', { cause: thrown });
    const error = thrown instanceof AbortError ? thrown.originalError : thrown;
    if (error instanceof StepError) throw error;
    throw new StepError('PROVIDER_DOWN', 'A result could not be downloaded. It is tried again later.', {
      detail: String((error as Error).message),
      cause: error,
    });
  }
}

/** Downloads a short text, with the checks of `fetchChecked`. */
export async function fetchCheckedText(url: string, options: Omit<FetchOptions, 'file'>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'filmloom-text-'));
  try {
    const file = join(folder, 'text');
    await fetchChecked(url, { ...options, file, maxBytes: options.maxBytes ?? 1024 ** 2 });
    return await readFile(file, 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fetchOnce(url: string, { file, trustedOrigin, trusted, signal, maxBytes = 4 * gibi, timeoutMs = 600_000 }: FetchOptions) {
  const timed = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const answer = await followed(url, { trustedOrigin, trusted, signal: timed });
    const expected = answer.headers['content-length'];
    if (expected !== undefined && Number(expected) > maxBytes) throw tooLarge(maxBytes, answer);
    const cap = new ByteCap(maxBytes);
    await pipeline(answer, cap, createWriteStream(file), { signal: timed });
    if (!answer.complete || (expected !== undefined && Number(expected) !== cap.bytes))
      throw new Error(`The download ended after ${cap.bytes} of ${expected ?? 'an unknown number of'} bytes.`);
    return { bytes: cap.bytes };
  } catch (error) {
    throw endsRetries(error, signal);
  }
}

class ByteCap extends Transform {
  bytes = 0;
  private readonly most: number;
  constructor(most: number) {
    super();
    this.most = most;
  }
  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: Error | null, chunk?: Buffer) => void): void {
    this.bytes += chunk.length;
    if (this.bytes > this.most) done(tooLarge(this.most));
    else done(null, chunk);
  }
}

function tooLarge(most: number, answer?: IncomingMessage): StepError {
  answer?.destroy();
  return new StepError(
    'MEDIA_TOO_LARGE',
    `A result is larger than ${most} bytes, so it was not downloaded. Ask for a shorter or smaller one.`,
  );
}

async function followed(start: string, options: Pick<FetchOptions, 'trustedOrigin' | 'trusted' | 'signal'>): Promise<IncomingMessage> {
  let url = start;
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const checked = checkedUrl(url, options.trustedOrigin);
    const answer = await openUrl(checked, options.signal, checked.trusted ? options.trusted : {});
    const status = answer.statusCode ?? 0;
    if (status === 200) return answer;
    answer.destroy();
    const target = answer.headers.location;
    if (!redirects.has(status) || target === undefined) throw refusal(status);
    url = URL.canParse(target, url) ? new URL(target, url).href : target;
  }
  throw new StepError('RESULT_GONE', `A result was moved more than ${mostRedirects} times, so it was not fetched. Run the step again.`);
}

function refusal(status: number): Error {
  if (status >= 500 || busy.has(status)) return new Error(`The server of the result answered ${status}.`);
  return new StepError(
    'RESULT_GONE',
    `The provider made the result, but its file cannot be had any more (answer ${status}). Run the step again.`,
  );
}

/** What another try cannot help is thrown at once. */
function endsRetries(error: unknown, signal: AbortSignal): Error {
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
    return new AbortError(new StepError('DISK_FULL', 'There is no space left on the disk. Free some and retry.', { cause: error }));
  if (error instanceof StepError || signal.aborted) return new AbortError(error as Error);
  // p-retry takes a bare TypeError for a mistake in the code.
  return new Error((error as Error).message || String((error as NodeJS.ErrnoException).code), { cause: error });
}
