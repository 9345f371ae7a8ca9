import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Storage } from '#server/storage/contract.ts';
import { usualPatience } from '#server/storage/s3-client.ts';
import { sharedS3 } from '../../services/shared-s3.ts';
import { putText, sha256 } from './contract.ts';
import { type Fault, type FaultyLine, openFaultyLine } from './faulty-line.ts';
import { needsS3, newBucket, openPlace } from './s3-place.ts';

/** In full with every fault experiment, shortly with every test. */
const refusedMs = process.env.FAULT_ROUNDS ? 30_000 : 4_000;

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
// Bytes are compared by their hash: two long buffers side by side say nothing.
const byPath = async (storage: Storage, id: string): Promise<string> => sha256(await readFile(await storage.path(id)));
const byStream = async (storage: Storage, id: string): Promise<string> => sha256(await buffer(await storage.read(id)));

describe('a line to S3 that fails', () => {
  beforeEach(needsS3);

  it.each<Fault>(['error', 'stall', 'slow', 'cut', 'reset', 'lost'])('with “%s” gives every byte in the end', async (fault) => {
    const { line, far, near } = await open();
    const content = film();
    const { id } = await putText(near, content);
    failFirst(line, 'GET', fault, 2);
    expect(await byStream(far, id)).toBe(sha256(content));
    failFirst(line, 'GET', fault, 2);
    const part = await buffer(await far.read(id, { start: 1000, end: 250_000 }));
    expect(part.equals(content.subarray(1000, 250_001))).toBe(true);
    failFirst(line, 'GET', fault, 2);
    expect(await byPath(far, id)).toBe(sha256(content));
  });

  it.each<Fault>(['error', 'stall', 'reset', 'lost'])('with “%s” takes a file in once', async (fault) => {
    const { line, far, near } = await open();
    const content = film();
    failFirst(line, 'PUT', fault, 2);
    const { id } = await putText(far, content);
    const answers = line.seen.filter((one) => one.startsWith('PUT'));
    const failed = fault === 'error' ? 'PUT 503' : 'PUT 0';
    expect(answers).toEqual([failed, failed, 'PUT 200']);
    expect(await byStream(near, id)).toBe(sha256(content));
    failFirst(line, 'DELETE', fault, 2);
    await far.remove(id);
    expect(await near.bytes(id)).toBeUndefined();
  });

  it.each<Fault>(['flip', 'short'])('with “%s” brings the file again and never gives what arrived', async (fault) => {
    const { line, far, near } = await open();
    const content = film();
    const { id } = await putText(near, content);
    failFirst(line, 'GET', fault, 2);
    expect(await byPath(far, id)).toBe(sha256(content));
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
    expect(await byPath(far, id)).toBe(sha256(content));
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
    line.choose(() => 'error');
    const down = { code: 'STORAGE_DOWN', message: expect.stringMatching(/^The file storage does not answer/) };
    await expect(far.path(id)).rejects.toMatchObject(down);
    await expect(far.bytes(id)).rejects.toMatchObject(down);
    await line.shut();
    await expect(far.read(id)).rejects.toMatchObject(down);
    await expect(putText(far, 'nor this')).rejects.toMatchObject(down);
    await line.open();
    line.choose(() => undefined);
    expect(await byPath(far, id)).toBe(sha256('far away'));
  });

  it('with a key that lost its rights is an error that stays', async () => {
    const { behind } = await open();
    const far = await openPlace({ ...behind, secretAccessKey: 'revoked' });
    await expect(far.path(sha256('x'))).rejects.toMatchObject({ code: 'STORAGE_REFUSED' });
    await expect(putText(far, 'x')).rejects.toMatchObject({ code: 'STORAGE_REFUSED' });
  });

  it('frees its connections when a reader goes away early', async () => {
    const { far, near } = await open();
    const { id } = await putText(near, film(2_000_000));
    for (let index = 0; index < 80; index += 1) {
      const stream = await far.read(id);
      await once(stream, 'readable');
      stream.destroy();
    }
    expect(await byStream(far, id)).toBe(id);
  });

  it('gives a copy that is here without asking', async () => {
    const { line, far } = await open();
    const { id } = await putText(far, 'kept here');
    await line.shut();
    expect(await byPath(far, id)).toBe(sha256('kept here'));
    expect(await byStream(far, id)).toBe(sha256('kept here'));
  });
});

describe('a large file over a line that fails', () => {
  beforeEach(needsS3);

  it('arrives in parts, each sent again where needed', async () => {
    const { line, behind, far, near } = await open();
    const content = film(40_000_000);
    failFirst(line, 'PUT', 'lost', 2);
    const { id } = await putText(far, content);
    expect(line.seen.filter((one) => one === 'PUT 0')).toHaveLength(2);
    expect(await byStream(near, id)).toBe(sha256(content));
    const other = await openPlace(behind);
    failFirst(line, 'GET', 'cut', 3);
    expect(await byPath(other, id)).toBe(id);
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
    const { line, behind, far } = await open();
    const faults: Fault[] = ['error', 'cut', 'short', 'flip', 'reset', 'lost'];
    let count = 0;
    line.choose(() => (count++ % 3 === 0 ? undefined : faults[(count * 7) % faults.length]));
    const contents = Array.from({ length: 12 }, (_, index) => film(1000 + index * 20_000));
    await Promise.allSettled(contents.map((content) => putText(far, content)));
    const elsewhere = await openPlace(behind);
    for (const content of contents) {
      const read = await byPath(elsewhere, sha256(content)).catch((error: { code?: string }) => error.code);
      expect([sha256(content), 'STORAGE_DOWN', 'MEDIA_UNREADABLE']).toContainEqual(read);
    }
    line.choose(() => undefined);
    for (const content of contents) expect((await putText(far, content)).id).toBe(sha256(content));
    for (const content of contents) expect(await byStream(far, sha256(content))).toBe(sha256(content));
  }, 120_000);

  it(`that refuses every connection for ${refusedMs / 1000} seconds is waited out`, async () => {
    const { line, behind, near } = await open();
    const patient = await openPlace(behind, { patience: usualPatience });
    const content = film();
    const { id } = await putText(near, content);
    await line.shut();
    const [read, put] = [byPath(patient, id), putText(patient, 'waited')];
    setTimeout(() => void line.open(), refusedMs);
    expect(await read).toBe(sha256(content));
    expect((await put).id).toBe(sha256('waited'));
    expect(await byStream(near, sha256('waited'))).toBe(sha256('waited'));
  }, 120_000);
});
