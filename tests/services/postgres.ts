import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { type Account, accountOf, freePort, type GuardedProcess, openGuardedProcess, requireProgram, until } from './guarded-process.ts';

const run = promisify(execFile);
const user = 'filmloom';
const password = 'weave';
/** Databases of earlier tests are dropped, but for the latest ones. */
const keptDatabases = 6;

export type Postgres = {
  /** Address of the server's own database; tests take one of their own with `newDatabase`. */
  readonly url: string;
  readonly port: number;
  /** Address of a database that is empty. Only the six latest ones are kept. */
  newDatabase(): Promise<string>;
  /** Ends it as an administrator does, cutting every connection. `restart` brings it back with its data. */
  down(): Promise<void>;
  /** Kills it. `restart` brings it back with what was committed. */
  kill9(): Promise<void>;
  /** Ends it where it runs, and starts it at the same address. */
  restart(): Promise<void>;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
};

/**
 * Starts a PostgreSQL of its own on a free port. Its texts are ordered as people order them (ICU, en-US), so that a query
 * that leans on the order of bytes without saying so fails. It does not wait for the disk: only its process dies in tests.
 */
export async function startPostgres(): Promise<Postgres> {
  const program = requireProgram(['postgres'], 'PostgreSQL’s server');
  const account = await postgresAccount();
  const service = await openGuardedProcess('postgres', 'INT', account);
  try {
    await makeCluster(service, program, account);
    const port = await freePort();
    await launch(service, program, port);
    return control(service, program, port);
  } catch (error) {
    await service.dispose();
    throw error;
  }
}

function control(service: GuardedProcess, program: string, port: number): Postgres {
  const made: string[] = [];
  let count = 0;
  return {
    url: addressOf(port, 'postgres'),
    port,
    async newDatabase() {
      count += 1;
      const name = `film_${count}`;
      const old = made.length >= keptDatabases ? made.shift() : undefined;
      await asOwner(port, [`create database ${name}`, ...(old ? [`drop database if exists ${old} with (force)`] : [])]);
      made.push(name);
      return addressOf(port, name);
    },
    down: () => service.signal('SIGINT', { untilExit: true }),
    kill9: () => service.signal('SIGKILL', { untilExit: true }),
    async restart() {
      await service.signal('SIGINT', { untilExit: true });
      await launch(service, program, port);
    },
    stop: () => service.dispose(),
  };
}

/** PostgreSQL refuses to run as root; then it runs as the user its package makes. */
async function postgresAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined;
  const account = await accountOf('postgres');
  if (account) return account;
  throw new Error('PostgreSQL does not run as root and this machine has no user “postgres”. Run the tests as another user.');
}

async function makeCluster({ folder }: GuardedProcess, program: string, account: Account): Promise<void> {
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o644 });
  const { stdout } = await run(program, ['--version']);
  const order = Number(/\d+/.exec(stdout)?.[0]) >= 15 ? ['--locale-provider=icu', '--icu-locale=en-US'] : [];
  const login = [`--username=${user}`, `--pwfile=${passwordFile}`, '--auth-host=scram-sha-256', '--auth-local=trust'];
  const args = ['--pgdata', join(folder, 'data'), '--encoding=UTF8', '--locale=C', '--no-sync', ...order, ...login];
  await run(join(dirname(program), 'initdb'), args, { cwd: folder, ...account });
}

/** Starts it and waits until it answers. One that finds leftovers of a killed one ends at once, and is started again. */
async function launch(service: GuardedProcess, program: string, port: number): Promise<void> {
  const settings = ['fsync=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'shared_buffers=16MB'];
  const args = ['-D', join(service.folder, 'data'), '-p', String(port), ...settings.flatMap((one) => ['-c', one])];
  service.start(program, args);
  let why = '';
  const answers = async () => {
    const end = await service.ended();
    if (end) {
      why = end;
      await new Promise((resolve) => setTimeout(resolve, 200));
      service.start(program, args);
    }
    return asOwner(port, []).then(
      () => true,
      () => false,
    );
  };
  await until(answers, () => `PostgreSQL did not start: ${why}`);
}

async function asOwner(port: number, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: addressOf(port, 'postgres') });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

function addressOf(port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}
