import { type Insertable, type Kysely, PostgresAdapter, type Selectable, sql, type Transaction, type Updateable } from 'kysely';
import type { LogEntry, RunRow, RunStore } from './contract.ts';
import { isTaken, SeqTakenError } from './database-errors.ts';
import { type Append, groupAppends } from './grouped-appends.ts';
import { keepResult } from './results.ts';
import { unfinishedStates } from './run-states.ts';
import type { Tables } from './tables.ts';
import { retried, transact } from './transact.ts';

/** Rows of one insert: with four values each they stay far below the number of parameters a statement may have. */
const logChunk = 1000;

/** Runs and their logs. */
export function createRunStore(database: Kysely<Tables>): RunStore {
  return {
    insert: (run, entries) =>
      transact(database, async (change) => {
        await change.insertInto('runs').values(toColumns(run)).execute();
        await addEntries(change, run.id, entries);
      }),
    async find(workspaceId, id) {
      const row = await database
        .selectFrom('runs')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && toRow(row);
    },
    async findByIdempotencyKey(workspaceId, key) {
      const query = database.selectFrom('runs').selectAll().where('workspace_id', '=', workspaceId).where('idempotency_key', '=', key);
      const row = await query.executeTakeFirst();
      return row && toRow(row);
    },
    list: (workspaceId, filter) => listRuns(database, workspaceId, filter),
    async unfinished() {
      const rows = await database
        .selectFrom('runs')
        .selectAll()
        .where('state', 'in', unfinishedStates)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toRow);
    },
    async byId(id) {
      const row = await database.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toRow(row);
    },
    async setPriority(id, priority) {
      await database.updateTable('runs').set({ priority }).where('id', '=', id).execute();
    },
    async setKeep(id, keep) {
      await database
        .updateTable('runs')
        .set({ keep: keep ? 1 : 0 })
        .where('id', '=', id)
        .execute();
    },
    async raiseBudget(id, toMicros) {
      await database
        .updateTable('runs')
        .set({ budget_micros: toMicros })
        .where('id', '=', id)
        .where('budget_micros', '<', toMicros)
        .execute();
    },
    append: groupAppends((appends) => {
      const [first] = appends;
      if (first && appends.length === 1 && isPostgres(database) && isSmall(first)) return addAtOnce(database, first);
      return transact(database, async (change) => {
        for (const append of appends) await addAppend(change, append);
      });
    }),
    async log(runId, after = 0) {
      const query = database.selectFrom('run_log').select(['seq', 'at', 'change']).where('run_id', '=', runId).where('seq', '>', after);
      const rows = await query.orderBy('seq').execute();
      return rows.map(({ seq, at, change }) => ({ seq, at, change: JSON.parse(change) as unknown }));
    },
  };
}

async function listRuns(database: Kysely<Tables>, workspaceId: string, filter: Parameters<RunStore['list']>[1]): Promise<RunRow[]> {
  const { state, graphId, before, limit } = filter;
  let query = database.selectFrom('runs').selectAll().where('workspace_id', '=', workspaceId);
  if (state) query = query.where('state', '=', state);
  if (graphId) query = query.where('graph_id', '=', graphId);
  if (before) {
    query = query.where(({ eb, and, or }) =>
      or([eb('created_at', '<', before.createdAt), and([eb('created_at', '=', before.createdAt), eb('id', '<', before.id)])]),
    );
  }
  const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return rows.map(toRow);
}

/** Whoever takes the lease over waits for the end of this transaction. */
async function demandLease(change: Transaction<Tables>, runId: string, holder: string): Promise<void> {
  const query = change.selectFrom('run_drivers').select('run_id').where('run_id', '=', runId).where('holder', '=', holder);
  if (!(await query.forUpdate().executeTakeFirst())) throw new SeqTakenError(runId, new Error('Another process drives this run.'));
}

async function addAppend(
  change: Transaction<Tables>,
  { runId, entries, update, beside: { keeps = [], taken = [], holder } }: Append,
): Promise<void> {
  if (holder) await demandLease(change, runId, holder);
  await addEntries(change, runId, entries).catch((error: unknown) => {
    throw isTaken(error) ? new SeqTakenError(runId, error) : error;
  });
  if (update && Object.keys(update).length > 0)
    await change.updateTable('runs').set(changedColumns(update)).where('id', '=', runId).execute();
  for (const keep of keeps) await keepResult(change, keep, entries.at(-1)?.at ?? new Date().toISOString());
  if (taken.length > 0) await change.deleteFrom('run_inbox').where('id', 'in', taken).execute();
}

