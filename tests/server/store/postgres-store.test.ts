import { Client } from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import type { Store } from '#server/store/contract.ts';
import { DatabaseLostError } from '#server/store/database-errors.ts';
import { openStore } from '#server/store/open-store.ts';
import { sharedPostgres } from '../../services/shared-postgres.ts';
import { describeStore } from './contract.ts';

const at = '2026-01-01T00:00:00.000Z';
const opened: Store[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

async function newUrl(): Promise<string> {
  return await (await sharedPostgres()).newDatabase();
}

async function open(databaseUrl: string): Promise<Store> {
  const store = await openStore({ databaseUrl });
  opened.push(store);
  return store;
}

/** Asks the database itself. */
async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describeStore('PostgreSQL', async () => openStore({ databaseUrl: await newUrl() }));

describe('the store on PostgreSQL', () => {
  it('is prepared once by servers that start at the same time', async () => {
    const url = await newUrl();
    const stores = await Promise.all(Array.from({ length: 5 }, () => open(url)));
    await stores[0]?.accounts.ensure('one', 'ann', at);
    await stores[0]?.quotes.keepChoices('one', 'g', 'draft', { a: 'x' });
    expect(await stores[4]?.quotes.choices('one', 'g', 'draft')).toEqual({ a: 'x' });
  });

  it('orders every text by its bytes, whatever the database does', async () => {
    const url = await newUrl();
    await open(url);
    expect(await ask(url, "select 'a' < 'B' as folded")).toEqual([{ folded: true }]);
    const columns = await ask(
      url,
      "select table_name, column_name from information_schema.columns where table_schema = 'public' and data_type = 'text' and collation_name is distinct from 'C' and table_name not like 'kysely%'",
    );
    expect(columns).toEqual([]);
  });

  it('refuses a row that belongs to no workspace', async () => {
    const store = await open(await newUrl());
    await expect(store.results.keep('nobody', 'f', { items: {} }, { replace: false, at })).rejects.toThrow(/foreign key/);
  });

  it('reads and writes on after PostgreSQL was restarted, killed, or had every connection cut', async () => {
    const postgres = await sharedPostgres();
    const url = await newUrl();
    const store = await open(url);
    await store.accounts.ensure('one', 'ann', at);
    const cut = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'filmloom'";
    const ends = [() => postgres.restart(), () => postgres.kill9().then(() => postgres.restart()), () => ask(url, cut)];
    for (const [index, end] of ends.entries()) {
      await Promise.all(Array.from({ length: 8 }, () => store.ping()));
      await end();
      expect(await store.quotes.choices('one', 'g', 'draft')).toEqual(index === 0 ? {} : { a: `${index - 1}` });
      await store.quotes.keepChoices('one', 'g', 'draft', { a: `${index}` });
    }
  });

  it('waits for a PostgreSQL that is coming back, and says that it is lost when it does not', async () => {
    const postgres = await sharedPostgres();
    const store = await open(await newUrl());
    await store.accounts.ensure('one', 'ann', at);
    await postgres.down();
    const reading = store.quotes.find('one', 'q');
    const writing = store.quotes.keepChoices('one', 'g', 'draft', { a: 'x' });
    const together = store.accounts.ensure('two', 'bob', at);
    await expect(store.ping()).rejects.toThrow();
    await postgres.restart();
    expect(await reading).toBeUndefined();
    await writing;
    await together;
    await postgres.down();
    const error = await store.quotes.keepChoices('one', 'g', 'draft', { a: 'y' }).catch((lost: unknown) => lost);
    await postgres.restart();
    expect(error).toBeInstanceOf(DatabaseLostError);
    expect(error).toMatchObject({ mayBeKept: false, message: expect.not.stringContaining('weave') });
    expect(await store.quotes.choices('one', 'g', 'draft')).toEqual({ a: 'x' });
  });

  it('does a change again whose connection is cut before its commit, and has it once', async () => {
    const url = await newUrl();
    const store = await open(url);
    await store.accounts.ensure('one', 'ann', at);
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('begin; lock table users in exclusive mode');
    const waiting = store.accounts.ensure('two', 'bob', at);
    const blocked = "select pid from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'filmloom'";
    await expect.poll(async () => (await ask(url, blocked)).length, { timeout: 20_000 }).toBe(1);
    await ask(url, `select pg_terminate_backend(pid) from (${blocked}) as waiting`);
    await client.query('commit');
    await client.end();
    await waiting;
    expect(await ask(url, "select count(*)::int as count from users where id = 'bob'")).toEqual([{ count: 1 }]);
  });

  it('does not write again what may have been kept', async () => {
    const url = await newUrl();
    const store = await open(url);
    await store.accounts.ensure('one', 'ann', at);
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('begin; lock table choices in exclusive mode');
    const waiting = store.quotes.keepChoices('one', 'g', 'draft', { a: 'x' }).catch((error: unknown) => error);
    const blocked = "select pid from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'filmloom'";
    await expect.poll(async () => (await ask(url, blocked)).length, { timeout: 20_000 }).toBe(1);
    await ask(url, `select pg_terminate_backend(pid) from (${blocked}) as waiting`);
    await client.query('commit');
    await client.end();
    expect(await waiting).toMatchObject({ name: 'DatabaseLostError', mayBeKept: true });
  });
});
