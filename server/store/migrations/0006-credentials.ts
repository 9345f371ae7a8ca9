import type { Kysely } from 'kysely';

/** Keys of providers, sealed with a secret that is not in the database. */
export async function credentials({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('credentials')
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('ciphertext', 'text', (column) => column.notNull())
    .addColumn('last_four', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addColumn('updated_by', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('credentials_key', ['workspace_id', 'provider'])
    .execute();
}
