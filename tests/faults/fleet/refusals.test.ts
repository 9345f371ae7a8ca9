import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fleetEnvironment } from '#tests/deploy/fleet-environment.ts';
import { filmloom } from '#tests/server/cli/filmloom-process.ts';
import { newFolder } from '#tests/server/new-folder.ts';
import { freePort } from '#tests/services/guarded-process.ts';
import { startPostgres } from '#tests/services/postgres.ts';
import { type Redis, startRedis } from '#tests/services/redis.ts';

let redis: Redis;
let settings: Record<string, string>;
let stop: () => Promise<unknown>;
let nobody: number;
beforeAll(async () => {
  const [postgres, started] = await Promise.all([startPostgres(), startRedis()]);
  redis = started;
  nobody = await freePort();
  stop = () => Promise.all([postgres.stop(), redis.stop()]);
  const [databaseUrl, folder] = [await postgres.newDatabase(), await newFolder()];
  const environment = fleetEnvironment({
    databaseUrl,
    redisUrl: redis.url,
    folder,
    bucket: undefined,
    provider: { key: 'k', url: 'http://127.0.0.1:9' },
  });
  settings = Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}, 60_000);
afterAll(() => stop?.(), 30_000);

/** What a command that is refused says: nothing but one line, and 2. */
async function refusal(command: string, changed: Record<string, string>): Promise<string> {
  const { code, out, err } = await filmloom([command], { ...settings, ...changed }).ended;
  const lines = err.trim().split('\n');
  expect({ code, out, lines: lines.length, err }).toEqual({ code: 2, out: '', lines: 1, err });
  return lines[0] ?? '';
}

const bucket = { S3_BUCKET: 'films', S3_ACCESS_KEY_ID: 'someone', S3_SECRET_ACCESS_KEY: 'secret-word', S3_REGION: 'us-east-1' };

/** Command · what is bad · the settings that are · what is said. The rest is the same for all: a sample in `npm test`. */
type Refused = [string, string, () => Record<string, string>, RegExp];

describe('a server or worker of a fleet with a bad setting does not start, and one line names the setting:', () => {
  const all: readonly Refused[] = [
    [
      'serve',
      'a database that is none',
      () => ({ DATABASE_URL: 'mysql://localhost/films' }),
      /^DATABASE_URL: takes an address such as postgres:/,
    ],
    [
      'serve',
      'a database that is not there',
      () => ({ DATABASE_URL: `postgres://film:secret-word@127.0.0.1:${nobody}/film` }),
      /^DATABASE_URL: PostgreSQL at 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/,
    ],
    [
      'worker',
      'a database without this name',
      () => ({ DATABASE_URL: (settings.DATABASE_URL ?? '').replace(/[^/]+$/, 'nowhere') }),
      /^DATABASE_URL: .*has no database “nowhere”/,
    ],
    [
      'worker',
      'a wrong password',
      () => ({ DATABASE_URL: (settings.DATABASE_URL ?? '').replace(/:[^:@]+@/, ':secret-word@') }),
      /^DATABASE_URL: .*refuses the user/,
    ],
    ['serve', 'a Redis that is none', () => ({ REDIS_URL: 'http://localhost' }), /^REDIS_URL: takes an address such as redis:/],
    [
      'worker',
      'a Redis that is not there',
      () => ({ REDIS_URL: `redis://:secret-word@127.0.0.1:${nobody}` }),
      /^REDIS_URL: Redis at 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/,
    ],
    ['serve', 'no Redis', () => ({ REDIS_URL: '' }), /^REDIS_URL: is missing while DATABASE_URL is set/],
    ['worker', 'no database', () => ({ DATABASE_URL: '', REDIS_URL: '' }), /^DATABASE_URL: is needed by a worker/],
    ['serve', 'no secret', () => ({ FILMLOOM_SECRET: '' }), /^FILMLOOM_SECRET: is needed in a fleet/],
    ['serve', 'a bucket without a key', () => ({ S3_BUCKET: 'films' }), /^S3_ACCESS_KEY_ID: is missing while S3_BUCKET is set/],
    [
      'worker',
      'an S3 service that is not there',
      () => ({ ...bucket, S3_ENDPOINT: `http://127.0.0.1:${nobody}` }),
      /^S3_ENDPOINT: 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/,
    ],
  ];
  const asked = process.env.FAULT_ROUNDS === undefined ? all.filter((_, index) => index % 3 === 1) : all;
  it.each(asked)('%s: %s', { timeout: 60_000 }, async (command, _, changed, sentence) => {
    const line = await refusal(command, changed());
    expect(line).toMatch(sentence);
    expect(line).not.toContain('secret-word');
  });

  it('a Redis that may throw entries away', { timeout: 60_000 }, async () => {
    await redis.command('CONFIG SET maxmemory-policy allkeys-lru');
    expect(await refusal('worker', {})).toMatch(
      /^REDIS_URL: Redis at \S+ may throw entries away \(maxmemory-policy allkeys-lru\)\. Set it to noeviction\.$/,
    );
    await redis.command('CONFIG SET maxmemory-policy noeviction');
  });
});
