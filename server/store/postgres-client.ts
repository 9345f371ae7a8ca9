import type { PostgresCursor, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pRetry from 'p-retry';
import type { Pool, PoolClient } from 'pg';
import { DatabaseLostError, isLost } from './database-errors.ts';

/** How often one statement is sent again over a new connection. */
const sendingTries = 3;

/** A pool and the words for where it leads, for errors. */
export type PoolAt = { readonly pool: Pool; readonly where: string };

/** Takes a connection from the pool, waiting some seconds for a database that is being restarted: nothing was sent yet. */
export async function takeClient(at: PoolAt): Promise<PostgresPoolClient> {
  return new LastingClient(at, await connect(at));
}

async function connect({ pool, where }: PoolAt): Promise<PoolClient> {
  const waits = { retries: 8, minTimeout: 50, maxTimeout: 2000, maxRetryTime: 8000 };
  try {
    return await pRetry(() => pool.connect(), { ...waits, shouldRetry: ({ error }) => isLost(error) });
  } catch (cause) {
    throw isLost(cause) ? new DatabaseLostError(where, { mayBeKept: false, cause }) : cause;
  }
}

/**
 * A connection that is lent for one query or one transaction. Where it turns out to be cut at the first statement, and that
 * is a read or the beginning of a transaction, the statement is sent again over a new one: nothing is lost by that. Every
 * other loss is a `DatabaseLostError` that says whether the statement may have taken effect.
 */
class LastingClient implements PostgresPoolClient {
  readonly #at: PoolAt;
  #client: PoolClient | undefined;
  #isUntouched = true;
  #isLost = false;
  #inTransaction = false;

  constructor(at: PoolAt, client: PoolClient) {
    this.#at = at;
    this.#client = client;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(text: string | PostgresCursor<R>, parameters: readonly unknown[] = []): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof text !== 'string') throw new Error('The stores read whole results, not cursors.');
    return this.#run<R>(text, parameters);
  }

  release(): void {
    this.#client?.release(this.#isLost);
    this.#client = undefined;
  }

  async #run<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const mayRepeat = this.#isUntouched && /^\s*(select|begin|start transaction)\b/i.test(sql);
    this.#isUntouched = false;
    // A cut connection has rolled back by itself; an error here would hide the one that matters.
    if (this.#isLost && /^\s*rollback\b/i.test(sql)) return { command: 'SELECT', rowCount: 0, rows: [] };
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#send<R>(sql, parameters);
      } catch (error) {
        if (!(error instanceof DatabaseLostError) || !mayRepeat || tries === sendingTries) throw error;
      }
      await this.#replace();
    }
  }

  async #send<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const { where } = this.#at;
    const isCommit = /^\s*commit\b/i.test(sql);
    if (!this.#client || this.#isLost) throw new DatabaseLostError(where, { mayBeKept: false, cause: undefined });
    try {
      const { command, rowCount, rows } = await this.#client.query(sql, parameters.map(storable));
      if (isCommit && command !== 'COMMIT') throw new Error(`The database ${where} rolled back a transaction instead of committing it.`);
      if (/^\s*(begin|start transaction)\b/i.test(sql)) this.#inTransaction = true;
      return { command: command as PostgresQueryResult<R>['command'], rowCount: rowCount ?? 0, rows: rows as R[] };
    } catch (cause) {
      if (!isLost(cause)) throw cause;
      this.#isLost = true;
      const mayBeKept = this.#inTransaction ? isCommit : !/^\s*(select|begin|start transaction)\b/i.test(sql);
      throw new DatabaseLostError(where, { mayBeKept, cause });
    }
  }

  async #replace(): Promise<void> {
    this.release();
    this.#client = await connect(this.#at);
    this.#isLost = false;
  }
}

/** PostgreSQL holds every character but zero, and would refuse the whole statement; it becomes the mark of an unreadable one. */
function storable(parameter: unknown): unknown {
  return typeof parameter === 'string' ? parameter.replaceAll('\0', '\uFFFD') : parameter;
}
