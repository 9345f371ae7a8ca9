import type { Kysely } from 'kysely';
import type { TemplateRow, TemplateStore } from './contract.ts';
import type { Tables } from './tables.ts';

const listed = ['id', 'workspace_id', 'user_id', 'name', 'description', 'nodes', 'created_at'] as const;

/** Graphs that people have saved as templates. */
export function createTemplateStore(database: Kysely<Tables>): TemplateStore {
  const within = (workspaceId: string) => database.selectFrom('templates').where('workspace_id', '=', workspaceId);
  return {
    async insert(template) {
      const row: Tables['templates'] = {
        id: template.id,
        workspace_id: template.workspaceId,
        user_id: template.userId,
        name: template.name,
        description: template.description,
        graph: JSON.stringify(template.graph),
        nodes: template.nodes,
        created_at: template.createdAt,
      };
      await database.insertInto('templates').values(row).execute();
    },
    async find(workspaceId, id) {
      const row = await within(workspaceId).selectAll().where('id', '=', id).executeTakeFirst();
      return row && { ...toRow(row), graph: JSON.parse(row.graph) as unknown };
    },
    async list(workspaceId) {
      const rows = await within(workspaceId).select(listed).orderBy('created_at', 'desc').orderBy('id').execute();
      return rows.map(toRow);
    },
    async remove(workspaceId, id) {
      const query = database.deleteFrom('templates').where('workspace_id', '=', workspaceId).where('id', '=', id);
      return (await query.executeTakeFirst()).numDeletedRows > 0n;
    },
  };
}

function toRow(row: Pick<Tables['templates'], (typeof listed)[number]>): Omit<TemplateRow, 'graph'> {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    userId: row.user_id,
    name: row.name,
    description: row.description,
    nodes: row.nodes,
    createdAt: row.created_at,
  };
}
