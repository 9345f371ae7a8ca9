import { z } from 'zod';
import { ApiError } from '#server/api-error.ts';
import type { App, AppParts } from '#server/app-parts.ts';
import { takeIn } from '#server/assets/take-in.ts';
import { type AssetView, assetsAnswer, assetsQuery, assetView } from '#server/contract/library.ts';
import { readCursor, writeCursor } from '#server/cursor.ts';
import { callerOf } from '#server/plugins/admission.ts';
import { refusals } from '#server/plugins/openapi.ts';
import type { AssetRow, Store } from '#server/store/contract.ts';

export const assetParams = z.object({ id: z.string().max(200) });
const tags = ['assets'];

/** The library: files that people have brought. What steps have made is found through its run. */
export function addAssetRoutes(app: App, parts: AppParts): void {
  const { store, storage } = parts;
  const upload = {
    tags,
    summary: 'Upload a file as multipart/form-data in the field “file”',
    consumes: ['multipart/form-data'],
    response: { 201: assetView, ...refusals },
  };
  app.post('/assets', { schema: upload }, async (request, reply) => {
    const file = await request.file();
    if (file?.fieldname !== 'file') throw new ApiError(422, 'FILE_MISSING', 'Send one file in the field “file”.');
    const asset = await takeIn(parts, callerOf(request), { filename: file.filename, stream: file.file });
    return reply.code(201).header('location', `/api/v1/assets/${asset.id}`).send(viewOf(asset));
  });
  app.get(
    '/assets',
    { schema: { tags, summary: 'The library, newest first', querystring: assetsQuery, response: { 200: assetsAnswer, ...refusals } } },
    async (request) => listAssets(store, callerOf(request).workspaceId, request.query),
  );
  app.get(
    '/assets/:id',
    { schema: { tags, summary: 'A file with its facts', params: assetParams, response: { 200: assetView, ...refusals } } },
    async (request) => viewOf(await findAsset(store, callerOf(request).workspaceId, request.params.id)),
  );
  app.delete(
    '/assets/:id',
    { schema: { tags, summary: 'Take a file out of the library', params: assetParams, response: { 204: z.null(), ...refusals } } },
    async (request, reply) => {
      const { workspaceId } = callerOf(request);
      const { id } = await findAsset(store, workspaceId, request.params.id);
      const removed = await store.assets.remove(workspaceId, id);
      if (!removed) throw new ApiError(409, 'ASSET_IN_USE', 'A run has made this file; it stays with the results of that run.');
      if (!(await store.assets.isHeld(id))) await storage.remove(id);
      return reply.code(204).send(null);
    },
  );
}

/** Throws 404 for a file that the workspace does not know. */
export async function findAsset({ assets }: Pick<Store, 'assets'>, workspaceId: string, id: string): Promise<AssetRow> {
  const asset = await assets.find(workspaceId, id);
  if (!asset) throw new ApiError(404, 'ASSET_UNKNOWN', 'This file is not in the library. It may have been deleted.');
  return asset;
}

async function listAssets({ assets }: Store, workspaceId: string, { tag, cursor, limit = 50, ...filter }: z.infer<typeof assetsQuery>) {
  // No file carries a tag, so a filter by tag finds none.
  if (tag !== undefined) return { assets: [] };
  const before = cursor === undefined ? undefined : readCursor(cursor);
  const rows = await assets.list(workspaceId, { ...filter, origin: 'upload', limit: limit + 1, ...(before && { before }) });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { assets: page.map(viewOf), ...(rows.length > limit && last && { next: writeCursor(last) }) };
}

function viewOf({ id, kind, name, bytes, media, facts, createdAt, value }: AssetRow): AssetView {
  return {
    id,
    kind,
    name,
    bytes,
    media,
    sha256: id,
    facts: { ...facts } as AssetView['facts'],
    createdAt,
    ...((value ?? null) !== null && { value }),
  };
}
