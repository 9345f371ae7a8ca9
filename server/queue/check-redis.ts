import { Redis } from 'ioredis';
import { SettingError } from '../setting-error.ts';

const setting = 'REDIS_URL';
const oldest = [6, 2] as const;

/**
 * Connects once and asks Redis what it is. Throws a `SettingError` in one line where it cannot be reached, refuses the password,
 * is older than 6.2, or may throw entries away when its memory is full (a policy other than `noeviction`).
 */
export async function checkRedis(url: string): Promise<void> {
  const place = placeOf(url);
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 5000,
    commandTimeout: 5000,
    maxRetriesPerRequest: 0,
  });
  let why: unknown;
  redis.on('error', (error: unknown) => {
    why ??= error;
  });
  try {
    await redis.connect();
    checkVersion(place, await redis.info('server'));
    checkPolicy(place, await policyOf(redis));
  } catch (error) {
    throw error instanceof SettingError ? error : refusalOf(place, why ?? error);
  } finally {
    redis.disconnect();
  }
}

/** Host and port, without the password. Throws where the address cannot be one. */
function placeOf(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed || !['redis:', 'rediss:'].includes(parsed.protocol) || !parsed.hostname)
    throw refuse('it is an address such as redis://host:6379, or rediss:// for TLS.');
  return `${parsed.hostname}:${parsed.port || 6379}`;
}

function checkVersion(place: string, info: string): void {
  const version = /^(?:valkey_version|redis_version):(\S+)/m.exec(info)?.[1] ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw refuse(`Redis at ${place} is version ${version}. Filmloom needs ${oldest.join('.')} or newer; update it.`);
}

/** Some hosts forbid CONFIG; what INFO says is the same. */
async function policyOf(redis: Redis): Promise<string> {
  return /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory'))?.[1] ?? 'noeviction';
}

function checkPolicy(place: string, policy: string): void {
  if (policy === 'noeviction') return;
  throw refuse(`Redis at ${place} may throw entries away (maxmemory-policy ${policy}). Set it to noeviction.`);
}

function refusalOf(place: string, cause: unknown): SettingError {
  const message = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
  if (/NOAUTH|WRONGPASS|invalid password|invalid username/i.test(message))
    return refuse(`Redis at ${place} refuses the user or the password. Put them in the address: redis://user:password@host:6379.`);
  if (/NOPERM/.test(message)) return refuse(`the user may not use Redis at ${place}: ${message.replace(/\.$/, '')}. Grant it the right.`);
  const code = (cause as { code?: unknown } | undefined)?.code;
  const short = typeof code === 'string' ? code : message.replace(/\.$/, '') || 'no answer';
  return refuse(`Redis at ${place} cannot be reached (${short}). Check the address, and that it runs.`);
}

function refuse(sentence: string): SettingError {
  return new SettingError(setting, sentence);
}
