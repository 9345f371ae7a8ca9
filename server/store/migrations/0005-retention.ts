import { type Kysely, sql } from 'kysely';

/**
 * What clean-up needs to know: runs that a person keeps, when a result was last wanted, files that nothing names, and whose turn
 * it is.
 */
export async function retention(database: Kysely<unknown>): Promise<void> {
  const { schema } = database;
  await schema
    .alterTable('runs')
    .addColumn('keep', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await schema
    .alterTable('results')
    .addColumn('used_at', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await sql`update results set used_at = created_at`.execute(database);
  await schema
    .createTable('loose_files')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('since', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('chores')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('until_ms', 'bigint', (column) => column.notNull())
    .execute();
}
