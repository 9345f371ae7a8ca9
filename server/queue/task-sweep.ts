import { type Kysely, sql } from 'kysely';
import type { Tables } from '#server/store/tables.ts';

/** Longer than any putting in takes: what was touched in this time may belong to one that is not committed yet. */
const untouchedMs = 10 * 60_000;

/**
 * Clears away what the queue does not need any more: stopped tasks whose holder has died, and shares of users that
 * have nothing in a lane and would come back as new ones anyway.
 */
export async function sweepTasks(database: Kysely<Tables>): Promise<void> {
  await sql`delete from tasks where wanted = 0 and free_at_ms <= (select fleet_now())`.execute(database);
  await sql`
    delete from fair_shares f
    where touched_ms < (select fleet_now() - ${untouchedMs}::bigint)
      and not exists (select 1 from tasks t where t.lane = f.lane and t.user_id = f.user_id)
      and (vtime <= (select max(o.started) from fair_shares o where o.lane = f.lane)
        or not exists (select 1 from tasks t where t.lane = f.lane))`.execute(database);
}
