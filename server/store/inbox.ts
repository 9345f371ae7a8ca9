import type { Kysely } from 'kysely';
import { chunks } from './chunks.ts';
import type { InboxStore } from './fleet-contract.ts';
import type { Tables } from './tables.ts';

/** Values that one statement carries, far below what either database takes. */
const atOnce = 1000;

/** Inputs for the drivers of runs, from any process. */
export function createInboxStore(database: Kysely<Tables>): InboxStore {
  return {
    add: groupAdds((rows) => add(database, rows)),
    async list(runId, limit) {
      const query = database.selectFrom('run_inbox').select(['id', 'input']).where('run_id', '=', runId);
      const rows = await query.orderBy('id').limit(limit).execute();
      return rows.map(({ id, input }) => ({ id, runId, input: JSON.parse(input) as unknown }));
    },
    async filled(runIds) {
      const query = database.selectFrom('run_inbox').select('run_id').distinct();
      if (!runIds) return (await query.execute()).map((row) => row.run_id);
      const parts = chunks([...new Set(runIds)], atOnce).map((part) => query.where('run_id', 'in', part).execute());
      return (await Promise.all(parts)).flat().map((row) => row.run_id);
    },
    async left(ids) {
      const query = database.selectFrom('run_inbox').select('id');
      const parts = chunks(ids, atOnce).map((part) => query.where('id', 'in', part).execute());
      return (await Promise.all(parts)).flat().map(({ id }) => id);
    },
  };
}

type Row = { readonly run_id: string; readonly input: string; readonly at: string };
type Waiting = { readonly rows: readonly Row[]; readonly done: (ids: number[]) => void; readonly failed: (error: unknown) => void };

/** Lets additions that wait for the database share one statement, whichever runs they are for. They succeed or fail together. */
function groupAdds(insert: (rows: readonly Row[]) => Promise<number[]>): InboxStore['add'] {
  const waiting: Waiting[] = [];
  let busy = false;

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting.splice(0, atOnce);
      try {
        const ids = await insert(group.flatMap(({ rows }) => rows));
        for (const { rows, done } of group) done(ids.splice(0, rows.length));
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    busy = false;
  }

  return (runId, inputs) => {
    const at = new Date().toISOString();
    const rows = inputs.map((input) => ({ run_id: runId, input: JSON.stringify(input), at }));
    return new Promise((done, failed) => {
      waiting.push({ rows, done, failed });
      if (busy) return;
      busy = true;
      queueMicrotask(() => void flush());
    });
  };
}

async function add(database: Kysely<Tables>, rows: readonly Row[]): Promise<number[]> {
  const insert = async (target: Kysely<Tables>): Promise<number[]> => {
    const ids: number[] = [];
    for (const part of chunks(rows, atOnce)) {
      const added = await target.insertInto('run_inbox').values(part).returning('id').execute();
      ids.push(...added.map(({ id }) => id).sort((a, b) => a - b));
    }
    return ids;
  };
  return rows.length > atOnce ? database.transaction().execute(insert) : insert(database);
}
