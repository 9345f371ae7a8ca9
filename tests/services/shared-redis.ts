import { afterAll } from 'vitest';
import { type Redis, startRedis } from './redis.ts';

let started: Promise<Redis> | undefined;
afterAll(async () => {
  const redis = await started?.catch(() => undefined);
  await redis?.stop();
});

/** The one Redis of a test file, started when it is first asked for and ended with the file. */
export function sharedRedis(): Promise<Redis> {
  started ??= startRedis();
  return started;
}
