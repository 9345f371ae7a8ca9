import { createServer, type Server } from 'node:net';
import { Client } from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { openStore } from '#server/store/open-store.ts';
import { freePort } from '../../services/guarded-process.ts';
import { sharedPostgres } from '../../services/shared-postgres.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The one line with which a database is refused. It names the variable and never the password. */
async function refusal(databaseUrl: string): Promise<string> {
  const error = await openStore({ databaseUrl }).then(
    async (store) => store.close(),
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'SettingError', setting: 'DATABASE_URL' });
  const { message } = error as Error;
  expect(message).toMatch(/^DATABASE_URL: [^\n]+\.$/);
  expect(message).not.toContain('weave');
  return message;
}

async function query(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

const message = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
};

/** A server that speaks just enough of PostgreSQL's protocol (3.0) to say its version. */
async function oldPostgres(version: string): Promise<number> {
  const ready = message('Z', Buffer.from('I'));
  // One column: its name, then table, place, type (text), size, modifier and format.
  const column = Buffer.concat([Buffer.from('\0\x01server_version_num\0'), Buffer.from('00000000000000000019ffffffffffff0000', 'hex')]);
  const size = Buffer.alloc(4);
  size.writeInt32BE(version.length);
  const row = message('D', Buffer.from('\0\x01'), size, Buffer.from(version));
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', Buffer.alloc(4)), ready]));
      socket.on('data', () => socket.write(Buffer.concat([message('T', column), row, message('C', Buffer.from('SHOW\0')), ready])));
    });
  });
  servers.push(server);
  return await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}

describe('a DATABASE_URL that cannot be used', () => {
  it('is refused where nothing listens', async () => {
    const port = await freePort();
    expect(await refusal(`postgres://film:weave@127.0.0.1:${port}/film`)).toContain(
      `PostgreSQL at 127.0.0.1:${port} cannot be reached (ECONNREFUSED)`,
    );
  });

  it('is refused where the machine is not known', async () => {
    expect(await refusal('postgres://film:weave@nowhere.invalid/film')).toMatch(/nowhere\.invalid:5432 cannot be reached \(E\w+\)/);
  });

  it('is refused where something else answers', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    servers.push(server);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as { port: number };
    await refusal(`postgres://film:weave@127.0.0.1:${port}/film`);
  });

  it('is refused with a wrong password, a wrong user and a database that is not there', async () => {
    const { url } = await sharedPostgres();
    expect(await refusal(url.replace('weave', 'wave'))).toContain('refuses the user “filmloom”');
    expect(await refusal(url.replace('filmloom:', 'nobody:'))).toContain('refuses the user “nobody”');
    expect(await refusal(url.replace(/postgres$/, 'missing'))).toContain('has no database “missing”');
  });

  it('is refused where the user may not make tables', async () => {
    const postgres = await sharedPostgres();
    const url = await postgres.newDatabase();
    await query(url, "create role reader login password 'weave'; revoke create on schema public from public");
    expect(await refusal(url.replace('filmloom:', 'reader:'))).toMatch(/the user “reader” may not use .*permission denied/);
  });

  it('is refused where the database does not hold UTF-8', async () => {
    const { url } = await sharedPostgres();
    await query(url, "create database latin template template0 encoding 'LATIN1' locale_provider libc locale 'C'");
    expect(await refusal(url.replace(/postgres$/, 'latin'))).toContain('holds texts as LATIN1');
  });

  it('is refused where PostgreSQL is older than 13', async () => {
    const port = await oldPostgres('120017');
    expect(await refusal(`postgres://film:weave@127.0.0.1:${port}/film`)).toContain('is version 12. Filmloom needs 13 or newer');
  });

  it('is refused where a newer Filmloom has changed the database', async () => {
    const postgres = await sharedPostgres();
    const url = await postgres.newDatabase();
    await (await openStore({ databaseUrl: url })).close();
    await query(url, "insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00.000Z')");
    expect(await refusal(url)).toContain('was written by a newer Filmloom');
  });
});
