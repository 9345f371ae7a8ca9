import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Storage } from '#server/storage/contract.ts';
import { usualPatience } from '#server/storage/s3-client.ts';
import { sharedS3 } from '../../services/shared-s3.ts';
import { putText, sha256 } from './contract.ts';
import { type Fault, type FaultyLine, openFaultyLine } from './faulty-line.ts';
import { needsS3, newBucket, openPlace } from './s3-place.ts';

/** A place behind a line that fails on demand, and one behind a line that does not. */
async function open() {
  const settings = await newBucket();
  const line = await openFaultyLine((await sharedS3()).port);
  const behind = { ...settings, endpoint: line.endpoint };
  return { line, behind, far: await openPlace(behind), near: await openPlace(settings) };
}

/** The first `count` requests of a method fail. */
function failFirst(line: FaultyLine, method: string, fault: Fault, count: number): void {
  let left = count;
  line.choose((request) => {
    if (request.method !== method || left === 0) return undefined;
    left -= 1;
    return fault;
  });
}

const film = (bytes = 300_000): Buffer => randomBytes(bytes);
const byPath = async (storage: Storage, id: string): Promise<Buffer> => readFile(await storage.path(id));
const byStream = async (storage: Storage, id: string): Promise<Buffer> => buffer(await storage.read(id));

