import { Kysely, sql } from 'kysely';
import type { Queue } from '#server/queue/contract.ts';
import { openFleetQueue } from '#server/queue/fleet-queue.ts';
import type { HintsLog } from '#server/queue/redis-outage.ts';
import { openStore } from '#server/store/open-store.ts';
import { openPostgres } from '#server/store/postgres.ts';
import type { Tables } from '#server/store/tables.ts';

export const silentLog: HintsLog = { info: () => undefined, warn: () => undefined };

/** Makes the tables of an empty database. */
export async function prepareDatabase(databaseUrl: string): Promise<void> {
  await (await openStore({ databaseUrl })).close();
}

export async function connect(databaseUrl: string): Promise<Kysely<Tables>> {
  return new Kysely<Tables>({ dialect: (await openPostgres(databaseUrl)).dialect });
}

export type OpenFleetQueue = { readonly queue: Queue; readonly database: Kysely<Tables>; close(): Promise<void> };

/** One process's view of the queue of a fleet. */
export async function openFleet(databaseUrl: string, redisUrl: string, log: HintsLog = silentLog): Promise<OpenFleetQueue> {
  const database = await connect(databaseUrl);
  const queue = openFleetQueue({ database, redisUrl, log });
  const close = async () => {
    await queue.close();
    await database.destroy();
  };
  return { queue, database, close };
}

export async function databaseNow(database: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ now: number }>`select fleet_now() as now`.execute(database);
  return rows[0]?.now ?? 0;
}

/** Moves everything that the queue has written down back in time. */
export async function letTimePass(database: Kysely<Tables>, ms: number): Promise<void> {
  const by = sql`${Math.round(ms)}::bigint`;
  await sql`update tasks set free_at_ms = free_at_ms - ${by}`.execute(database);
  await sql`update lanes set paused_until_ms = paused_until_ms - ${by}`.execute(database);
  await sql`update lane_starts set at_ms = at_ms - ${by}`.execute(database);
  await sql`update fair_shares set touched_ms = touched_ms - ${by}`.execute(database);
}
