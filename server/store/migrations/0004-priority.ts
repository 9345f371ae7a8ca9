import type { Kysely } from 'kysely';

/** The place of a run before or behind others. */
export async function priority({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable('runs')
    .addColumn('priority', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}
