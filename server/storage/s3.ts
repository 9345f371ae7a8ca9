import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { S3Settings } from '#server/service-settings.ts';
import type { Storage } from './contract.ts';
import { type FileCache, openFileCache } from './file-cache.ts';
import { hashFile, isId } from './hash-file.ts';
import { missing } from './local.ts';
import { checksumOf, headOf, keyOf, listBucket, type Place, removeFile, sendFile } from './s3-bucket.ts';
import { openS3Client, type Patience, usualPatience } from './s3-client.ts';
import { downloadFrom, readFromBucket, type Source } from './s3-reading.ts';

export type S3Parts = {
  /** For this process alone; local copies and work folders go into its folder `copies`. */
  readonly folder: string;
  readonly cacheBytes?: number;
  readonly patience?: Patience;
  readonly now?: () => number;
};

const usualCacheBytes = 10_000_000_000;

/**
 * Files in a bucket as `files/ab/abcdef…` by content hash, with local copies of those used last. Throws StepError `STORAGE_DOWN`
 * where the bucket does not answer, `STORAGE_REFUSED` where it does not accept a request.
 */
export async function openS3Storage(settings: S3Settings, parts: S3Parts): Promise<Storage> {
  const { folder, cacheBytes = usualCacheBytes, patience = usualPatience, now = Date.now } = parts;
  const cache = await openFileCache({ folder: join(folder, 'copies'), mostBytes: cacheBytes, now });
  const source = { client: openS3Client(settings, patience), bucket: settings.bucket, patience };
  const alone = oneAtATime();
  return {
    put: (file) => putFile(file, source, cache, alone),
    async path(id) {
      if (!isId(id)) throw missing(id, 'bucket');
      return (await cache.find(id)) ?? (await alone(id, () => bring(id, source, cache)));
    },
    async read(id, range) {
      if (!isId(id)) throw missing(id, 'bucket');
      const copy = await cache.find(id);
      return copy ? createReadStream(copy, range) : readFromBucket(source, id, range);
    },
    bytes: async (id) => (isId(id) ? (await headOf(source, id))?.bytes : undefined),
    remove: (id) =>
      alone(id, async () => {
        if (!isId(id)) return;
        await removeFile(source, id);
        await cache.drop(id);
      }),
    list: (after) => listBucket(source, after),
    ...signing(source),
    workFolder: cache.workFolder,
    dropWorkFolder: cache.dropWorkFolder,
  };
}

type Alone = <T>(id: string, work: () => Promise<T>) => Promise<T>;

async function putFile(file: string, source: Source, cache: FileCache, alone: Alone): Promise<{ id: string; bytes: number }> {
  const hashed = await hashFile(file);
  const { id, bytes } = hashed;
  return alone(id, async () => {
    const there = await headOf(source, id);
    // What came through a signed address may be anything; only what was hashed on its way counts as there.
    if (!there?.proven || there.bytes !== bytes) await sendFile(source, file, hashed);
    await cache.keep(file, hashed);
    return { id, bytes };
  });
}

async function bring(id: string, source: Source, cache: FileCache): Promise<string> {
  const already = await cache.find(id);
  if (already) return already;
  const folder = await cache.workFolder();
  try {
    const file = join(folder, 'copy');
    const bytes = await downloadFrom(source, id, file);
    return await cache.keep(file, { id, bytes });
  } finally {
    await cache.dropWorkFolder(folder);
  }
}

function signing({ client, bucket }: Place): Pick<Storage, 'signedDownload' | 'signedUpload'> {
  return {
    signedDownload: (id, seconds) => getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: keyOf(id) }), { expiresIn: seconds }),
    signedUpload(id, bytes, seconds) {
      const put = new PutObjectCommand({ Bucket: bucket, Key: keyOf(id), ContentLength: bytes, ChecksumSHA256: checksumOf(id) });
      return getSignedUrl(client, put, { expiresIn: seconds, signableHeaders: new Set(['host', 'content-length']) });
    },
  };
}

/** Does what concerns one file one after the other, so that a file is neither brought twice nor removed while it is put. */
function oneAtATime(): Alone {
  const last = new Map<string, Promise<unknown>>();
  return (id, work) => {
    const mine = (last.get(id) ?? Promise.resolve()).then(work, work);
    last.set(id, mine);
    const forget = () => {
      if (last.get(id) === mine) last.delete(id);
    };
    mine.then(forget, forget);
    return mine;
  };
}
