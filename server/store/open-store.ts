import { Kysely, SqliteDialect, sql } from 'kysely';
import { SettingError } from '../setting-error.ts';
import { createAccountStore } from './accounts.ts';
import { createAssetStore } from './assets.ts';
import { ByteOrderPlugin } from './byte-order.ts';
import { createCallStore } from './calls.ts';
import { createCapStore } from './caps.ts';
import type { Store } from './contract.ts';
import { createCredentialStore } from './credentials.ts';
import { createDriverStore } from './drivers.ts';
import { createGraphStore } from './graphs.ts';
import { createInboxStore } from './inbox.ts';
import { createLedgerStore } from './ledger.ts';
import { createLocalDriverStore } from './local-drivers.ts';
import { migrateStore } from './migrate.ts';
import { openPostgres } from './postgres.ts';
import { placeOf, refusalOf } from './postgres-refusal.ts';
import { createQuoteStore } from './quotes.ts';
import { createResultStore } from './results.ts';
import { createRetentionStore } from './retention.ts';
import { createRunStore } from './runs.ts';
import { openSqlite } from './sqlite.ts';
import type { Tables } from './tables.ts';
import { createTemplateStore } from './templates.ts';

/** Where the tables are: a SQLite file, made when missing, or a PostgreSQL database. */
export type StorePlace = { readonly file: string } | { readonly databaseUrl: string };

/**
 * Opens the stores and brings their tables to the present ones. The caller closes them. Throws a `SettingError` where the
 * database cannot be used or was changed by a newer Filmloom.
 */
export async function openStore(place: StorePlace): Promise<Store> {
  return (await openTables(place)).store;
}

/** The stores with the database behind them, for the queue of a fleet, whose rows lie there too. */
export async function openTables(place: StorePlace): Promise<{ store: Store; database: Kysely<Tables> }> {
  const { database, ping } = 'file' in place ? await openFile(place.file) : await openServer(place.databaseUrl);
  const store: Store = {
    runs: createRunStore(database),
    results: createResultStore(database),
    assets: createAssetStore(database),
    graphs: createGraphStore(database),
    quotes: createQuoteStore(database),
    templates: createTemplateStore(database),
    accounts: createAccountStore(database),
    calls: createCallStore(database),
    ledger: createLedgerStore(database),
    caps: createCapStore(database),
    credentials: createCredentialStore(database),
    drivers: 'file' in place ? createLocalDriverStore(database) : createDriverStore(database),
    inbox: createInboxStore(database),
    retention: createRetentionStore(database),
    ping,
    close: () => database.destroy(),
  };
  return { store, database };
}

type Opened = { readonly database: Kysely<Tables>; readonly ping: () => Promise<void> };

async function openFile(file: string): Promise<Opened> {
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openSqlite(file) }) });
  const newer = () =>
    new SettingError(
      'FILMLOOM_DATA',
      'this data folder was written by a newer Filmloom. Update Filmloom, or give this one a folder of its own.',
    );
  await prepare(database, () => migrateStore(database as Kysely<unknown>, newer));
  return { database, ping: async () => void (await sql`select 1`.execute(database)) };
}

async function openServer(url: string): Promise<Opened> {
  const { dialect, ping } = await openPostgres(url);
  const database = new Kysely<Tables>({ dialect });
  const newer = () =>
    new SettingError(
      'DATABASE_URL',
      `the database at ${placeOf(url)} was written by a newer Filmloom. Update this one, or give it a database of its own.`,
    );
  const inByteOrder = database.withPlugin(new ByteOrderPlugin()) as Kysely<unknown>;
  await prepare(database, () =>
    migrateStore(inByteOrder, newer).catch((error: unknown) => {
      throw error instanceof SettingError ? error : refusalOf(url, error);
    }),
  );
  return { database, ping };
}

/** Closes the database where it cannot be prepared. */
async function prepare(database: Kysely<Tables>, migrate: () => Promise<void>): Promise<void> {
  try {
    await migrate();
  } catch (error) {
    await database.destroy();
    throw error;
  }
}
