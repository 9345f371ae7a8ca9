import type { Kysely } from 'kysely';

/** What each server of a fleet says of the agents that are connected to it. */
export async function agents({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('agent_servers')
    .addColumn('server', 'text', (column) => column.primaryKey())
    .addColumn('agents', 'text', (column) => column.notNull())
    .addColumn('until_ms', 'bigint', (column) => column.notNull())
    .execute();
}
