import { afterAll } from 'vitest';
import { type S3, startS3 } from './s3.ts';

let started: Promise<S3> | undefined;
afterAll(async () => {
  const s3 = await started?.catch(() => undefined);
  await s3?.stop();
});

/** The one S3 service of a test file, started when it is first asked for and ended with the file. */
export function sharedS3(): Promise<S3> {
  started ??= startS3();
  return started;
}
