import { Kysely, SqliteDialect } from 'kysely';
import { createAccountStore } from './accounts.ts';
import { createAssetStore } from './assets.ts';
import type { Store } from './contract.ts';
import { createGraphStore } from './graphs.ts';
import { migrateStore } from './migrate.ts';
import { createQuoteStore } from './quotes.ts';
import { createResultStore } from './results.ts';
import { createRunStore } from './runs.ts';
import { openSqlite } from './sqlite.ts';
import type { Tables } from './tables.ts';
import { createTemplateStore } from './templates.ts';

/** Opens the SQLite file, made when missing, and brings it to the present tables. The caller closes the store. */
export async function openStore(file: string): Promise<Store> {
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openSqlite(file) }) });
  try {
    await migrateStore(database as Kysely<unknown>);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return {
    runs: createRunStore(database),
    results: createResultStore(database),
    assets: createAssetStore(database),
    graphs: createGraphStore(database),
    quotes: createQuoteStore(database),
    templates: createTemplateStore(database),
    accounts: createAccountStore(database),
    close: () => database.destroy(),
  };
}
