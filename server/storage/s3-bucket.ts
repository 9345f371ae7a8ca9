import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { StoredFile } from './contract.ts';
import { type Hashed, isId } from './hash-file.ts';
import { missing } from './local.ts';
import { isMissing, storageError } from './s3-errors.ts';

export type Place = { readonly client: S3Client; readonly bucket: string };
export type Range = { readonly start: number; readonly end?: number | undefined };
/** `proven`: the bytes were hashed by this server's own software before they were sent. */
type Head = { readonly bytes: number; readonly proven: boolean };
/** A body with the number of bytes of the whole file. */
export type Body = { readonly stream: Readable; readonly fileBytes: number };

const prefix = 'files/';
/** Larger files are sent in parts of this size or, where that makes too many, of a larger one. */
const partBytes = 16 * 2 ** 20;
const mostParts = 9_000;

export function keyOf(id: string): string {
  return `${prefix}${id.slice(0, 2)}/${id}`;
}

/** Undefined where the file is not there. */
export async function headOf({ client, bucket }: Place, id: string): Promise<Head | undefined> {
  try {
    const { ContentLength = 0, Metadata } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: keyOf(id) }));
    return { bytes: ContentLength, proven: Metadata?.sha256 === id };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw storageError(error);
  }
}

/** Opens a file, or its part, both ends inclusive. Throws where it is not there. */
export async function openBody({ client, bucket }: Place, id: string, { start, end }: Range): Promise<Body> {
  const range = start > 0 || end !== undefined ? { Range: `bytes=${start}-${end ?? ''}` } : {};
  try {
    const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(id), ...range }));
    const stream = answer.Body as Readable;
    const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.ContentRange ?? '') ?? [];
    if (Number(from ?? 0) === start) return { stream, fileBytes: Number(total ?? answer.ContentLength) };
    stream.destroy();
    throw new Error(`The storage answered with another part of the file than the one asked for (${answer.ContentRange}).`);
  } catch (error) {
    throw isMissing(error) ? missing(id, 'bucket') : storageError(error);
  }
}

/** Sends a file. It is there as a whole or not at all. */
export async function sendFile(place: Place, file: string, { id, bytes }: Hashed): Promise<void> {
  const target = { Bucket: place.bucket, Key: keyOf(id), Metadata: { sha256: id } };
  try {
    if (bytes <= partBytes) {
      const put = { ...target, Body: await readFile(file), ChecksumSHA256: checksumOf(id) };
      await place.client.send(new PutObjectCommand(put));
      return;
    }
    const partSize = Math.max(partBytes, Math.ceil(bytes / mostParts));
    await new Upload({ client: place.client, params: { ...target, Body: createReadStream(file) }, partSize, queueSize: 3 }).done();
  } catch (error) {
    throw storageError(error);
  }
  const arrived = await headOf(place, id);
  if (arrived?.bytes !== bytes) throw storageError(new Error(`${arrived?.bytes ?? 0} of ${bytes} bytes arrived in the storage.`));
}

export async function removeFile({ client, bucket }: Place, id: string): Promise<void> {
  try {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf(id) }));
  } catch (error) {
    if (!isMissing(error)) throw storageError(error);
  }
}

/** The files behind the id `after` in the order of ids, a page of the storage at a time. */
export async function* listBucket({ client, bucket }: Place, after?: string): AsyncGenerator<StoredFile> {
  const from = after === undefined ? {} : { StartAfter: keyOf(after) };
  let token: string | undefined;
  do {
    const page = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...from, ...(token && { ContinuationToken: token }) });
    const { Contents = [], NextContinuationToken } = await client.send(page).catch((error: unknown) => {
      throw storageError(error);
    });
    for (const { Key = '', Size = 0, LastModified } of Contents) {
      const id = Key.slice(-64);
      if (isId(id) && Key === keyOf(id)) yield { id, bytes: Size, at: (LastModified ?? new Date(0)).toISOString() };
    }
    token = NextContinuationToken;
  } while (token);
}

/** A SHA-256 as storages take it. */
export function checksumOf(id: string): string {
  return Buffer.from(id, 'hex').toString('base64');
}
