import type { Kysely } from 'kysely';
import type { GraphRow, GraphStore } from './contract.ts';
import type { Tables } from './tables.ts';
import { transact } from './transact.ts';

const listed = ['id', 'workspace_id', 'user_id', 'name', 'revision', 'nodes', 'created_at', 'updated_at'] as const;

/** Saved graphs and every version of them. A removed graph can be brought back. */
export function createGraphStore(database: Kysely<Tables>): GraphStore {
  const present = (workspaceId: string) =>
    database.selectFrom('graphs').where('workspace_id', '=', workspaceId).where('removed_at', 'is', null);
  return {
    insert: (graph) => insertGraph(database, graph),
    async find(workspaceId, id) {
      const row = await present(workspaceId).where('id', '=', id).selectAll().executeTakeFirst();
      return row && { ...toRow(row), graph: JSON.parse(row.graph) as unknown };
    },
    async list(workspaceId) {
      const rows = await present(workspaceId).select(listed).orderBy('updated_at', 'desc').orderBy('id').execute();
      return rows.map(toRow);
    },
    async heldAny(workspaceId) {
      const row = await database.selectFrom('graphs').select('id').where('workspace_id', '=', workspaceId).limit(1).executeTakeFirst();
      return row !== undefined;
    },
    save: (workspaceId, id, expected, next) => saveGraph(database, { workspaceId, id, expected, next }),
    remove: async (workspaceId, id, at) => {
      const query = database.updateTable('graphs').set({ removed_at: at }).where('workspace_id', '=', workspaceId).where('id', '=', id);
      return (await query.where('removed_at', 'is', null).executeTakeFirst()).numUpdatedRows > 0n;
    },
    restore: async (workspaceId, id) => {
      const query = database.updateTable('graphs').set({ removed_at: null }).where('workspace_id', '=', workspaceId).where('id', '=', id);
      return (await query.where('removed_at', 'is not', null).executeTakeFirst()).numUpdatedRows > 0n;
    },
    async versions(workspaceId, id) {
      const query = versionsOf(database, workspaceId, id).select([
        'graph_versions.revision',
        'graph_versions.name',
        'graph_versions.saved_at',
      ]);
      const rows = await query.orderBy('graph_versions.revision', 'desc').execute();
      return rows.map((row) => ({ revision: row.revision, name: row.name, savedAt: row.saved_at }));
    },
    async version(workspaceId, id, revision) {
      const query = versionsOf(database, workspaceId, id).select('graph_versions.graph').where('graph_versions.revision', '=', revision);
      const row = await query.executeTakeFirst();
      return row && (JSON.parse(row.graph) as unknown);
    },
  };
}

function versionsOf(database: Kysely<Tables>, workspaceId: string, id: string) {
  return database
    .selectFrom('graph_versions')
    .innerJoin('graphs', 'graphs.id', 'graph_versions.graph_id')
    .where('graphs.workspace_id', '=', workspaceId)
    .where('graphs.id', '=', id)
    .where('graphs.removed_at', 'is', null);
}

async function insertGraph(database: Kysely<Tables>, graph: GraphRow): Promise<void> {
  const text = JSON.stringify(graph.graph);
  const row: Tables['graphs'] = {
    id: graph.id,
    workspace_id: graph.workspaceId,
    user_id: graph.userId,
    name: graph.name,
    revision: graph.revision,
    graph: text,
    nodes: graph.nodes,
    created_at: graph.createdAt,
    updated_at: graph.updatedAt,
    removed_at: null,
  };
  await transact(database, async (change) => {
    await change.insertInto('graphs').values(row).execute();
    const version = { graph_id: graph.id, revision: graph.revision, name: graph.name, graph: text, saved_at: graph.updatedAt };
    await change.insertInto('graph_versions').values(version).execute();
  });
}

type Save = { workspaceId: string; id: string; expected: number; next: Parameters<GraphStore['save']>[3] };

async function saveGraph(database: Kysely<Tables>, { workspaceId, id, expected, next }: Save): Promise<boolean> {
  const graph = JSON.stringify(next.graph);
  const revision = expected + 1;
  return await transact(database, async (change) => {
    const saved = await change
      .updateTable('graphs')
      .set({ name: next.name, nodes: next.nodes, graph, revision, updated_at: next.at })
      .where((where) => where.and({ workspace_id: workspaceId, id, revision: expected }))
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    if (saved.numUpdatedRows === 0n) return false;
    await change.insertInto('graph_versions').values({ graph_id: id, revision, name: next.name, graph, saved_at: next.at }).execute();
    return true;
  });
}

function toRow(row: Pick<Tables['graphs'], (typeof listed)[number]>): Omit<GraphRow, 'graph'> {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    userId: row.user_id,
    name: row.name,
    revision: row.revision,
    nodes: row.nodes,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
