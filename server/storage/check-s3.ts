import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { S3Settings } from '#server/service-settings.ts';
import { SettingError } from '#server/setting-error.ts';
import { openS3Client, type Patience } from './s3-client.ts';
import { answerOf } from './s3-errors.ts';

const shortPatience: Patience = { attempts: 3, firstDelayMs: 300, longestDelayMs: 1_000, idleMs: 10_000 };

/** Asks the bucket for one name. Throws SettingError, in one line, for the setting to blame where it does not answer. */
export async function checkS3(settings: S3Settings, patience: Patience = shortPatience): Promise<void> {
  const client = openS3Client(settings, patience);
  try {
    await client.send(new ListObjectsV2Command({ Bucket: settings.bucket, Prefix: 'files/', MaxKeys: 1 }));
  } catch (error) {
    throw settingError(settings, answerOf(error));
  } finally {
    client.destroy();
  }
}

function settingError({ bucket, region, endpoint }: S3Settings, { name, status }: ReturnType<typeof answerOf>): SettingError {
  // An address may hold a password, so only its host is named.
  const host = endpoint ? new URL(endpoint).host : `Amazon S3 in ${region}`;
  if (name === 'InvalidAccessKeyId') return new SettingError('S3_ACCESS_KEY_ID', `${host} does not know this key.`);
  if (name === 'SignatureDoesNotMatch')
    return new SettingError('S3_SECRET_ACCESS_KEY', `${host} does not accept it; it does not belong to S3_ACCESS_KEY_ID.`);
  if (name === 'RequestTimeTooSkewed') return new SettingError('S3_ENDPOINT', `the clock of ${host} and of this machine differ. Set them.`);
  if (name === 'NoSuchBucket' || status === 404)
    return new SettingError('S3_BUCKET', `there is no bucket “${bucket}” at ${host}. Create it first.`);
  if (name === 'PermanentRedirect' || name === 'AuthorizationHeaderMalformed' || status === 301)
    return new SettingError('S3_REGION', `the bucket “${bucket}” is not in the region “${region}”.`);
  if (status === 403 || status === 401)
    return new SettingError('S3_ACCESS_KEY_ID', `this key may not list the bucket “${bucket}” at ${host} (${name}).`);
  const setting = endpoint ? 'S3_ENDPOINT' : 'S3_REGION';
  if (status === undefined) return new SettingError(setting, `${host} cannot be reached (${name}).`);
  return new SettingError(setting, `${host} answers with an error (${status} ${name}).`);
}
