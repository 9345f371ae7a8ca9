import type { Kysely, Transaction } from 'kysely';
import pRetry from 'p-retry';
import { isWorthAnotherTry } from './database-errors.ts';
import type { Tables } from './tables.ts';

/**
 * Does a change in one transaction. It is done again, from its start, where the database undid it for the sake of another one
 * (deadlock, serialisation) or the connection was lost before the commit was sent; so it must change nothing but the database.
 */
export function transact<T>(database: Kysely<Tables>, change: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
  return retried(() => database.transaction().execute(change));
}

/** Does it again where the database undid it for the sake of another one, or certainly has none of it. */
export function retried<T>(work: () => Promise<T>): Promise<T> {
  return pRetry(work, {
    retries: 8,
    minTimeout: 20,
    maxTimeout: 500,
    randomize: true,
    maxRetryTime: 15_000,
    shouldRetry: ({ error }) => isWorthAnotherTry(error),
  });
}
