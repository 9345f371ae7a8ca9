import type { S3Settings } from '#server/service-settings.ts';

/** The processes of a fleet as `deploy/compose.yaml` describes them. */
export const fleetProcesses = [
  { name: 'server-1', command: 'serve' },
  { name: 'server-2', command: 'serve' },
  { name: 'worker-1', command: 'worker' },
  { name: 'worker-2', command: 'worker' },
] as const;

type Place = {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Data folder of the process: its own with a bucket, else shared. */
  readonly folder: string;
  readonly bucket: S3Settings | undefined;
  readonly provider: { readonly key: string; readonly url: string };
};

/** Settings of every process of a fleet that a test starts: the names that `deploy/compose.yaml` sets, and the emulated provider. */
export function fleetEnvironment({ databaseUrl, redisUrl, folder, bucket, provider }: Place): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    FILMLOOM_SECRET: 'a secret of the fleet in tests',
    FILMLOOM_DATA: folder,
    FILMLOOM_PORT: '0',
    LOG_LEVEL: 'warn',
    ...(bucket && bucketSettings(bucket)),
    WAVESPEED_API_KEY: provider.key,
    WAVESPEED_BASE_URL: provider.url,
  };
}

function bucketSettings({ bucket, endpoint, region, accessKeyId, secretAccessKey, forcePathStyle }: S3Settings): NodeJS.ProcessEnv {
  return {
    S3_BUCKET: bucket,
    S3_ENDPOINT: endpoint,
    S3_REGION: region,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
    S3_FORCE_PATH_STYLE: String(forcePathStyle),
  };
}
