import type { Kysely } from 'kysely';
import { unfinishedStates } from './run-states.ts';
import type { Tables } from './tables.ts';

const page = 200;
/** How far the clocks of servers may be apart. */
const skewMs = 300_000;

/** Ids of files as they stand in stored JSON. Other hashes look the same; whoever asks knows which of them are files. */
export function idsIn(text: string): string[] {
  return text.match(/\b[0-9a-f]{64}\b/g) ?? [];
}

/** Everything but runs and results that names files. */
export async function* documentsOf(database: Kysely<Tables>, now: string): AsyncGenerator<string[]> {
  for (let after = ''; ; ) {
    const rows = await database.selectFrom('graphs').select(['id', 'graph']).where('id', '>', after).orderBy('id').limit(page).execute();
    if (rows.length > 0) yield rows.map(({ graph }) => graph);
    for (const { id } of rows) yield* versionsOf(database, id);
    if (rows.length < page) break;
    after = rows.at(-1)?.id ?? '';
  }
  yield (await database.selectFrom('templates').select('graph').execute()).map(({ graph }) => graph);
  yield (await database.selectFrom('quotes').select('body').where('expires_at', '>=', now).execute()).map(({ body }) => body);
  const open = database.selectFrom('provider_calls').select(['task', 'submission', 'outcome']).where('settled_at', 'is', null);
  yield (await open.execute()).flatMap(({ task, submission, outcome }) => [task, submission, outcome]);
}

async function* versionsOf(database: Kysely<Tables>, graphId: string): AsyncGenerator<string[]> {
  for (let after = 0; ; ) {
    const query = database.selectFrom('graph_versions').select(['revision', 'graph']).where('graph_id', '=', graphId);
    const rows = await query.where('revision', '>', after).orderBy('revision').limit(page).execute();
    if (rows.length > 0) yield rows.map(({ graph }) => graph);
    if (rows.length < page) return;
    after = rows.at(-1)?.revision ?? 0;
  }
}

/** The files that are named by what was written since a time: the second look before files go. */
export async function namedSince(database: Kysely<Tables>, at: string): Promise<Set<string>> {
  const since = new Date(Date.parse(at) - skewMs).toISOString();
  const graphs = await database.selectFrom('graphs').select('graph as text').where('updated_at', '>=', since).execute();
  const templates = await database.selectFrom('templates').select('graph as text').where('created_at', '>=', since).execute();
  const quotes = await database.selectFrom('quotes').select('body as text').where('expires_at', '>=', since).execute();
  const results = await database.selectFrom('results').select('result as text').where('used_at', '>=', since).execute();
  const calls = await database.selectFrom('provider_calls').select('task as text').where('intent_at', '>=', since).execute();
  const log = await database
    .selectFrom('run_log')
    .innerJoin('runs', 'runs.id', 'run_log.run_id')
    .select('run_log.change as text')
    .where('run_log.at', '>=', since)
    .where(({ eb, or }) => or([eb('runs.state', 'in', unfinishedStates), eb('runs.ended_at', '>=', since)]))
    .execute();
  return new Set([graphs, templates, quotes, results, calls, log].flatMap((rows) => rows.flatMap(({ text }) => idsIn(text))));
}
