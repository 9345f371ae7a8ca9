import { type Kysely, type Selectable, sql } from 'kysely';
import type { ValueKind } from '#nodes/ports.ts';
import { chunks } from './chunks.ts';
import type { AssetRow, AssetStore } from './contract.ts';
import type { Tables } from './tables.ts';
import { transact } from './transact.ts';

/** Files of workspaces. One that was brought by a person and also made by a step is one row with both marks. */
export function createAssetStore(database: Kysely<Tables>): AssetStore {
  const within = (workspaceId: string) => database.selectFrom('assets').selectAll().where('workspace_id', '=', workspaceId);
  return {
    insert: (asset) => insertAsset(database, asset),
    async find(workspaceId, id) {
      const row = await within(workspaceId).where('id', '=', id).executeTakeFirst();
      return row && toRow(row);
    },
    async findMany(workspaceId, ids) {
      const found = new Map<string, AssetRow>();
      for (const part of chunks([...new Set(ids)], 500)) {
        const rows = await within(workspaceId).where('id', 'in', part).execute();
        for (const row of rows) found.set(row.id, toRow(row));
      }
      return found;
    },
    list: (workspaceId, filter) => listAssets(database, workspaceId, filter),
    remove: (workspaceId, id) => removeAsset(database, workspaceId, id),
    async isHeld(id) {
      return (await database.selectFrom('assets').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
    },
  };
}

async function insertAsset(database: Kysely<Tables>, asset: AssetRow): Promise<void> {
  const row = toColumns(asset);
  const named = { user_id: row.user_id, name: row.name, name_folded: row.name_folded, created_at: row.created_at, value: row.value };
  await database
    .insertInto('assets')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'id']).doUpdateSet(asset.origin === 'upload' ? { ...named, uploaded: 1 } : { made: 1 }),
    )
    .execute();
}

async function removeAsset(database: Kysely<Tables>, workspaceId: string, id: string): Promise<boolean> {
  const upload = { workspace_id: workspaceId, id, uploaded: 1 };
  return await transact(database, async (change) => {
    const gone = await change
      .deleteFrom('assets')
      .where((where) => where.and({ ...upload, made: 0 }))
      .executeTakeFirst();
    if (gone.numDeletedRows > 0n) return true;
    // Second, because a step may mark the file as made at any moment, and never unmarks it.
    const kept = await change
      .updateTable('assets')
      .set({ uploaded: 0 })
      .where((where) => where.and({ ...upload, made: 1 }))
      .executeTakeFirst();
    return kept.numUpdatedRows > 0n;
  });
}

async function listAssets(database: Kysely<Tables>, workspaceId: string, filter: Parameters<AssetStore['list']>[1]): Promise<AssetRow[]> {
  const { q, kind, minSeconds, maxSeconds, origin, before, limit } = filter;
  let query = database.selectFrom('assets').selectAll().where('workspace_id', '=', workspaceId);
  if (q) query = query.where(sql<boolean>`name_folded like ${`%${folded(q).replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`);
  if (kind) query = query.where('kind', '=', kind);
  if (minSeconds !== undefined) query = query.where('seconds', '>=', minSeconds);
  if (maxSeconds !== undefined) query = query.where('seconds', '<=', maxSeconds);
  if (origin) query = query.where(origin === 'upload' ? 'uploaded' : 'made', '=', 1);
  if (before) {
    query = query.where(({ eb, and, or }) =>
      or([eb('created_at', '<', before.createdAt), and([eb('created_at', '=', before.createdAt), eb('id', '<', before.id)])]),
    );
  }
  const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return rows.map(toRow);
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function toColumns(asset: AssetRow): Tables['assets'] {
  return {
    workspace_id: asset.workspaceId,
    id: asset.id,
    user_id: asset.userId,
    kind: asset.kind,
    name: asset.name,
    name_folded: folded(asset.name),
    bytes: asset.bytes,
    media: asset.media,
    facts: JSON.stringify(asset.facts),
    seconds: asset.facts.seconds ?? null,
    value: (asset.value ?? null) === null ? null : JSON.stringify(asset.value),
    uploaded: asset.origin === 'upload' ? 1 : 0,
    made: asset.origin === 'result' ? 1 : 0,
    created_at: asset.createdAt,
  };
}

function toRow(row: Selectable<Tables['assets']>): AssetRow {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    userId: row.user_id,
    kind: row.kind as ValueKind,
    name: row.name,
    bytes: row.bytes,
    media: row.media,
    facts: JSON.parse(row.facts),
    value: row.value === null ? null : JSON.parse(row.value),
    origin: row.uploaded === 1 ? 'upload' : 'result',
    createdAt: row.created_at,
  };
}
