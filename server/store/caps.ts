import type { Kysely } from 'kysely';
import { demandMicros } from './money-accounts.ts';
import type { CapStore, MonthlyCap } from './money-contract.ts';
import type { Tables } from './tables.ts';

/** Limits on what a user or a workspace may spend in a month. */
export function createCapStore(database: Kysely<Tables>): CapStore {
  return {
    async list(workspaceId) {
      const query = database.selectFrom('caps').select(['scope', 'subject_id', 'limit_micros']).where('workspace_id', '=', workspaceId);
      const rows = await query.orderBy('scope').orderBy('subject_id').execute();
      return rows.map((row): MonthlyCap => {
        const scope = row.scope === 'user' ? 'user' : 'workspace';
        return { scope, subjectId: row.subject_id, limitMicros: Number(row.limit_micros) };
      });
    },
    async set(workspaceId, scope, subjectId, limitMicros) {
      if (limitMicros === null) {
        const cap = database.deleteFrom('caps').where('workspace_id', '=', workspaceId).where('scope', '=', scope);
        await cap.where('subject_id', '=', subjectId).execute();
        return;
      }
      demandMicros(limitMicros);
      await database
        .insertInto('caps')
        .values({ workspace_id: workspaceId, scope, subject_id: subjectId, limit_micros: limitMicros })
        .onConflict((conflict) => conflict.columns(['workspace_id', 'scope', 'subject_id']).doUpdateSet({ limit_micros: limitMicros }))
        .execute();
    },
  };
}
