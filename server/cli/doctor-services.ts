import type { Settings } from '../env.ts';
import { SettingError } from '../setting-error.ts';
import type { Finding } from './finding.ts';

/** The services that are set up: whether each answers, and can be used. Nothing is asked of one that is not set. */
export async function serviceFindings({ databaseUrl, redisUrl, s3, providers }: Settings): Promise<Finding[]> {
  const keys = Object.keys(providers).filter((name) => name.endsWith('_KEY'));
  const findings: Finding[] = [
    {
      name: 'Providers',
      ok: true,
      text: keys.length > 0 ? `${keys.join(', ')} set` : 'no keys set: films are made with the local animatic',
    },
  ];
  if (databaseUrl)
    findings.push(await service('PostgreSQL', async () => (await import('../store/postgres-refusal.ts')).checkPostgres(databaseUrl)));
  if (redisUrl) findings.push(await service('Redis', async () => (await import('../queue/check-redis.ts')).checkRedis(redisUrl)));
  if (s3) findings.push(await service('S3', async () => (await import('../storage/check-s3.ts')).checkS3(s3)));
  return findings;
}

async function service(name: string, check: () => Promise<void>): Promise<Finding> {
  try {
    await check();
    return { name, ok: true, text: 'answers, and can be used' };
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    return { name, ok: false, text: 'cannot be used', advice: error.message, needed: true };
  }
}
