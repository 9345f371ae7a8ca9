import { afterAll } from 'vitest';
import { type Postgres, startPostgres } from './postgres.ts';

let started: Promise<Postgres> | undefined;
afterAll(async () => {
  const postgres = await started?.catch(() => undefined);
  await postgres?.stop();
});

/** The one PostgreSQL of a test file, started when it is first asked for and ended with the file. */
export function sharedPostgres(): Promise<Postgres> {
  started ??= startPostgres();
  return started;
}
