import { type Kysely, PostgresAdapter, sql } from 'kysely';
import { claimTask, fleetNow, putTasks } from './0003-task-functions.ts';

/** Who drives which run, what lies ready for a driver, and the queue of a fleet. Times are milliseconds since 1970. */
export async function fleet(database: Kysely<unknown>): Promise<void> {
  const isPostgres = database.getExecutor().adapter instanceof PostgresAdapter;
  await makeDrivers(database, isPostgres);
  await makeTasks(database);
  await makeLanes(database);
  if (isPostgres) await makeQueueFunctions(database);
}

async function makeDrivers({ schema }: Kysely<unknown>, isPostgres: boolean): Promise<void> {
  await schema
    .createTable('run_drivers')
    .addColumn('run_id', 'text', (column) => column.primaryKey().references('runs.id'))
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('until_ms', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('run_inbox')
    .addColumn('id', isPostgres ? 'bigserial' : 'integer', (column) =>
      isPostgres ? column.primaryKey() : column.primaryKey().autoIncrement(),
    )
    .addColumn('run_id', 'text', (column) => column.notNull().references('runs.id'))
    .addColumn('input', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('run_inbox_by_run').on('run_inbox').columns(['run_id', 'id']).execute();
}

/**
 * `free_at_ms`: from when it may be claimed; for a task that somebody has, the end of the lease. `claims`: how often it was claimed and not given back. `wanted`: 0 when nobody wants it any more.
 */
async function makeTasks(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('tasks')
    .addColumn('run_id', 'text', (column) => column.notNull())
    .addColumn('step_id', 'text', (column) => column.notNull())
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('lane', 'text', (column) => column.notNull())
    .addColumn('priority', 'integer', (column) => column.notNull())
    .addColumn('rank', 'double precision', (column) => column.notNull())
    .addColumn('place', 'double precision', (column) => column.notNull())
    .addColumn('seconds', 'double precision', (column) => column.notNull())
    .addColumn('not_before_ms', 'double precision', (column) => column.notNull())
    .addColumn('job', 'text', (column) => column.notNull())
    .addColumn('ticket', 'bigint', (column) => column.notNull())
    .addColumn('free_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('holder', 'text')
    .addColumn('fence', 'bigint', (column) => column.notNull())
    .addColumn('claims', 'integer', (column) => column.notNull())
    .addColumn('wanted', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('tasks_key', ['run_id', 'step_id', 'attempt'])
    .execute();
  await sql`create index tasks_in_line on tasks (lane, user_id, priority desc, rank desc, place, ticket)`.execute(database);
  await sql`create index tasks_by_priority on tasks (lane, priority desc)`.execute(database);
  await sql`create index tasks_held on tasks (lane) where holder is not null`.execute(database);
}

/** `turn`: which of several lanes goes next. `vtime`: weighted seconds begun for a user; `started`: what it was at the last beginning. */
async function makeLanes({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('lanes')
    .addColumn('lane', 'text', (column) => column.primaryKey())
    .addColumn('concurrent', 'integer')
    .addColumn('per_minute', 'integer')
    .addColumn('paused_until_ms', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('turn', 'double precision', (column) => column.notNull().defaultTo(0))
    .execute();
  await schema
    .createTable('lane_starts')
    .addColumn('lane', 'text', (column) => column.notNull())
    .addColumn('at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('lane_starts_by_time').on('lane_starts').columns(['lane', 'at_ms']).execute();
  await schema
    .createTable('fair_shares')
    .addColumn('lane', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('vtime', 'double precision', (column) => column.notNull())
    .addColumn('started', 'double precision', (column) => column.notNull())
    .addColumn('touched_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('fair_shares_key', ['lane', 'user_id'])
    .execute();
  await schema
    .createTable('user_weights')
    .addColumn('user_id', 'text', (column) => column.primaryKey())
    .addColumn('weight', 'double precision', (column) => column.notNull())
    .execute();
}

/** Rows of the queue change often: room in the pages, and vacuumed early, so that a claim does not wade through dead ones. */
async function makeQueueFunctions(database: Kysely<unknown>): Promise<void> {
  for (const table of ['tasks', 'lanes', 'fair_shares', 'lane_starts', 'run_drivers'])
    await sql`alter table ${sql.table(table)} set (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05,
      autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0)`.execute(database);
  await sql`create sequence task_numbers`.execute(database);
  for (const definition of [fleetNow, putTasks, claimTask]) await sql.raw(definition).execute(database);
}
