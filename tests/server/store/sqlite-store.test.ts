import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openStore } from '#server/store/open-store.ts';
import { newFolder } from '../new-folder.ts';
import { describeStore } from './contract.ts';

describeStore('SQLite', async () => openStore({ file: join(await newFolder(), 'filmloom.db') }));

it('commits to disk before it answers', async () => {
  const file = join(await newFolder(), 'filmloom.db');
  const store = await openStore({ file });
  await store.accounts.ensure('one', 'ann', '2026-01-01T00:00:00.000Z');
  const other = new DatabaseSync(file, { readOnly: true });
  expect(other.prepare('select id from workspaces').all()).toEqual([{ id: 'one' }]);
  expect(other.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
  other.close();
  await store.close();
});

it('opens again with everything that was in it', async () => {
  const file = join(await newFolder(), 'filmloom.db');
  const first = await openStore({ file });
  await first.accounts.ensure('one', 'ann', '2026-01-01T00:00:00.000Z');
  await first.quotes.keepChoices('one', 'g', 'draft', { a: 'x' });
  await first.close();
  const second = await openStore({ file });
  expect(await second.quotes.choices('one', 'g', 'draft')).toEqual({ a: 'x' });
  await second.close();
});

it('refuses a database that a newer Filmloom has changed', async () => {
  const file = join(await newFolder(), 'filmloom.db');
  await (await openStore({ file })).close();
  const database = new DatabaseSync(file);
  database.exec("insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00.000Z')");
  database.close();
  await expect(openStore({ file })).rejects.toMatchObject({
    name: 'SettingError',
    message: expect.stringMatching(/^FILMLOOM_DATA: .*written by a newer Filmloom.*\.$/),
  });
});

it('refuses a row that belongs to no workspace', async () => {
  const store = await openStore({ file: join(await newFolder(), 'filmloom.db') });
  const result = store.results.keep('nobody', 'f', { items: {} }, { replace: false, at: '2026-01-01T00:00:00.000Z' });
  await expect(result).rejects.toThrow(/FOREIGN KEY/);
  await store.close();
});
