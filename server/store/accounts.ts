import type { Kysely } from 'kysely';
import type { AccountStore } from './contract.ts';
import type { Tables } from './tables.ts';
import { transact } from './transact.ts';

/** Workspaces and their users. */
export function createAccountStore(database: Kysely<Tables>): AccountStore {
  return {
    ensure: (workspaceId, userId, at) =>
      transact(database, async (change) => {
        const workspace = { id: workspaceId, created_at: at };
        const user = { id: userId, workspace_id: workspaceId, created_at: at };
        await change
          .insertInto('workspaces')
          .values(workspace)
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
        await change
          .insertInto('users')
          .values(user)
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
      }),
    async hasUser(workspaceId, userId) {
      const query = database.selectFrom('users').select('id').where('workspace_id', '=', workspaceId);
      return (await query.where('id', '=', userId).executeTakeFirst()) !== undefined;
    },
  };
}
