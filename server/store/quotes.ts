import type { Kysely } from 'kysely';
import type { QuoteStore } from './contract.ts';
import type { Tables } from './tables.ts';

/** Quotes that are held, and the rows chosen by the last run of a graph at a tier. */
export function createQuoteStore(database: Kysely<Tables>): QuoteStore {
  return {
    async insert({ id, workspaceId, graphHash, body, expiresAt }) {
      const row = { id, workspace_id: workspaceId, graph_hash: graphHash, body: JSON.stringify(body), expires_at: expiresAt };
      await database.insertInto('quotes').values(row).execute();
    },
    async find(workspaceId, id) {
      const row = await database
        .selectFrom('quotes')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && { id: row.id, graphHash: row.graph_hash, body: JSON.parse(row.body) as unknown, expiresAt: row.expires_at };
    },
    async choices(workspaceId, graphKey, tier) {
      const query = database.selectFrom('choices').select('choices').where('workspace_id', '=', workspaceId);
      const row = await query.where('graph_key', '=', graphKey).where('tier', '=', tier).executeTakeFirst();
      return row ? (JSON.parse(row.choices) as Record<string, string>) : {};
    },
    async keepChoices(workspaceId, graphKey, tier, choices) {
      const text = JSON.stringify(choices);
      await database
        .insertInto('choices')
        .values({ workspace_id: workspaceId, graph_key: graphKey, tier, choices: text })
        .onConflict((conflict) => conflict.columns(['workspace_id', 'graph_key', 'tier']).doUpdateSet({ choices: text }))
        .execute();
    },
  };
}
