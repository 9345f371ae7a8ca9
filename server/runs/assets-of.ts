import type { Graph } from '#graphs/document.ts';
import type { AssetInfo, Assets } from '#graphs/expansion.ts';
import type { AssetStore } from '#server/store/contract.ts';

const assetId = /^[0-9a-f]{64}$/;

/** What the library of a workspace knows of the files that a graph names in its parameters. */
export async function assetsOf(store: AssetStore, workspaceId: string, graph: Graph | undefined): Promise<Assets> {
  const ids = new Set<string>();
  for (const { params = {}, elements = {} } of Object.values(graph?.nodes ?? {})) {
    for (const value of [params, ...Object.values(elements).map((choice) => choice.params ?? {})].flatMap((one) => Object.values(one))) {
      if (typeof value === 'string' && assetId.test(value)) ids.add(value);
    }
  }
  const rows = ids.size > 0 ? await store.findMany(workspaceId, [...ids]) : new Map();
  const known = new Map<string, AssetInfo>();
  for (const [id, { kind, facts, bytes, media, value }] of rows)
    known.set(id, { kind, facts, bytes, media, ...(value === null ? {} : { value }) });
  return known;
}
