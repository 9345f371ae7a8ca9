import { describe, expect, it } from 'vitest';
import { readSettings } from '#server/env.ts';
import { newFolder } from './new-folder.ts';

const database = 'postgres://film:hush@db.example.com:5432/filmloom';
const redis = 'rediss://film:hush@cache.example.com:6379/0';
const bucket = { S3_BUCKET: 'films', S3_ACCESS_KEY_ID: 'AKIA1', S3_SECRET_ACCESS_KEY: 'hush/hush+' };
const read = async (env: Record<string, string>) => readSettings(env, await newFolder());

describe('the settings of services', () => {
  it('give a fleet its database and its Redis', async () => {
    const settings = await read({ DATABASE_URL: database, REDIS_URL: redis });
    expect(settings).toMatchObject({ databaseUrl: database, redisUrl: redis });
  });

  it.each([
    ['REDIS_URL', { DATABASE_URL: database }],
    ['DATABASE_URL', { REDIS_URL: redis }],
    ['S3_BUCKET', { S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'hush' }],
    ['S3_BUCKET', { S3_ENDPOINT: 'https://s3.example.com' }],
    ['S3_BUCKET', { S3_FORCE_PATH_STYLE: 'false' }],
    ['S3_ACCESS_KEY_ID', { S3_BUCKET: 'films' }],
    ['S3_SECRET_ACCESS_KEY', { S3_BUCKET: 'films', S3_ACCESS_KEY_ID: 'a' }],
    ['S3_REGION', bucket],
  ])('refuse half of a service in one line that names %s', async (missing, env) => {
    const error = await read(env).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ name: 'SettingError', setting: missing });
    expect(String((error as Error).message)).toMatch(new RegExp(`^${missing}: is missing while \\w+ is set\\. .+\\.$`));
    expect(String((error as Error).message)).not.toMatch(/hush|\n/);
  });

  it('know Amazon’s buckets by their region and other services’ by their address', async () => {
    expect((await read({ ...bucket, S3_REGION: 'eu-central-1' })).s3).toEqual({
      bucket: 'films',
      endpoint: undefined,
      region: 'eu-central-1',
      accessKeyId: 'AKIA1',
      secretAccessKey: 'hush/hush+',
      forcePathStyle: false,
    });
    const endpoint = 'http://127.0.0.1:9000';
    expect((await read({ ...bucket, S3_ENDPOINT: endpoint })).s3).toMatchObject({ endpoint, region: 'us-east-1', forcePathStyle: true });
    expect((await read({ ...bucket, S3_ENDPOINT: endpoint, S3_FORCE_PATH_STYLE: 'no' })).s3).toMatchObject({ forcePathStyle: false });
  });

  it('hand the keys of providers on as they are', async () => {
    const env = { WAVESPEED_API_KEY: 'key-1', WAVESPEED_BASE_URL: 'http://127.0.0.1:8080/api' };
    expect((await read(env)).providers).toEqual(env);
  });

  it.each([
    ['DATABASE_URL', 'mysql://film:hush@db/filmloom'],
    ['DATABASE_URL', 'postgres://film:hush@db'],
    ['DATABASE_URL', 'postgres://film:hush@db/'],
    ['DATABASE_URL', 'db.example.com hush'],
    ['DATABASE_URL', 'postgres://film:hush@db:70000/filmloom'],
    ['REDIS_URL', 'http://film:hush@cache'],
    ['REDIS_URL', 'hush'],
    ['S3_BUCKET', 'Has Spaces'],
    ['S3_ENDPOINT', 's3.example.com/hush'],
    ['S3_REGION', 'Frankfurt am Main'],
    ['S3_ACCESS_KEY_ID', 'hush hush'],
    ['S3_SECRET_ACCESS_KEY', 'hush hush'],
    ['S3_FORCE_PATH_STYLE', 'perhaps'],
    ['WAVESPEED_API_KEY', 'hush\nhush'],
    ['WAVESPEED_BASE_URL', 'ftp://film:hush@x'],
  ])('refuse %s as “%s” in one line that says what it takes and keeps secrets', async (name, value) => {
    const error = (await read({ [name]: value }).catch((thrown: Error) => thrown)) as Error;
    expect(error.message).toMatch(new RegExp(`^${name}: takes .*\\.$`));
    expect(error.message).not.toMatch(/hush/);
  });
});
