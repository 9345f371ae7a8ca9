import type { Kysely } from 'kysely';
import type { Result } from '#nodes/items.ts';
import { chunks } from './chunks.ts';
import type { Keep, ResultStore } from './contract.ts';
import type { Tables } from './tables.ts';

/** Results by fingerprint. */
export function createResultStore(database: Kysely<Tables>): ResultStore {
  return {
    async find(workspaceId, fingerprint) {
      const query = database.selectFrom('results').select('result').where('workspace_id', '=', workspaceId);
      const row = await query.where('fingerprint', '=', fingerprint).executeTakeFirst();
      return row && (JSON.parse(row.result) as Result);
    },
    async findMany(workspaceId, fingerprints) {
      const found = new Map<string, Result>();
      for (const part of chunks([...new Set(fingerprints)], 500)) {
        const query = database.selectFrom('results').select(['fingerprint', 'result']).where('workspace_id', '=', workspaceId);
        const rows = await query.where('fingerprint', 'in', part).execute();
        for (const row of rows) found.set(row.fingerprint, JSON.parse(row.result) as Result);
      }
      return found;
    },
    keep: (workspaceId, fingerprint, result, { replace, at }) => keepResult(database, { workspaceId, fingerprint, result, replace }, at),
  };
}

/** Stores one result, alone or inside a transaction. */
export async function keepResult(database: Kysely<Tables>, { workspaceId, fingerprint, result, replace }: Keep, at: string): Promise<void> {
  const row = { workspace_id: workspaceId, fingerprint, result: JSON.stringify(result), created_at: at };
  await database
    .insertInto('results')
    .values(row)
    .onConflict((conflict) => {
      const same = conflict.columns(['workspace_id', 'fingerprint']);
      return replace ? same.doUpdateSet({ result: row.result, created_at: at }) : same.doNothing();
    })
    .execute();
}
