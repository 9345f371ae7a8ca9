import { readFile, stat } from 'node:fs/promises';
import type { Item } from '#nodes/items.ts';
import { StepError } from '../errors.ts';
import type { ModelJob } from './contract.ts';

/** Throws StepError MEDIA_TOO_LARGE where files that go inside a request are together larger than its service takes. */
export async function demandBytes(job: ModelJob, items: readonly Item[], mostBytes: number): Promise<void> {
  const sizes = await Promise.all(items.map(async ({ hash }) => (await stat(await job.path(hash))).size));
  if (sizes.reduce((sum, size) => sum + size, 0) <= mostBytes) return;
  const most = Math.floor(mostBytes / 1_000_000);
  throw new StepError('MEDIA_TOO_LARGE', `${job.row.title} takes pictures of up to ${most} MB together. Connect smaller ones.`);
}

/** A file that the step reads, as it goes inside a request. */
export async function base64Of(item: Item, job: ModelJob): Promise<string> {
  return readFile(await job.path(item.hash), 'base64');
}
