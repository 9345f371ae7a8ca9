import type { Kysely } from 'kysely';
import type { Result } from '#nodes/items.ts';
import { chunks } from './chunks.ts';
import type { Keep, ResultStore } from './contract.ts';
import type { Tables } from './tables.ts';

/** Results by fingerprint. */
export function createResultStore(database: Kysely<Tables>): ResultStore {
  return {
    find: async (workspaceId, fingerprint) => (await findResults(database, workspaceId, [fingerprint])).get(fingerprint),
    findMany: (workspaceId, fingerprints) => findResults(database, workspaceId, fingerprints),
    keep: (workspaceId, fingerprint, result, { replace, at }) => keepResult(database, { workspaceId, fingerprint, result, replace }, at),
    async forget(workspaceId, fingerprint, result) {
      const query = database.deleteFrom('results').where('workspace_id', '=', workspaceId).where('fingerprint', '=', fingerprint);
      await query.where('result', '=', JSON.stringify(result)).execute();
    },
  };
}

/** Found results are marked as used at most this often. Clean-up leaves alone what was used within twice this time. */
export const usedWithinMs = 3_600_000;

async function findResults(database: Kysely<Tables>, workspaceId: string, fingerprints: readonly string[]): Promise<Map<string, Result>> {
  const found = new Map<string, Result>();
  const now = Date.now();
  const stale = new Date(now - usedWithinMs).toISOString();
  for (const part of chunks([...new Set(fingerprints)], 500)) {
    const query = database.selectFrom('results').select(['fingerprint', 'result', 'used_at']).where('workspace_id', '=', workspaceId);
    const rows = await query.where('fingerprint', 'in', part).execute();
    const old = rows.filter((row) => row.used_at < stale).map(({ fingerprint }) => fingerprint);
    const still = await use(database, workspaceId, old, new Date(now).toISOString());
    for (const row of rows) if (row.used_at >= stale || still.has(row.fingerprint)) found.set(row.fingerprint, JSON.parse(row.result));
  }
  return found;
}

/** Marks results as used, and says which of them are there: clean-up may have taken one away since it was read. */
async function use(database: Kysely<Tables>, workspaceId: string, fingerprints: readonly string[], at: string): Promise<Set<string>> {
  if (fingerprints.length === 0) return new Set();
  const change = database.updateTable('results').set({ used_at: at }).where('workspace_id', '=', workspaceId);
  const rows = await change.where('fingerprint', 'in', fingerprints).returning('fingerprint').execute();
  return new Set(rows.map(({ fingerprint }) => fingerprint));
}

/** Stores one result, alone or inside a transaction. */
export async function keepResult(database: Kysely<Tables>, { workspaceId, fingerprint, result, replace }: Keep, at: string): Promise<void> {
  const row = { workspace_id: workspaceId, fingerprint, result: JSON.stringify(result), created_at: at, used_at: at };
  await database
    .insertInto('results')
    .values(row)
    .onConflict((conflict) => {
      const same = conflict.columns(['workspace_id', 'fingerprint']);
      return replace ? same.doUpdateSet({ result: row.result, created_at: at, used_at: at }) : same.doUpdateSet({ used_at: at });
    })
    .execute();
}
