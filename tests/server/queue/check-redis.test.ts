import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { checkRedis } from '#server/queue/check-redis.ts';
import { SettingError } from '#server/setting-error.ts';
import { sharedRedis } from '#tests/services/shared-redis.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function configure(...words: string[]): Promise<void> {
  const client = new Redis((await sharedRedis()).url);
  await client.config('SET', ...(words as [string, string]));
  client.disconnect();
}

/** The message of the refusal, which is one line about REDIS_URL. */
async function refusal(url: string): Promise<string> {
  const error = await checkRedis(url).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SettingError);
  const { message } = error as SettingError;
  expect(message).toMatch(/^REDIS_URL: [^\n]+$/);
  return message;
}

/** Something that answers as an old Redis does. */
async function oldRedis(): Promise<string> {
  const body = 'redis_version:6.0.16\r\nredis_mode:standalone\r\n';
  const server = createServer((socket) => {
    socket.on('data', (data) => {
      const count = String(data).split(/\*\d+\r\n/).length - 1;
      for (let at = 0; at < count; at += 1) socket.write(/info/i.test(String(data)) ? `$${body.length}\r\n${body}\r\n` : '+OK\r\n');
    });
    socket.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `redis://127.0.0.1:${(server.address() as { port: number }).port}`;
}

describe('the check of Redis', () => {
  it('lets a Redis through that keeps everything', async () => {
    await checkRedis((await sharedRedis()).url);
  });
  it('refuses one that may throw entries away', async () => {
    const { url } = await sharedRedis();
    await configure('maxmemory-policy', 'allkeys-lru');
    expect(await refusal(url)).toMatch(/allkeys-lru.*noeviction/);
    await configure('maxmemory-policy', 'noeviction');
  });
  it('refuses one that is too old', async () => {
    expect(await refusal(await oldRedis())).toMatch(/version 6\.0\.16.*6\.2/);
  });
  it('says that nobody answers there', async () => {
    expect(await refusal('redis://127.0.0.1:1')).toMatch(/127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)/);
  });
  it('says that the password is wrong, without printing it', async () => {
    const { port } = await sharedRedis();
    await configure('requirepass', 'weave');
    const message = await refusal(`redis://:wr0ng@127.0.0.1:${port}`);
    expect(message).toMatch(/password/);
    expect(message).not.toContain('wr0ng');
    const client = new Redis(`redis://:weave@127.0.0.1:${port}`);
    await client.config('SET', 'requirepass', '');
    client.disconnect();
  });
  it('refuses what is no address of a Redis', async () => {
    for (const url of ['', 'localhost', 'http://localhost:6379', 'redis://']) expect(await refusal(url)).toMatch(/redis:\/\/host:6379/);
  });
});
