import { isDeepStrictEqual } from 'node:util';
import type { Access, Handle, JsonObject } from './contract.ts';
import { ask } from './wavespeed-http.ts';

type Sought = {
  readonly model: string;
  readonly input: JsonObject;
  readonly sentAt: string;
  handleOf(id: string): Handle;
  isOurs(handle: Handle): Promise<boolean>;
};

const pageSize = 100;
const mostPages = 10;
/** By how much the clocks may differ. */
const skewMs = 30_000;
/** A submit that does not show after this time did not arrive. */
const shownAfterMs = 60_000;

/**
 * Looks through the list of recent jobs for the one with our input, addresses of uploads included, that no other call of
 * ours holds. Exactly one: its handle. Several, or jobs whose input is not told: `unsure`.
 */
export async function findJob(sought: Sought, access: Access): Promise<Handle | 'not-there' | 'unsure'> {
  const { jobs, all } = await recentJobs(sought, access);
  const found: Handle[] = [];
  let untold = !all;
  for (const job of jobs) {
    const handle = sought.handleOf(String(job.id));
    const input = job.input ?? job.inputs;
    if (typeof input === 'object' && input !== null && !hasInput(input as JsonObject, sought.input)) continue;
    if (await sought.isOurs(handle)) continue;
    if (typeof input === 'object' && input !== null) found.push(handle);
    else untold = true;
  }
  if (untold || found.length > 1) return 'unsure';
  if (found[0]) return found[0];
  return Date.now() - Date.parse(sought.sentAt) > shownAfterMs ? 'not-there' : 'unsure';
}

/** Fields that the service has added with their defaults do not count. */
function hasInput(input: JsonObject, ours: JsonObject): boolean {
  return Object.entries(ours).every(([field, value]) => isDeepStrictEqual(input[field], value));
}

async function recentJobs({ model, sentAt }: Sought, access: Access): Promise<{ jobs: JsonObject[]; all: boolean }> {
  const jobs: JsonObject[] = [];
  const created_after = new Date(Date.parse(sentAt) - skewMs).toISOString();
  const created_before = new Date(Date.now() + skewMs).toISOString();
  for (let page = 1; page <= mostPages; page += 1) {
    const body = { page, page_size: pageSize, created_after, created_before, model };
    const data = await ask({ method: 'POST', path: '/api/v3/predictions', body }, access);
    const items = (Array.isArray(data) ? data : ((data as { items?: unknown }).items ?? [])) as JsonObject[];
    jobs.push(...items.filter((job) => job.model === undefined || job.model === model));
    if (items.length < pageSize) return { jobs, all: true };
  }
  return { jobs, all: false };
}
