import type { Kysely, Transaction } from 'kysely';
import { chunks } from './chunks.ts';
import type { ResultMark, RetentionStore, RunMark } from './retention-contract.ts';
import { documentsOf, namedSince } from './retention-texts.ts';
import { unfinishedStates } from './run-states.ts';
import type { Tables } from './tables.ts';
import { transact } from './transact.ts';

const page = 1000;

/** What clean-up reads and takes away. */
export function createRetentionStore(database: Kysely<Tables>): RetentionStore {
  return {
    async runs() {
      const columns = ['id', 'workspace_id', 'state', 'keep', 'created_at', 'ended_at'] as const;
      const rows = await database
        .selectFrom('runs')
        .select(columns)
        .select((run) => [
          run
            .selectFrom('run_log')
            .select(({ fn }) => fn.max('run_log.seq').as('seq'))
            .whereRef('run_log.run_id', '=', 'runs.id')
            .as('seq'),
        ])
        .execute();
      return rows.map((row) => ({
        id: row.id,
        workspaceId: row.workspace_id,
        state: row.state,
        seq: row.seq ?? 0,
        keep: row.keep === 1,
        createdAt: row.created_at,
        endedAt: row.ended_at,
      }));
    },
    logOf: (runId) => logOf(database, runId),
    results: () => resultsOf(database),
    documents: (now) => documentsOf(database, now),
    files: () => filesOf(database),
    async loose() {
      const rows = await database.selectFrom('loose_files').selectAll().execute();
      return new Map(rows.map(({ id, since }) => [id, since]));
    },
    async expiredQuotes(before) {
      const query = database.selectFrom('quotes').select(({ fn }) => fn.countAll<number>().as('count'));
      return Number((await query.where('expires_at', '<', before).executeTakeFirstOrThrow()).count);
    },
    removeRun: (run) => transact(database, (change) => removeRun(change, run)),
    async removeResult({ workspaceId, fingerprint, usedAt }) {
      const query = database.deleteFrom('results').where('workspace_id', '=', workspaceId).where('fingerprint', '=', fingerprint);
      return (await query.where('used_at', '=', usedAt).executeTakeFirst()).numDeletedRows > 0n;
    },
    async removeQuotes(before) {
      return Number((await database.deleteFrom('quotes').where('expires_at', '<', before).executeTakeFirst()).numDeletedRows);
    },
    async markLoose(ids, at) {
      for (const part of chunks(ids, 400)) {
        const rows = part.map((id) => ({ id, since: at }));
        await database
          .insertInto('loose_files')
          .values(rows)
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
      }
    },
    async claim(ids) {
      for (const part of chunks(ids, 400)) await database.deleteFrom('loose_files').where('id', 'in', part).execute();
    },
    sweep: (ids, when, remove) => transact(database, (change) => sweep(change, ids, when, remove)),
    takeChore: (name, holder, nowMs, forMs) => takeChore(database, { name, holder, until_ms: nowMs + forMs }, nowMs),
  };
}

async function* logOf(database: Kysely<Tables>, runId: string): AsyncGenerator<string[]> {
  for (let after = 0; ; ) {
    const query = database.selectFrom('run_log').select(['seq', 'change']).where('run_id', '=', runId).where('seq', '>', after);
    const rows = await query.orderBy('seq').limit(page).execute();
    if (rows.length > 0) yield rows.map(({ change }) => change);
    if (rows.length < page) return;
    after = rows.at(-1)?.seq ?? 0;
  }
}

async function* resultsOf(database: Kysely<Tables>): AsyncGenerator<ResultMark[]> {
  for (let after: ResultMark | undefined; ; ) {
    const last = after;
    let query = database.selectFrom('results').select(['workspace_id', 'fingerprint', 'used_at', 'result']);
    if (last)
      query = query.where(({ eb, or, and }) =>
        or([
          eb('workspace_id', '>', last.workspaceId),
          and([eb('workspace_id', '=', last.workspaceId), eb('fingerprint', '>', last.fingerprint)]),
        ]),
      );
    const rows = await query.orderBy('workspace_id').orderBy('fingerprint').limit(page).execute();
    const marks = rows.map((row) => ({
      workspaceId: row.workspace_id,
      fingerprint: row.fingerprint,
      usedAt: row.used_at,
      text: row.result,
    }));
    if (marks.length > 0) yield marks;
    if (marks.length < page) return;
    after = marks.at(-1);
  }
}

async function filesOf(database: Kysely<Tables>): ReturnType<RetentionStore['files']> {
  const rows = await database
    .selectFrom('assets')
    .select(({ fn }) => ['id', fn.max('bytes').as('bytes'), fn.max('uploaded').as('uploaded')])
    .groupBy('id')
    .execute();
  return new Map(rows.map(({ id, bytes, uploaded }) => [id, { bytes, isUpload: uploaded === 1 }]));
}

async function removeRun(change: Transaction<Tables>, run: RunMark): Promise<boolean> {
  const open = change.selectFrom('provider_calls').select('ref').where('run_id', '=', run.id).where('settled_at', 'is', null);
  if (await open.limit(1).executeTakeFirst()) return false;
  // Takes hold of the row, so that nobody adds to the log of a run on its way out.
  const held = await change
    .updateTable('runs')
    .set({ keep: 0 })
    .where('id', '=', run.id)
    .where('keep', '=', 0)
    .where('state', 'not in', unfinishedStates)
    .where('ended_at', run.endedAt === null ? 'is' : '=', run.endedAt)
    .executeTakeFirst();
  if (held.numUpdatedRows === 0n) return false;
  for (const table of ['run_log', 'run_inbox', 'run_drivers'] as const)
    await change.deleteFrom(table).where('run_id', '=', run.id).execute();
  await change.deleteFrom('runs').where('id', '=', run.id).execute();
  return true;
}

async function sweep(
  change: Transaction<Tables>,
  asked: readonly string[],
  { looseBefore, readAt }: { looseBefore: string; readAt: string },
  remove: (id: string) => Promise<void>,
): Promise<string[]> {
  if (asked.length === 0) return [];
  // Whoever claims one of them from here on waits for the end of this transaction, or comes first and takes its mark away.
  const query = change.deleteFrom('loose_files').where('id', 'in', asked).where('since', '<=', looseBefore).returning('id');
  const loose = (await query.execute()).map(({ id }) => id);
  if (loose.length === 0) return [];
  const uploads = await change.selectFrom('assets').select('id').where('id', 'in', loose).where('uploaded', '=', 1).execute();
  const wanted = await namedSince(change, readAt);
  for (const { id } of uploads) wanted.add(id);
  const ids = loose.filter((id) => !wanted.has(id));
  if (ids.length === 0) return [];
  await change.deleteFrom('assets').where('id', 'in', ids).execute();
  for (const id of ids) await remove(id);
  return ids;
}

async function takeChore(database: Kysely<Tables>, chore: Tables['chores'], nowMs: number): Promise<boolean> {
  const { name, ...mine } = chore;
  const taken = await database
    .insertInto('chores')
    .values(chore)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(mine).where('chores.until_ms', '<=', nowMs))
    .returning('name')
    .executeTakeFirst();
  return taken !== undefined;
}
