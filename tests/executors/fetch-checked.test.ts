import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fetchChecked, fetchCheckedText } from '#executors/fetch-checked.ts';
import { isPublicAddress } from '#executors/public-address.ts';

const folder = mkdtempSync(join(tmpdir(), 'filmloom-test-'));
const file = join(folder, 'result');
const body = Buffer.from('0123456789'.repeat(1000));
let server: Server;
let other: Server;
const asked: string[] = [];
/** The header that a trusted download carries, as each request brought it. */
const keys: (string | undefined)[] = [];

const addressOf = (some: Server) => `http://127.0.0.1:${(some.address() as AddressInfo).port}`;

function answer(path: string, response: ServerResponse): void {
  const times = asked.filter((one) => one === path).length;
  const move = (location: string) => response.writeHead(302, { location }).end();
  if (path === '/whole') return void response.writeHead(200, { 'content-length': body.length }).end(body);
  if (path === '/chunked') return void response.end(body);
  if (path === '/short') response.writeHead(200, { 'content-length': body.length }).write(body.subarray(0, 5), () => response.destroy());
  else if (path === '/short-chunked') response.write(body.subarray(0, 5), () => response.destroy());
  else if (path === '/second-try' && times < 2) response.writeHead(503).end();
  else if (path === '/second-try') response.end(body);
  else if (path === '/silent') response.writeHead(200, { 'content-length': body.length }).write('x');
  else if (path === '/hop') move('/whole');
  else if (path === '/loop') move('/loop');
  else if (path === '/to-metadata') move('http://169.254.169.254/latest/meta-data');
  else if (path === '/to-file') move('file:///etc/passwd');
  else if (path === '/to-neighbour') move(`${addressOf(other)}/secret`);
  else response.writeHead(Number(path.slice(1)) || 404).end();
}

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    keys.push(request.headers['x-key'] as string | undefined);
    answer(request.url ?? '', response);
  }).listen(0, '127.0.0.1');
  other = createServer((request, response) => {
    asked.push(`other ${request.url}`);
    response.end('secret');
  }).listen(0, '127.0.0.1');
  await Promise.all([once(server, 'listening'), once(other, 'listening')]);
});
afterAll(() => {
  for (const one of [server, other]) {
    one.closeAllConnections();
    one.close();
  }
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  asked.length = 0;
  keys.length = 0;
  rmSync(file, { force: true });
});

const fetchIt = (path: string, more: Partial<Parameters<typeof fetchChecked>[1]> = {}) =>
  fetchChecked(path.startsWith('/') ? addressOf(server) + path : path, {
    file,
    trustedOrigin: addressOf(server),
    signal: new AbortController().signal,
    retries: 2,
    ...more,
  });

describe('a download', () => {
  it.each(['/whole', '/chunked', '/hop', '/second-try'])('of %s arrives whole', async (path) => {
    expect(await fetchIt(path)).toEqual({ bytes: body.length });
    expect(readFileSync(file)).toEqual(body);
  });

  it.each([
    ['/short', 'PROVIDER_DOWN', 3],
    ['/short-chunked', 'PROVIDER_DOWN', 3],
    ['/500', 'PROVIDER_DOWN', 3],
    ['/429', 'PROVIDER_DOWN', 3],
    ['/404', 'RESULT_GONE', 1],
    ['/403', 'RESULT_GONE', 1],
    ['/410', 'RESULT_GONE', 1],
    ['/400', 'RESULT_GONE', 1],
    ['/loop', 'RESULT_GONE', 4],
  ])('of %s fails as %s after %i requests and leaves no file', async (path, code, requests) => {
    await expect(fetchIt(path)).rejects.toMatchObject({ code });
    expect(asked).toHaveLength(requests);
    expect(existsSync(file)).toBe(false);
  });

  it.each(['/whole', '/chunked'])('of %s ends where it exceeds the limit', async (path) => {
    await expect(fetchIt(path, { maxBytes: body.length - 1 })).rejects.toMatchObject({ code: 'MEDIA_TOO_LARGE' });
    expect(existsSync(file)).toBe(false);
  });

  it('that stops arriving is given up, and stops at once when nobody wants it', async () => {
    await expect(fetchIt('/silent', { timeoutMs: 200, retries: 1 })).rejects.toMatchObject({ code: 'PROVIDER_DOWN' });
    expect(asked).toHaveLength(2);
    await expect(fetchIt('/silent', { signal: AbortSignal.timeout(200) })).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('of a server that is not there fails as PROVIDER_DOWN', async () => {
    await expect(fetchIt('http://127.0.0.1:1/x', { trustedOrigin: 'http://127.0.0.1:1', retries: 1 })).rejects.toMatchObject({
      code: 'PROVIDER_DOWN',
    });
  });

  it('of a text gives the text', async () => {
    const options = { trustedOrigin: addressOf(server), signal: new AbortController().signal };
    expect(await fetchCheckedText(`${addressOf(server)}/whole`, options)).toBe(body.toString());
    await expect(fetchCheckedText(`${addressOf(server)}/whole`, { ...options, maxBytes: 10 })).rejects.toMatchObject({
      code: 'MEDIA_TOO_LARGE',
    });
  });
});

describe('a key for downloads', () => {
  const trusted = { 'x-key': 'secret' };

  it('goes to the configured origin, also after a redirect there, and is not sent where nothing asks for it', async () => {
    await fetchIt('/hop', { trusted });
    await fetchIt('/whole');
    expect(keys).toEqual(['secret', 'secret', undefined]);
  });

  it('goes nowhere else', async () => {
    await expect(fetchIt('/to-neighbour', { trusted })).rejects.toMatchObject({ code: 'RESULT_GONE' });
    await expect(fetchIt(`${addressOf(other)}/secret`, { trusted })).rejects.toMatchObject({ code: 'RESULT_GONE' });
    expect(asked).toEqual(['/to-neighbour']);
  });
});

describe('an address inside a private network', () => {
  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://0.0.0.0/',
    'https://10.0.0.8/',
    'https://172.16.3.4/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/',
    'https://198.18.0.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://[ff02::1]/',
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'data:text/plain,hello',
    'https://user:secret@example.com/',
    'nonsense',
  ])('is never fetched: %s', async (url) => {
    await expect(fetchIt(url)).rejects.toMatchObject({ code: 'RESULT_GONE' });
    expect(existsSync(file)).toBe(false);
  });

  it.each(['/to-metadata', '/to-file', '/to-neighbour'])('is not reached by a redirect: %s', async (path) => {
    await expect(fetchIt(path)).rejects.toMatchObject({ code: 'RESULT_GONE' });
    expect(asked).toEqual([path]);
  });

  it('is not trusted because it looks like the configured one', async () => {
    await expect(fetchIt(`${addressOf(other)}/secret`)).rejects.toMatchObject({ code: 'RESULT_GONE' });
    await expect(fetchIt('/whole', { trustedOrigin: `${addressOf(server)}1` })).rejects.toMatchObject({ code: 'RESULT_GONE' });
    expect(asked).toEqual([]);
  });

  it('is told from a public one', () => {
    expect(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8'].map(isPublicAddress)).toEqual([true, true, true, true]);
    expect(['192.0.2.1', 'fec0::1', 'nonsense', '::ffff:0:7f00:1'].map(isPublicAddress)).toEqual([false, false, false, false]);
  });
});
