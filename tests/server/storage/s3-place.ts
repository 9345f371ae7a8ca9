import type { TestContext } from 'vitest';
import type { S3Settings } from '#server/service-settings.ts';
import { openS3Storage, type S3Parts } from '#server/storage/s3.ts';
import type { Patience } from '#server/storage/s3-client.ts';
import { whyNoS3 } from '../../services/s3.ts';
import { sharedS3 } from '../../services/shared-s3.ts';
import { newFolder } from '../new-folder.ts';

/** As patient as a server, but in less time. */
export const quick: Patience = { attempts: 6, firstDelayMs: 20, longestDelayMs: 200, idleMs: 800 };

const why = await whyNoS3();

/** Leaves a test out, with its reason, where the S3 service cannot run. */
export function needsS3({ skip }: TestContext): void {
  skip(why !== undefined, why);
}

export async function newBucket(): Promise<S3Settings> {
  return (await sharedS3()).newBucket();
}

/** A machine's own view of a bucket. */
export async function openPlace(settings: S3Settings, parts: Partial<S3Parts> = {}) {
  return openS3Storage(settings, { folder: await newFolder(), patience: quick, ...parts });
}
