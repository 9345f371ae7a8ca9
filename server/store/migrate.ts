import { type Kysely, type Migration, Migrator } from 'kysely';
import { begin } from './migrations/0001-begin.ts';

/** Forward only, in order of name; a migration that was published never changes. */
const migrations: Record<string, Migration> = { '0001-begin': { up: begin } };

/** Brings a database to the present tables. Refuses one that a newer Filmloom has changed. */
export async function migrateStore(database: Kysely<unknown>): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (!error) return;
  if (error instanceof Error && /previously executed migration .* is missing/.test(error.message)) {
    throw new Error(
      'The data folder was written by a newer Filmloom. Update Filmloom, or give this one its own folder with FILMLOOM_DATA.',
      {
        cause: error,
      },
    );
  }
  throw new Error(`The database could not be prepared: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
