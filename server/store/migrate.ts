import { type Kysely, type Migration, Migrator } from 'kysely';
import { begin } from './migrations/0001-begin.ts';
import { money } from './migrations/0002-money.ts';
import { fleet } from './migrations/0003-fleet.ts';
import { priority } from './migrations/0004-priority.ts';
import { retention } from './migrations/0005-retention.ts';
import { credentials } from './migrations/0006-credentials.ts';
import { agents } from './migrations/0007-agents.ts';
import { callIndex } from './migrations/0008-call-index.ts';

/** Forward only, in order of name; a migration that was published never changes. */
const migrations: Record<string, Migration> = {
  '0001-begin': { up: begin },
  '0002-money': { up: money },
  '0003-fleet': { up: fleet },
  '0004-priority': { up: priority },
  '0005-retention': { up: retention },
  '0006-credentials': { up: credentials },
  '0007-agents': { up: agents },
  '0008-call-index': { up: callIndex },
};

/** Whether a migration of this name is known here. One that is not was made by a newer Filmloom. */
export function knowsMigration(name: string): boolean {
  return name in migrations;
}

/**
 * Brings a database to the present tables. `newer` makes the error for one that a newer Filmloom has changed.
 * On PostgreSQL several servers may do this at the same time: one does it, the others wait.
 */
export async function migrateStore(database: Kysely<unknown>, newer: (cause: unknown) => Error): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (!error) return;
  if (error instanceof Error && /previously executed migration .* is missing/.test(error.message)) throw newer(error);
  throw error;
}
