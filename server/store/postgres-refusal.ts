import pRetry from 'p-retry';
import { Client } from 'pg';
import { SettingError } from '../setting-error.ts';

const setting = 'DATABASE_URL';
const oldestVersion = 13;

/** Host, port and name of a database, without its password: `db.example.com:5432/filmloom`. */
export function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
}

/**
 * Connects once and asks PostgreSQL what it is. Throws a `SettingError` in one line where it cannot be reached, refuses the
 * user, lacks the database, is too old, or does not hold texts as UTF-8. One that is just starting is given half a minute.
 */
export async function checkPostgres(url: string): Promise<void> {
  const starting = { retries: 30, minTimeout: 1000, factor: 1, maxRetryTime: 30_000 };
  try {
    await pRetry(() => look(url), { ...starting, shouldRetry: ({ error }) => codeOf(error) === '57P03' });
  } catch (error) {
    throw error instanceof SettingError ? error : refusalOf(url, error);
  }
}

/** The error of a database as a sentence about the setting. */
export function refusalOf(url: string, cause: unknown): SettingError {
  const { username, pathname } = new URL(url);
  const [place, user, name] = [placeOf(url), decodeURIComponent(username), decodeURIComponent(pathname.slice(1))];
  const code = codeOf(cause);
  const server = place.slice(0, place.indexOf('/'));
  if (code === '28P01' || code === '28000') return refuse(`PostgreSQL at ${server} refuses the user “${user}”. Check user and password.`);
  if (code === '3D000')
    return refuse(`PostgreSQL at ${server} has no database “${name}”. Make it (createdb ${name}), or name one that is there.`);
  if (code === '42501') return refuse(`the user “${user}” may not use the database at ${place}: ${messageOf(cause)}. Grant it the right.`);
  if (code.startsWith('E') || isTimeout(cause))
    return refuse(`PostgreSQL at ${server} cannot be reached (${code || 'no answer'}). Check the address, and that it runs.`);
  return refuse(`PostgreSQL at ${place} cannot be used: ${messageOf(cause)}.`);
}

async function look(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const version = Number((await client.query('show server_version_num')).rows[0].server_version_num);
    if (version < oldestVersion * 10_000)
      throw refuse(
        `PostgreSQL at ${placeOf(url)} is version ${Math.floor(version / 10_000)}. Filmloom needs ${oldestVersion} or newer; update it.`,
      );
    const { server_encoding: encoding } = (await client.query('show server_encoding')).rows[0];
    if (encoding !== 'UTF8')
      throw refuse(`the database at ${placeOf(url)} holds texts as ${encoding}. Make one with encoding UTF8 and name that.`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function refuse(sentence: string): SettingError {
  return new SettingError(setting, sentence);
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && /timeout|Connection terminated/i.test(error.message);
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]?.replace(/\.$/, '') ?? '';
}
