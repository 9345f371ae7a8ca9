import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pRetry, { AbortError } from 'p-retry';
import { StepError } from '#executors/errors.ts';
import type { InputFile } from './protocol.ts';

/** An address was not made for this, or has expired: a new one helps. */
export class AddressRefused extends Error {}

type Way = {
  readonly server: string;
  readonly signal: AbortSignal /** Names the end of waiting between two tries. */;
  readonly retries?: number;
};

/**
 * Brings a file here and proves that it is the one. What has arrived before the connection broke is not loaded again. Throws
 * AddressRefused, or StepError after some tries.
 */
export async function download(input: InputFile, file: string, way: Way): Promise<void> {
  const part = `${file}.part`;
  await pRetry(
    async () => {
      await loadRest(input, part, way);
      if ((await sha256Of(part)) === input.sha256) return;
      await rm(part, { force: true });
      throw new Error('The file arrived damaged.');
    },
    { retries: way.retries ?? 5, minTimeout: 500, maxTimeout: 10_000, randomize: true, signal: way.signal },
  ).catch((cause: unknown) => fail(cause, way.signal, 'A file that this step reads could not be loaded from the server'));
  await rename(part, file);
}

/** Sends a file whose bytes the address announces. Throws AddressRefused, or StepError after some tries. */
export async function upload(file: string, url: string, way: Way): Promise<void> {
  const { size } = await stat(file);
  const send = async (): Promise<void> => {
    const response = await fetch(new URL(url, way.server), {
      method: 'PUT',
      body: Readable.toWeb(createReadStream(file)) as ReadableStream,
      headers: { 'content-type': 'application/octet-stream', 'content-length': String(size) },
      duplex: 'half',
      signal: way.signal,
    });
    await response.body?.cancel();
    if (!response.ok) throw refusal(response.status);
  };
  await pRetry(send, { retries: way.retries ?? 5, minTimeout: 500, maxTimeout: 10_000, randomize: true, signal: way.signal }).catch(
    (cause: unknown) => fail(cause, way.signal, 'The result could not be sent to the server'),
  );
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

async function loadRest({ url, bytes }: InputFile, part: string, { server, signal }: Way): Promise<void> {
  const have = await stat(part).then(
    ({ size }) => size,
    () => 0,
  );
  if (have === bytes && bytes > 0) return;
  const from = have < bytes ? have : 0;
  const response = await fetch(new URL(url, server), { signal, headers: from > 0 ? { range: `bytes=${from}-` } : {} });
  if (!response.ok || !response.body) throw refusal(response.status);
  const flags = response.status === 206 ? 'a' : 'w';
  await pipeline(Readable.fromWeb(response.body as never), createWriteStream(part, { flags, mode: 0o600 }), { signal });
}

function refusal(status: number): Error {
  if (status === 403) return new AbortError(new AddressRefused('The address has expired.'));
  return new Error(`The server answered ${status}.`);
}

function fail(cause: unknown, signal: AbortSignal, what: string): never {
  signal.throwIfAborted();
  if (cause instanceof AddressRefused) throw cause;
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC') throw new StepError('DISK_FULL', 'The disk of the agent is full. Free some space and retry.', { cause });
  throw new StepError('WORKER_LOST', `${what}. Check the network between agent and server, then retry.`, { cause });
}
