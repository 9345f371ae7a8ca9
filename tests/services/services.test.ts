import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { Redis as Client } from 'ioredis';
import { Client as PostgresClient } from 'pg';
import { expect, it } from 'vitest';
import { requireProgram } from './guarded-process.ts';
import { sharedPostgres } from './shared-postgres.ts';
import { sharedRedis } from './shared-redis.ts';

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new PostgresClient({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

it('gives every test a database of its own, which outlives a kill', async () => {
  const postgres = await sharedPostgres();
  const [one, two] = [await postgres.newDatabase(), await postgres.newDatabase()];
  await ask(one, 'create table films (name text)');
  await ask(one, "insert into films values ('kept')");
  await expect(ask(two, 'select * from films')).rejects.toThrow(/does not exist/);
  await postgres.kill9();
  await expect(ask(one, 'select 1')).rejects.toThrow();
  await postgres.restart();
  expect(await ask(one, 'select * from films')).toEqual([{ name: 'kept' }]);
});

it('keeps Redis’s data over a kill, stands still on demand, and forgets on demand', async () => {
  const redis = await sharedRedis();
  const client = new Client(redis.url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on('error', () => undefined);
  await client.set('film', 'kept');
  await redis.kill9();
  await redis.restart();
  expect(await client.get('film')).toBe('kept');
  await redis.pause();
  let answered = false;
  const answer = client.get('film').then((value) => {
    answered = true;
    return value;
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(answered).toBe(false);
  await redis.resume();
  expect(await answer).toBe('kept');
  await redis.flush();
  expect(await client.get('film')).toBeNull();
  client.disconnect();
});

it('leaves nothing behind when the tests are killed', async () => {
  const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  const code = `const { openGuardedProcess } = await import(${module('./guarded-process.ts')});
    const service = await openGuardedProcess('sleep', 'TERM');
    service.start('/bin/sh', ['-c', 'echo $$ > pid; exec sleep 600']);
    console.log(service.folder); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const [line] = await once(child.stdout, 'data');
  const folder = String(line).trim();
  expect(existsSync(folder)).toBe(true);
  process.kill(-Number(child.pid), 'SIGKILL');
  await expect.poll(() => existsSync(folder), { timeout: 20_000 }).toBe(false);
});

it('fails with one sentence where a program is missing', () => {
  expect(() => requireProgram(['no-such-server'], 'No such server')).toThrow(
    /^No such server is not installed, so this test cannot run\. [^\n]+\.$/,
  );
});
