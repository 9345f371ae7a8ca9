import { type Kysely, sql } from 'kysely';
import type { DriverStore } from './fleet-contract.ts';
import { unfinishedStates } from './run-states.ts';
import type { Tables } from './tables.ts';

/** The database's time in milliseconds, so that the clocks of processes do not matter. */
const now = sql<number>`fleet_now()`;

/** Who drives which run, in PostgreSQL: one process of many by a lease. */
export function createDriverStore(database: Kysely<Tables>): DriverStore {
  return {
    take: (runId, holder, leaseMs) => take(database, runId, holder, leaseMs),
    async renew(runIds, holder, leaseMs) {
      if (runIds.length === 0) return [];
      const kept = await sql<{ run_id: string }>`
        update run_drivers set until_ms = ${now} + ${leaseMs}::bigint
        where run_id = any (${[...runIds]}::text[]) and holder = ${holder} and until_ms > ${now}
        returning run_id`.execute(database);
      return kept.rows.map((row) => row.run_id);
    },
    async drop(runIds, holder) {
      if (runIds.length === 0) return;
      await sql`delete from run_drivers where run_id = any (${[...runIds]}::text[]) and holder = ${holder}`.execute(database);
    },
    async orphans(limit) {
      const rows = await database
        .selectFrom('runs')
        .leftJoin('run_drivers', (join) => join.onRef('run_drivers.run_id', '=', 'runs.id').on('until_ms', '>', now))
        .select('runs.id')
        .where('runs.state', 'in', unfinishedStates)
        .where('run_drivers.run_id', 'is', null)
        .orderBy('runs.created_at')
        .orderBy('runs.id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
    async holderOf(runId) {
      const query = database.selectFrom('run_drivers').select('holder').where('run_id', '=', runId).where('until_ms', '>', now);
      return (await query.executeTakeFirst())?.holder;
    },
  };
}

async function take(database: Kysely<Tables>, runId: string, holder: string, leaseMs: number): Promise<boolean> {
  const taken = await sql`
    insert into run_drivers as d (run_id, holder, until_ms) values (${runId}, ${holder}, ${now} + ${leaseMs}::bigint)
    on conflict (run_id) do update set holder = excluded.holder, until_ms = excluded.until_ms
    where d.holder = excluded.holder or d.until_ms <= ${now}
    returning run_id`.execute(database);
  return taken.rows.length > 0;
}
