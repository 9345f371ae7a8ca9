import { Kysely, sql } from 'kysely';
import { Client } from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { openStore } from '#server/store/open-store.ts';
import { openPostgres } from '#server/store/postgres.ts';
import type { Tables } from '#server/store/tables.ts';
import { transact } from '#server/store/transact.ts';
import { sharedPostgres } from '../../services/shared-postgres.ts';

const opened: Kysely<Tables>[] = [];
afterEach(async () => {
  for (const database of opened.splice(0)) await database.destroy();
});

/** A database with two workspaces, as the stores see it. */
async function open(): Promise<{ database: Kysely<Tables>; url: string; ping: () => Promise<void> }> {
  const url = await (await sharedPostgres()).newDatabase();
  const store = await openStore({ databaseUrl: url });
  for (const id of ['one', 'two']) await store.accounts.ensure(id, `${id}-user`, 'a');
  await store.close();
  const { dialect, ping } = await openPostgres(url);
  const database = new Kysely<Tables>({ dialect });
  opened.push(database);
  return { database, url, ping };
}

async function cutAll(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'filmloom'");
  await client.end();
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a transaction', () => {
  it('is done again, by all that take part, after a deadlock', async () => {
    const { database } = await open();
    let tries = 0;
    const touch = (first: string, second: string) =>
      transact(database, async (change) => {
        tries += 1;
        const mark = (id: string) =>
          change
            .updateTable('workspaces')
            .set({ created_at: sql`created_at || ${first}` })
            .where('id', '=', id)
            .execute();
        await mark(first);
        await wait(300);
        await mark(second);
      });
    await Promise.all([touch('one', 'two'), touch('two', 'one')]);
    expect(tries).toBe(3);
    const rows = await database.selectFrom('workspaces').select('created_at').execute();
    for (const row of rows) expect(['aonetwo', 'atwoone']).toContain(row.created_at);
  });

  it('is done again when its connection is cut while it rests, and the process lives on', async () => {
    const { database, url } = await open();
    let tries = 0;
    await transact(database, async (change) => {
      tries += 1;
      await change
        .updateTable('workspaces')
        .set({ created_at: `try ${tries}` })
        .where('id', '=', 'one')
        .execute();
      if (tries === 1) await cutAll(url).then(() => wait(300));
      await change
        .updateTable('workspaces')
        .set({ created_at: `try ${tries}` })
        .where('id', '=', 'two')
        .execute();
    });
    const rows = await database.selectFrom('workspaces').select('created_at').execute();
    expect(rows).toEqual([{ created_at: 'try 2' }, { created_at: 'try 2' }]);
  });

  it('is not done again for an error of its own, and leaves nothing', async () => {
    const { database } = await open();
    let tries = 0;
    const failing = transact(database, async (change) => {
      tries += 1;
      await change.deleteFrom('users').execute();
      throw new Error('No.');
    });
    await expect(failing).rejects.toThrow('No.');
    expect(tries).toBe(1);
    expect(await database.selectFrom('users').select('id').execute()).toHaveLength(2);
  });

  it('never seems to be kept where the database rolled it back', async () => {
    const { database } = await open();
    const swallowing = transact(database, async (change) => {
      await change
        .insertInto('workspaces')
        .values({ id: 'one', created_at: 'again' })
        .execute()
        .catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow(/rolled back a transaction instead of committing it/);
  });
});

describe('a PostgreSQL database', () => {
  it('gives sums and counts as exact numbers, and refuses those that are not', async () => {
    const { database } = await open();
    const ask = (text: string) => sql<{ n: unknown }>`${sql.raw(text)}`.execute(database).then(({ rows }) => rows[0]?.n);
    expect(await ask('select sum(n) as n from (values (9000000000::bigint), (1)) as list (n)')).toBe(9_000_000_001);
    expect(await ask('select count(*) as n from workspaces')).toBe(2);
    await expect(ask('select 9007199254740993::bigint as n')).rejects.toThrow(/too large: 9007199254740993/);
  });

  it('does not answer in time while every connection waits', async () => {
    const { database, url, ping } = await open();
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('begin; lock table workspaces in access exclusive mode');
    const waiting = Array.from({ length: 12 }, () => database.selectFrom('workspaces').select('id').execute());
    await wait(1000);
    await expect(ping()).rejects.toThrow('does not answer');
    await client.query('commit');
    await client.end();
    expect(await Promise.all(waiting)).toHaveLength(12);
    await ping();
  });
});
