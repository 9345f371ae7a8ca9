import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { StepError } from '#executors/errors.ts';
import { type Body, openBody, type Place, type Range } from './s3-bucket.ts';
import { delayMs, type Patience } from './s3-client.ts';
import { storageError } from './s3-errors.ts';

export type Source = Place & { readonly patience: Patience };

/**
 * The bytes of a file, or of its part. A connection that breaks is taken up where it broke; a whole file whose bytes are not
 * those of its id fails at its end. Throws where the file is not there.
 */
export async function readFromBucket(source: Source, id: string, range: Range = { start: 0 }): Promise<Readable> {
  const first = await openBody(source, id, range);
  const parts = resumed(source, id, range, first);
  const isWhole = range.start === 0 && range.end === undefined;
  return Readable.from(isWhole ? proven(parts, id) : parts, { objectMode: false });
}

/** Brings a file here, proves it and gives its bytes. A damaged transfer is repeated; a file that stays damaged is an error. */
export async function downloadFrom(source: Source, id: string, file: string): Promise<number> {
  for (let failures = 1; ; failures += 1) {
    try {
      const target = createWriteStream(file, { mode: 0o600 });
      await pipeline(await readFromBucket(source, id), target);
      return target.bytesWritten;
    } catch (error) {
      if (!(error instanceof DamagedFile) || failures >= 3) throw storageError(error);
      await wait(delayMs(source.patience, failures));
    }
  }
}

async function* resumed(source: Source, id: string, range: Range, first: Body): AsyncGenerator<Buffer> {
  const end = Math.min(range.end ?? Number.POSITIVE_INFINITY, first.fileBytes - 1);
  let at = range.start;
  let stream = first.stream;
  for (let failures = 0; ; ) {
    try {
      for await (const part of stream as AsyncIterable<Buffer>) {
        failures = 0;
        at += part.length;
        yield part;
      }
      if (at > end) return;
      throw new Error(`The storage ended after ${at} of ${end + 1} bytes.`);
    } catch (error) {
      failures += 1;
      // All bytes have come: how the connection ended does not matter.
      if (at > end) return;
      if (failures >= source.patience.attempts) throw storageError(error);
      await wait(delayMs(source.patience, failures));
      ({ stream } = await openBody(source, id, { start: at, end }));
    }
  }
}

class DamagedFile extends StepError {
  constructor(id: string) {
    super('MEDIA_UNREADABLE', `The file ${id.slice(0, 12)}… is damaged in the bucket. Upload it or make it again.`);
  }
}

async function* proven(parts: AsyncIterable<Buffer>, id: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const part of parts) {
    hash.update(part);
    yield part;
  }
  if (hash.digest('hex') !== id) throw new DamagedFile(id);
}
