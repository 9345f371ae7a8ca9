import { existsSync } from 'node:fs';
import { chmod, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkS3 } from '#server/storage/check-s3.ts';
import type { Storage } from '#server/storage/contract.ts';
import { openS3Storage } from '#server/storage/s3.ts';
import { keyOf } from '#server/storage/s3-bucket.ts';
import { openS3Client } from '#server/storage/s3-client.ts';
import { freePort } from '../../services/guarded-process.ts';
import { newFolder } from '../new-folder.ts';
import { keepsTheContract, putText, sha256 } from './contract.ts';
import { needsS3, newBucket, openPlace, quick } from './s3-place.ts';

keepsTheContract(
  'on S3',
  async () => {
    const settings = await newBucket();
    return { storage: await openPlace(settings), again: () => openPlace(settings) };
  },
  needsS3,
);

describe('addresses of files on S3', () => {
  beforeEach(needsS3);

  it('give and take a file without a key, for this file and this size alone', async () => {
    const settings = await newBucket();
    const storage = await openPlace(settings);
    const id = sha256('from an agent');
    const url = (await storage.signedUpload?.(id, 13, 60)) ?? '';
    const headers = { 'content-type': 'application/octet-stream' };
    expect((await fetch(url, { method: 'PUT', body: 'from an agent, and more', headers })).status).toBe(403);
    expect((await fetch(url.replace(id, sha256('other')), { method: 'PUT', body: 'from an agent', headers })).status).toBe(403);
    expect(await storage.bytes(id)).toBeUndefined();
    expect((await fetch(url, { method: 'PUT', body: 'from an agent', headers })).status).toBe(200);
    expect(await storage.bytes(id)).toBe(13);
    expect(await text(await storage.read(id))).toBe('from an agent');
    const answer = await fetch((await storage.signedDownload?.(id, 60)) ?? '', { headers: { range: 'bytes=5-6' } });
    expect([answer.status, await answer.text()]).toEqual([206, 'an']);
    expect(JSON.stringify([url])).not.toContain(settings.secretAccessKey);
  });

  it('end after their time', async () => {
    const storage = await openPlace(await newBucket());
    const { id } = await putText(storage, 'soon');
    const url = (await storage.signedDownload?.(id, 1)) ?? '';
    await expect.poll(async () => (await fetch(url)).status, { timeout: 15_000, interval: 500 }).toBe(403);
  });
});

describe('a bucket that holds other bytes than the name says', () => {
  beforeEach(needsS3);

  it('never gives them as the file, and is mended by the next who brings it', async () => {
    const settings = await newBucket();
    const id = sha256('true');
    const client = openS3Client(settings, quick);
    await client.send(new PutObjectCommand({ Bucket: settings.bucket, Key: keyOf(id), Body: 'fake' }));
    client.destroy();
    const storage = await openPlace(settings);
    await expect(storage.path(id)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE', message: expect.stringMatching(/damaged/) });
    await expect(storage.read(id).then(text)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
    await putText(storage, 'true');
    expect(await text(await (await openPlace(settings)).read(id))).toBe('true');
  });
});

describe('local copies of files on S3', () => {
  beforeEach(needsS3);
  const copyOf = (folder: string, id: string) => join(folder, 'copies', 'files', id.slice(0, 2), id);

  async function small(cacheBytes: number) {
    const settings = await newBucket();
    const folder = await newFolder();
    const clock = { ms: 1_800_000_000_000 };
    const open = () => openS3Storage(settings, { folder, cacheBytes, patience: quick, now: () => clock.ms });
    const pass = (minutes: number) => {
      clock.ms += minutes * 60_000;
    };
    return { settings, folder, pass, open, storage: await open() };
  }
  async function make(storage: Storage, content: string): Promise<string> {
    const folder = await storage.workFolder();
    await writeFile(join(folder, 'made'), content);
    const { id } = await storage.put(join(folder, 'made'));
    await storage.dropWorkFolder(folder);
    return id;
  }

  it('go in the order of their last use when there is no room, and come back when asked for', async () => {
    const { storage, folder, pass } = await small(10);
    const one = await make(storage, 'one.');
    const two = await make(storage, 'two.');
    pass(20);
    await storage.path(one);
    pass(1);
    const three = await make(storage, '3333');
    expect([one, two, three].map((id) => existsSync(copyOf(folder, id)))).toEqual([true, false, true]);
    expect(await text(await storage.read(two))).toBe('two.');
    expect(await storage.path(two)).toBe(copyOf(folder, two));
  });

  it('stay while a step that may read them is at work, even over the limit', async () => {
    const { storage, folder, pass } = await small(5);
    const one = await make(storage, 'one.');
    const step = await storage.workFolder();
    const path = await storage.path(one);
    pass(600);
    const two = await make(storage, 'two.');
    expect([existsSync(path), existsSync(copyOf(folder, two))]).toEqual([true, true]);
    await storage.dropWorkFolder(step);
    expect([existsSync(path), existsSync(copyOf(folder, two))]).toEqual([false, true]);
  });

  it('are known again at the next start and brought again when cut off', async () => {
    const { storage, open } = await small(100);
    const id = await make(storage, 'kept on disk');
    const path = await storage.path(id);
    await chmod(path, 0o600);
    await truncate(path, 4);
    const next = await open();
    await chmod(path, 0o600);
    await truncate(path, 2);
    expect(await text(await next.read(id))).toBe('kept on disk');
    expect(await next.path(id)).toBe(path);
    expect(await text(await next.read(id))).toBe('kept on disk');
  });
});

describe('the check at the start', () => {
  beforeEach(needsS3);

  it('is content with a bucket that answers', async () => {
    await expect(checkS3(await newBucket(), quick)).resolves.toBeUndefined();
  });

  it.each([
    ['S3_BUCKET', { bucket: 'no-such-films' }, /^S3_BUCKET: there is no bucket “no-such-films” at 127\.0\.0\.1:\d+\. Create it first\.$/],
    ['S3_SECRET_ACCESS_KEY', { secretAccessKey: 'wrong' }, /^S3_SECRET_ACCESS_KEY: .* does not accept it/],
    ['S3_ENDPOINT', { endpoint: 'http://films.invalid' }, /^S3_ENDPOINT: films\.invalid cannot be reached \((ENOTFOUND|EAI_AGAIN)\)\.$/],
  ])('names %s and the cause in one line', async (setting, wrong, sentence) => {
    const settings = { ...(await newBucket()), ...wrong };
    await expect(checkS3(settings, quick)).rejects.toMatchObject({ setting, message: expect.stringMatching(sentence) });
  });

  it('names the host of an endpoint that refuses, and no password', async () => {
    const endpoint = `http://user:hush@127.0.0.1:${await freePort()}`;
    const failure = await checkS3({ ...(await newBucket()), endpoint }, quick).catch((error: Error) => error.message);
    expect(failure).toMatch(/^S3_ENDPOINT: 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)\.$/);
  });
});