const isPostgres = (database: Kysely<Tables>): boolean => database.getExecutor().adapter instanceof PostgresAdapter;

/** The usual append of a fleet: entries for reports that were taken, and nothing else. */
function isSmall({ entries, update, beside: { keeps = [] } }: Append): boolean {
  return entries.length > 0 && entries.length <= logChunk && !update && keeps.length === 0;
}

/**
 * One statement is a transaction without being told so, which spares PostgreSQL's clients three round trips. Nothing is written
 * where another process has the lease of the run.
 */
async function addAtOnce(database: Kysely<Tables>, { runId, entries, beside: { taken = [], holder: named } }: Append): Promise<void> {
  const rows = entries.map((entry) => logRow(runId, entry));
  const holder = named ?? null;
  const column = (name: 'seq' | 'at' | 'change') => rows.map((row) => row[name]);
  const query = sql`
    with lease as materialized (select 1 from run_drivers where run_id = ${runId} and holder = ${holder}::text for update),
    allowed as (select 1 where ${holder}::text is null or exists (select 1 from lease)),
    gone as (delete from run_inbox where id = any (${[...taken]}::bigint[]) and exists (select 1 from allowed))
    insert into run_log (run_id, seq, at, change)
    select ${runId}, entry.seq, entry.at, entry.change
    from unnest(${column('seq')}::int[], ${column('at')}::text[], ${column('change')}::text[]) as entry (seq, at, change), allowed
    returning seq`;
  const added = await retried(() => query.execute(database)).catch((error: unknown) => {
    throw isTaken(error) ? new SeqTakenError(runId, error) : error;
  });
  if (added.rows.length === 0) throw new SeqTakenError(runId, new Error('Another process drives this run.'));
}

async function addEntries(change: Transaction<Tables>, runId: string, entries: readonly LogEntry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += logChunk) {
    const rows = entries.slice(start, start + logChunk).map((entry) => logRow(runId, entry));
    await change.insertInto('run_log').values(rows).execute();
  }
}

function logRow(runId: string, { seq, at, change }: LogEntry): Insertable<Tables['run_log']> {
  return { run_id: runId, seq, at, change: JSON.stringify(change) };
}

function toColumns(run: RunRow): Insertable<Tables['runs']> {
  return {
    id: run.id,
    workspace_id: run.workspaceId,
    user_id: run.userId,
    graph_id: run.graphId,
    name: run.name,
    label: run.label,
    tier: run.tier,
    state: run.state,
    priority: run.priority,
    keep: run.keep ? 1 : 0,
    seq: run.seq,
    tally: JSON.stringify(run.tally),
    quote: JSON.stringify(run.quote ?? null),
    estimate: JSON.stringify(run.estimate ?? null),
    budget_micros: run.budgetMicros,
    idempotency_key: run.idempotencyKey,
    created_at: run.createdAt,
    started_at: run.startedAt,
    ended_at: run.endedAt,
  };
}

type Update = NonNullable<Parameters<RunStore['append']>[2]>;

function changedColumns(update: Update): Updateable<Tables['runs']> {
  return {
    ...(update.state !== undefined && { state: update.state }),
    ...(update.seq !== undefined && { seq: update.seq }),
    ...(update.tally !== undefined && { tally: JSON.stringify(update.tally) }),
    ...(update.startedAt !== undefined && { started_at: update.startedAt }),
    ...(update.endedAt !== undefined && { ended_at: update.endedAt }),
    ...(update.quote !== undefined && { quote: JSON.stringify(update.quote) }),
    ...(update.estimate !== undefined && { estimate: JSON.stringify(update.estimate) }),
    ...(update.budgetMicros !== undefined && { budget_micros: update.budgetMicros }),
  };
}

function toRow(row: Selectable<Tables['runs']>): RunRow {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    userId: row.user_id,
    graphId: row.graph_id,
    name: row.name,
    label: row.label,
    tier: row.tier,
    state: row.state,
    priority: row.priority,
    ...(row.keep === 1 && { keep: true }),
    seq: row.seq,
    tally: JSON.parse(row.tally) as Record<string, number>,
    quote: JSON.parse(row.quote),
    estimate: JSON.parse(row.estimate),
    budgetMicros: row.budget_micros,
    idempotencyKey: row.idempotency_key,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}
