import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { S3Settings } from '#server/service-settings.ts';

/** How long the storage is waited for. */
export type Patience = {
  /** How often one request is sent before it fails. */
  readonly attempts: number;
  /** The wait before the second attempt; it doubles up to `longestDelayMs`. */
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** A connection on which nothing moves for this long is given up. */
  readonly idleMs: number;
};

/** Some 40 seconds where the storage refuses at once: a restart or a change of its address. */
export const usualPatience: Patience = { attempts: 10, firstDelayMs: 200, longestDelayMs: 10_000, idleMs: 30_000 };

/** The wait after this many failures, spread by a fifth so that many waiting servers do not come back together. */
export function delayMs({ firstDelayMs, longestDelayMs }: Patience, failures: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - 1)) * (0.8 + Math.random() * 0.4);
}

/**
 * A client that tries again by itself. Checksums of AWS's own are sent only where a request names one, because other services
 * refuse them; every body is covered by its SHA-256 in the signature.
 */
export function openS3Client(settings: S3Settings, patience: Patience): S3Client {
  const { endpoint, region, accessKeyId, secretAccessKey, forcePathStyle } = settings;
  return new S3Client({
    region,
    forcePathStyle,
    ...(endpoint && { endpoint }),
    credentials: { accessKeyId, secretAccessKey },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: Math.min(5_000, patience.idleMs),
      socketTimeout: patience.idleMs,
      httpAgent: { maxSockets: 64 },
      httpsAgent: { maxSockets: 64 },
    },
    retryStrategy: retriesOf(patience),
  });
}

type RetryStrategy = Extract<NonNullable<S3ClientConfig['retryStrategy']>, { acquireInitialRetryToken: unknown }>;

function retriesOf(patience: Patience): RetryStrategy {
  const token = (count: number) => ({
    getRetryCount: () => count,
    getRetryDelay: () => (count === 0 ? 0 : delayMs(patience, count)),
  });
  return {
    acquireInitialRetryToken: async () => token(0),
    async refreshRetryTokenForRetry(before, { errorType }) {
      const count = before.getRetryCount() + 1;
      if (count >= patience.attempts || errorType === 'CLIENT_ERROR') throw new Error('No more attempts.');
      return token(count);
    },
    recordSuccess() {},
  };
}