describe('a line to S3 that fails', () => {
  beforeEach(needsS3);

  it.each<Fault>(['error', 'stall', 'slow', 'cut', 'reset', 'lost'])('with “%s” gives every byte in the end', async (fault) => {
    const { line, far, near } = await open();
    const content = film();
    const { id } = await putText(near, content);
    failFirst(line, 'GET', fault, 2);
    expect(await byStream(far, id)).toEqual(content);
    failFirst(line, 'GET', fault, 2);
    const part = await buffer(await far.read(id, { start: 1000, end: 250_000 }));
    expect(part).toEqual(content.subarray(1000, 250_001));
    failFirst(line, 'GET', fault, 2);
    expect(await byPath(far, id)).toEqual(content);
  });

  it.each<Fault>(['error', 'stall', 'reset', 'lost'])('with “%s” takes a file in once', async (fault) => {
    const { line, far, near } = await open();
    const content = film();
    failFirst(line, 'PUT', fault, 2);
    const { id } = await putText(far, content);
    expect(line.seen.filter((one) => one.startsWith('PUT'))).toEqual(
      ['PUT 0', 'PUT 0', 'PUT 200'].map(fault === 'error' ? (one) => one.replace(' 0', ' 503') : (one) => one),
    );
    expect(await byStream(near, id)).toEqual(content);
    failFirst(line, 'DELETE', fault, 2);
    await far.remove(id);
    expect(await near.bytes(id)).toBeUndefined();
  });

  it.each<Fault>(['flip', 'short'])('with “%s” brings the file again and never gives what arrived', async (fault) => {
    const { line, far, near } = await open();
    const content = film();
    const { id } = await putText(near, content);
    failFirst(line, 'GET', fault, 2);
    expect(await byPath(far, id)).toEqual(content);
    const other = await putText(near, film(200_000));
    failFirst(line, 'GET', fault, 1000);
    await expect(byPath(far, other.id)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
    await expect(byStream(far, other.id)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
  });

  it('takes up a broken transfer where it broke', async () => {
    const { line, far, near } = await open();
    const content = film(2_000_000);
    const { id } = await putText(near, content);
    failFirst(line, 'GET', 'cut', 3);
    expect(await byPath(far, id)).toEqual(content);
    expect(line.seen.filter((one) => one.startsWith('GET'))).toEqual(['GET 200', 'GET 206', 'GET 206', 'GET 206']);
  });

  it('refuses a body whose bytes changed on the way in', async () => {
    const { far, near, behind } = await open();
    const id = sha256('right');
    const url = (await far.signedUpload?.(id, 5, 60)) ?? '';
    expect(url.startsWith(behind.endpoint)).toBe(true);
    await fetch(url, { method: 'PUT', body: 'wrong' });
    await expect(near.path(id)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
  });

  it('that stays down is an error worth another try, in words', async () => {
    const { line, far, near } = await open();
    const { id } = await putText(near, 'far away');
    const put = putText(far, 'never in').catch((error: unknown) => error);
    line.choose(() => 'error');
    const down = { code: 'STORAGE_DOWN', message: expect.stringMatching(/^The file storage does not answer/) };
    await expect(far.path(id)).rejects.toMatchObject(down);
    await expect(far.bytes(id)).rejects.toMatchObject(down);
    await line.shut();
    await expect(far.read(id)).rejects.toMatchObject(down);
    await expect(putText(far, 'nor this')).rejects.toMatchObject(down);
    await put;
    await line.open();
    line.choose(() => undefined);
    expect(await byPath(far, id)).toEqual(Buffer.from('far away'));
  });

  it('with a key that lost its rights is an error that stays', async () => {
    const { behind } = await open();
    const far = await openPlace({ ...behind, secretAccessKey: 'revoked' });
    await expect(far.path(sha256('x'))).rejects.toMatchObject({ code: 'STORAGE_REFUSED' });
    await expect(putText(far, 'x')).rejects.toMatchObject({ code: 'STORAGE_REFUSED' });
  });

  it('gives a copy that is here without asking', async () => {
    const { line, far } = await open();
    const { id } = await putText(far, 'kept here');
    await line.shut();
    expect(await byPath(far, id)).toEqual(Buffer.from('kept here'));
    expect(await byStream(far, id)).toEqual(Buffer.from('kept here'));
  });
});

describe('a large file over a line that fails', () => {
  beforeEach(needsS3);

  it('arrives in parts, each sent again where needed', async () => {
    const { line, far, near } = await open();
    const content = film(40_000_000);
    failFirst(line, 'PUT', 'lost', 2);
    const { id } = await putText(far, content);
    failFirst(line, 'GET', 'cut', 3);
    await far.remove(sha256('nothing'));
    expect((await byStream(near, id)).equals(content)).toBe(true);
    const other = await openPlace({ ...(await newBucket()), endpoint: line.endpoint });
    await expect(other.path(id)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
  }, 120_000);

  it('is not there at all while it could not be sent', async () => {
    const { line, far, near } = await open();
    line.choose(({ method, path }) => (method === 'PUT' && path.includes('partNumber=2') ? 'error' : undefined));
    const content = film(20_000_000);
    await expect(putText(far, content)).rejects.toMatchObject({ code: 'STORAGE_DOWN' });
    expect(await near.bytes(sha256(content))).toBeUndefined();
    await expect(far.path(sha256(content))).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
  }, 120_000);
});

describe('a storm', () => {
  beforeEach(needsS3);

  it('of every fault gives the right bytes or an error, and all of them once it is over', async () => {
    const { line, far } = await open();
    const faults: Fault[] = ['error', 'cut', 'short', 'flip', 'reset', 'lost'];
    let count = 0;
    line.choose(() => (count++ % 3 === 0 ? undefined : faults[(count * 7) % faults.length]));
    const contents = Array.from({ length: 12 }, (_, index) => film(1000 + index * 20_000));
    const settled = await Promise.allSettled(contents.map((content) => putText(far, content)));
    const behind = await openPlace({ ...(await newBucket()), endpoint: line.endpoint });
    for (const content of contents) await putText(behind, content).catch(() => undefined);
    for (const [index, content] of contents.entries()) {
      const read = await byStream(far, sha256(content)).catch((error: { code?: string }) => error.code);
      if (settled[index]?.status === 'fulfilled') expect(read).toEqual(content);
      else expect([content, 'STORAGE_DOWN', 'MEDIA_UNREADABLE']).toContainEqual(read);
    }
    line.choose(() => undefined);
    for (const content of contents) expect((await putText(far, content)).id).toBe(sha256(content));
    for (const content of contents) expect(await byStream(far, sha256(content))).toEqual(content);
  }, 120_000);

  it('that refuses every connection for 30 seconds is waited out', async () => {
    const { line, behind, near } = await open();
    const patient = await openPlace(behind, { patience: usualPatience });
    const content = film();
    const { id } = await putText(near, content);
    await line.shut();
    const [read, put] = [byPath(patient, id), putText(patient, 'waited')];
    setTimeout(() => void line.open(), 30_000);
    expect(await read).toEqual(content);
    expect((await put).id).toBe(sha256('waited'));
    expect(await byStream(near, sha256('waited'))).toEqual(Buffer.from('waited'));
  }, 120_000);
});
