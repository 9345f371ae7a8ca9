import type { Kysely } from 'kysely';
import type { DriverStore } from './fleet-contract.ts';
import { unfinishedStates } from './run-states.ts';
import type { Tables } from './tables.ts';

type Lease = { readonly holder: string; readonly untilMs: number };

/**
 * Who drives which run where one process alone uses the database: leases are kept in it, so that they cost no commit, and a
 * process that starts finds none of one that has died. `now`: milliseconds of a clock that never goes back.
 */
export function createLocalDriverStore(database: Kysely<Tables>, now: () => number = () => performance.now()): DriverStore {
  const leases = new Map<string, Lease>();
  const holderOf = (runId: string): string | undefined => {
    const lease = leases.get(runId);
    if (lease && lease.untilMs <= now()) leases.delete(runId);
    return leases.get(runId)?.holder;
  };
  return {
    async take(runId, holder, leaseMs) {
      const present = holderOf(runId);
      if (present !== undefined && present !== holder) return false;
      leases.set(runId, { holder, untilMs: now() + leaseMs });
      return true;
    },
    async renew(runIds, holder, leaseMs) {
      const kept = runIds.filter((runId) => holderOf(runId) === holder);
      for (const runId of kept) leases.set(runId, { holder, untilMs: now() + leaseMs });
      return kept;
    },
    async drop(runIds, holder) {
      for (const runId of runIds) if (leases.get(runId)?.holder === holder) leases.delete(runId);
    },
    async orphans(limit) {
      const query = database.selectFrom('runs').select('id').where('state', 'in', unfinishedStates);
      const rows = await query.orderBy('created_at').orderBy('id').execute();
      return rows
        .map(({ id }) => id)
        .filter((id) => holderOf(id) === undefined)
        .slice(0, limit);
    },
    holderOf: async (runId) => holderOf(runId),
  };
}
