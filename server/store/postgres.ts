import { type Dialect, PostgresDialect } from 'kysely';
import { Pool, type PoolClient, types } from 'pg';
import { takeClient } from './postgres-client.ts';
import { checkPostgres, placeOf } from './postgres-refusal.ts';

/** PostgreSQL's type numbers of `bigint` and of `numeric`, which sums of bigints have. */
const wholeNumberTypes = [20, 1700];
/** Connections of one process; transactions are short, and a server of a fleet shares 100 with the others. */
const poolSize = 10;
const pingMs = 3000;

/** What the stores need of a PostgreSQL database. */
export type PostgresParts = {
  readonly dialect: Dialect;
  /** Resolves where the database answers within seconds; never waits for one that is being restarted. */
  ping(): Promise<void>;
};

/** Connects to PostgreSQL. Throws a `SettingError` of DATABASE_URL that says why it cannot be used. */
export async function openPostgres(url: string): Promise<PostgresParts> {
  await checkPostgres(url);
  const pool = makePool(url);
  const at = { pool, where: placeOf(url) };
  return {
    dialect: new PostgresDialect({ pool: { connect: () => takeClient(at), end: () => pool.end() } }),
    ping: () => ping(pool),
  };
}

function makePool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    application_name: 'filmloom',
    keepAlive: true,
    connectionTimeoutMillis: 30_000,
    idleTimeoutMillis: 60_000,
    onConnect: limitSession,
    types: { getTypeParser: parserOf },
  });
  // Whoever uses a connection is told by its own statement; these events without a listener would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A process that stands still must not hold rows for ever, and no statement of the stores takes minutes. */
async function limitSession(client: PoolClient | { query: PoolClient['query'] }): Promise<void> {
  await client.query('set statement_timeout = 120000; set idle_in_transaction_session_timeout = 60000');
}

const parserOf: typeof types.getTypeParser = (type: number, format?: 'text' | 'binary') =>
  wholeNumberTypes.includes(type) ? toNumber : types.getTypeParser(type, format as 'text');

function toNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) throw new Error(`The database holds a number that is too large: ${text}.`);
  return number;
}

async function ping(pool: Pool): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database does not answer.')), pingMs);
  });
  try {
    await Promise.race([pool.query('select 1'), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
