import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { AssetFiles } from '#executors/assets.ts';
import { deliver } from '#executors/deliver.ts';
import { StepError } from '#executors/errors.ts';
import type { Access, CallStatus, Handle, ModelJob, Provider } from '#executors/providers/contract.ts';
import type { Facts } from '#nodes/facts.ts';
import type { Item } from '#nodes/items.ts';
import type { Row } from '#nodes/price.ts';
import type { StepKind } from '#nodes/steps.ts';
import type { EmulatedService } from '#tests/providers/emulated-service.ts';
import { emulatedMedia } from '#tests/providers/emulator-media.ts';

export const text = (value: string): Item => ({ hash: `text-${value}`, facts: { characters: value.length }, value });
export const picture: Item = { hash: 'picture', facts: { width: 320, height: 180 }, media: 'image/png' };
export const frame = { width: 1280, height: 720, fps: 24, seed: 7, motion: 'medium' };

const files: Readonly<Record<string, string>> = { picture: emulatedMedia({ kind: 'image', width: 320, height: 180, seconds: 0 }) };

/** A step for a row, with files that the jobs of these tests read. */
export function jobFor(row: Row | undefined, kind: StepKind, more: Partial<ModelJob>): ModelJob {
  if (!row) throw new Error('There is no such row.');
  return { row, kind, params: {}, take: 0, reads: {}, gives: undefined, path: async (hash) => files[hash] as string, ...more };
}

export const accessOf = ({ key, url }: EmulatedService, signal = new AbortController().signal): Access => ({ key, baseUrl: url, signal });

export type Ended = Exclude<CallStatus, { state: 'working' }>;

/** Polls until the job has ended; a poll that fails says nothing. */
export async function ended(provider: Provider, handle: Handle, access: Access): Promise<Ended> {
  for (;;) {
    const status = await provider.status(handle, access).catch((thrown: unknown) => {
      if (!(thrown instanceof StepError)) throw thrown;
      return { state: 'working' } as const;
    });
    if (status.state !== 'working') return status;
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Sends a job, waits for its end and gives what it made. */
export async function carriedOut(provider: Provider, job: ModelJob, access: Access) {
  const submission = await provider.prepare(job, access);
  const handle = await provider.start(submission, 'ref', access);
  return { submission, handle, status: await ended(provider, handle, access) };
}

const folder = mkdtempSync(join(tmpdir(), 'filmloom-bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const assets: AssetFiles = {
  path: async (id) => join(folder, id),
  async keep(file) {
    const id = createHash('sha256').update(readFileSync(file)).digest('hex');
    copyFileSync(file, join(folder, id));
    return { id, bytes: statSync(file).size };
  },
  workFolder: async () => mkdtempSync(join(folder, 'work-')),
  dropWorkFolder: async (work) => rmSync(work, { recursive: true, force: true }),
};
/** What a delivery leaves behind on the disk while it is under way or where it failed. */
export const leftovers = (): string[] => readdirSync(folder).filter((name) => name.startsWith('work-'));

/** Fetches what a job has made as the engine does, and gives the measured facts of the one output. */
export async function delivered({ kind, params, take, reads }: ModelJob, status: Ended, { baseUrl, key, signal }: Access): Promise<Facts> {
  if (status.state !== 'done') throw new Error(JSON.stringify(status));
  const result = await deliver({ kind, params, take, reads }, status, assets, { baseUrl, key, signal, warnings: [], reached() {} });
  return (Object.values(result.items)[0] as Item).facts;
}

/** A file of so many bytes, which nobody reads. */
export function bigFile(bytes: number): string {
  const file = join(folder, `big-${bytes}`);
  writeFileSync(file, '');
  truncateSync(file, bytes);
  return file;
}
