import { sql } from 'kysely';
import { describe } from 'vitest';
import { sharedPostgres } from '#tests/services/shared-postgres.ts';
import { sharedRedis } from '#tests/services/shared-redis.ts';
import { queueContract } from './contract.ts';
import { databaseNow, letTimePass, openFleet, prepareDatabase } from './open-fleet-queue.ts';

/** One database for all; it is emptied before each test. */
let prepared: Promise<string> | undefined;
async function preparedUrl(): Promise<string> {
  prepared ??= sharedPostgres().then(async (postgres) => {
    const url = await postgres.newDatabase();
    await prepareDatabase(url);
    return url;
  });
  return prepared;
}

describe('the queue of a fleet', () => {
  queueContract(async () => {
    const [url, redis] = await Promise.all([preparedUrl(), sharedRedis()]);
    await redis.flush();
    const { queue, database, close } = await openFleet(url, redis.url);
    await sql`truncate tasks, lanes, lane_starts, fair_shares, user_weights`.execute(database);
    return { queue, close, now: () => databaseNow(database), advance: (ms) => letTimePass(database, ms) };
  });
});
