import type { Kysely } from 'kysely';
import type { CredentialRow, CredentialStore } from './credential-contract.ts';
import type { Tables } from './tables.ts';

/** Sealed keys of providers. */
export function createCredentialStore(database: Kysely<Tables>): CredentialStore {
  const within = (workspaceId: string) => database.selectFrom('credentials').selectAll().where('workspace_id', '=', workspaceId);
  return {
    async list(workspaceId) {
      return (await within(workspaceId).orderBy('provider').execute()).map(toRow);
    },
    async find(workspaceId, provider) {
      const row = await within(workspaceId).where('provider', '=', provider).executeTakeFirst();
      return row && toRow(row);
    },
    async set({ workspaceId, provider, ciphertext, lastFour, updatedBy, at }) {
      const kept = { ciphertext, last_four: lastFour, updated_at: at, updated_by: updatedBy };
      await database
        .insertInto('credentials')
        .values({ workspace_id: workspaceId, provider, created_at: at, ...kept })
        .onConflict((conflict) => conflict.columns(['workspace_id', 'provider']).doUpdateSet(kept))
        .execute();
    },
    async remove(workspaceId, provider) {
      const query = database.deleteFrom('credentials').where('workspace_id', '=', workspaceId).where('provider', '=', provider);
      return (await query.executeTakeFirst()).numDeletedRows > 0n;
    },
  };
}

function toRow(row: Tables['credentials']): CredentialRow {
  return {
    workspaceId: row.workspace_id,
    provider: row.provider,
    ciphertext: row.ciphertext,
    lastFour: row.last_four,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}
