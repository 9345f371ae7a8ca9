import { access, constants, statfs } from 'node:fs/promises';
import { programPath } from '#executors/ffmpeg/program-path.ts';
import { limits } from '#graphs/document.ts';
import type { App, AppParts, FleetParts } from '#server/app-parts.ts';
import { type Health, healthAnswer } from '#server/contract/catalogue.ts';
import { version } from '#server/installation.ts';
import type { S3Settings } from '#server/service-settings.ts';
import { SettingError } from '#server/setting-error.ts';

type Check = Health['checks'][string];
const leastFreeBytes = 500_000_000;
const bucketPatience = { attempts: 2, firstDelayMs: 200, longestDelayMs: 500, idleMs: 3_000 };

export function addHealthRoute(app: App, parts: AppParts): void {
  const schema = { tags: ['server'], summary: 'Whether the server can work, and its limits', response: { 200: healthAnswer } };
  app.get('/health', { schema }, async (): Promise<Health> => {
    const { fleet } = parts;
    const [database, files, redis] = await Promise.all([checkDatabase(parts), checkFiles(parts), fleet && checkRedis(fleet)]);
    const checks = { database, files, ffmpeg: checkFfmpeg(), ...(redis && { redis }) };
    const ok = Object.values(checks).every((check) => check.ok);
    // A server without workers serves all the same, so a load balancer must not leave it out for that.
    const workers = fleet && { workers: checkWorkers(fleet) };
    return { ok, version, mode: fleet ? 'fleet' : 'embedded', checks: { ...checks, ...workers }, limits };
  });
}

async function checkDatabase({ store }: AppParts): Promise<Check> {
  try {
    await store.ping();
    return { ok: true, message: 'The database answers.' };
  } catch {
    return { ok: false, message: 'The database does not answer. See that it runs, and look into the log of Filmloom.' };
  }
}

async function checkRedis({ bus }: FleetParts): Promise<Check> {
  try {
    await bus.ping();
    return { ok: true, message: 'Redis carries messages.' };
  } catch {
    return { ok: false, message: 'Redis carries no messages. Runs go on, and news of them comes seconds later. See that it runs.' };
  }
}

function checkWorkers({ lanes }: FleetParts): Check {
  const idle = lanes.idle();
  if (idle.length === 0) return { ok: true, message: 'Whatever waits is being worked on.' };
  return { ok: false, message: `Steps wait and nobody takes them: ${idle.join(', ')}. See that workers run: filmloom worker.` };
}

async function checkFiles({ settings, fleet }: AppParts): Promise<Check> {
  if (fleet?.s3) return checkBucket(fleet.s3);
  try {
    await access(settings.dataFolder, constants.W_OK);
    const { bavail, bsize } = await statfs(settings.dataFolder);
    const free = bavail * bsize;
    if (free < leastFreeBytes)
      return { ok: false, message: `Only ${Math.round(free / 1e6)} MB are free for the data folder. Free some space.` };
    return { ok: true, message: `${Math.floor(free / 1e9)} GB are free for the data folder.` };
  } catch {
    return { ok: false, message: 'The data folder cannot be written to. Give it write permission, or choose another with FILMLOOM_DATA.' };
  }
}

async function checkBucket(s3: S3Settings): Promise<Check> {
  try {
    const { checkS3 } = await import('#server/storage/check-s3.ts');
    await checkS3(s3, bucketPatience);
    return { ok: true, message: `The bucket “${s3.bucket}” answers.` };
  } catch (error) {
    return { ok: false, message: error instanceof SettingError ? error.message : `The bucket “${s3.bucket}” does not answer.` };
  }
}

function checkFfmpeg(): Check {
  const missing = ['ffmpeg', 'ffprobe'].filter((name) => !programPath(name));
  if (missing.length === 0) return { ok: true, message: 'ffmpeg is installed.' };
  return {
    ok: false,
    message: `${missing.join(' and ')} not found. Install ffmpeg with the system's package manager; npm start does so where it may.`,
  };
}
