import { access, constants, statfs } from 'node:fs/promises';
import { programPath } from '#executors/ffmpeg/program-path.ts';
import { limits } from '#graphs/document.ts';
import type { App, AppParts } from '#server/app-parts.ts';
import { type Health, healthAnswer } from '#server/contract/catalogue.ts';
import { version } from '#server/installation.ts';

type Check = Health['checks'][string];
const leastFreeBytes = 500_000_000;

export function addHealthRoute(app: App, parts: AppParts): void {
  const schema = { tags: ['server'], summary: 'Whether the server can work, and its limits', response: { 200: healthAnswer } };
  app.get('/health', { schema }, async (): Promise<Health> => {
    const checks = { database: await checkDatabase(parts), files: await checkFiles(parts), ffmpeg: checkFfmpeg() };
    return { ok: Object.values(checks).every(({ ok }) => ok), version, mode: 'embedded', checks, limits };
  });
}

async function checkDatabase({ store }: AppParts): Promise<Check> {
  try {
    await store.graphs.find('', '');
    return { ok: true, message: 'The database answers.' };
  } catch {
    return { ok: false, message: 'The database does not answer. Restart Filmloom and look into its log.' };
  }
}

async function checkFiles({ settings }: AppParts): Promise<Check> {
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

function checkFfmpeg(): Check {
  const missing = ['ffmpeg', 'ffprobe'].filter((name) => !programPath(name));
  if (missing.length === 0) return { ok: true, message: 'ffmpeg is installed.' };
  return {
    ok: false,
    message: `${missing.join(' and ')} not found. Install ffmpeg with the system's package manager; npm start does so where it may.`,
  };
}
