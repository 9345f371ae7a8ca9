import type { Result } from '#nodes/items.ts';
import type { Storage } from '#server/storage/contract.ts';
import type { ResultStore } from '#server/store/contract.ts';

/** For so long a file of a storage on the network that was seen is taken to be there. */
const seenForMs = 600_000;

/**
 * Stored results whose files are all there. One that has lost a file (somebody emptied the folder) is forgotten, so that its step
 * runs again instead of failing whoever reads it for ever.
 */
export function wholeResults(results: ResultStore, storage: Pick<Storage, 'bytes' | 'signedDownload'>): ResultStore {
  const isThere = lookFor(storage);
  const findMany: ResultStore['findMany'] = async (workspaceId, fingerprints) => {
    const found = await results.findMany(workspaceId, fingerprints);
    await Promise.all(
      [...found].map(async ([fingerprint, result]) => {
        const there = await Promise.all(filesIn(result).map(isThere));
        if (!there.includes(false)) return;
        found.delete(fingerprint);
        await results.forget(workspaceId, fingerprint, result);
      }),
    );
    return found;
  };
  return {
    ...results,
    findMany,
    find: async (workspaceId, fingerprint) => (await findMany(workspaceId, [fingerprint])).get(fingerprint),
  };
}

/** Ids of the files among the items of a result. */
function filesIn({ items }: Result): string[] {
  const all = Object.values(items).flat();
  return all.filter(({ media, bytes }) => media !== undefined && bytes !== undefined).map(({ hash }) => hash);
}

function lookFor({ bytes, signedDownload }: Pick<Storage, 'bytes' | 'signedDownload'>): (id: string) => Promise<boolean> {
  const seen = new Map<string, number>();
  return async (id) => {
    if ((seen.get(id) ?? 0) > Date.now() - seenForMs) return true;
    const there = (await bytes(id)) !== undefined;
    if (there && signedDownload) {
      if (seen.size > 100_000) seen.clear();
      seen.set(id, Date.now());
    }
    return there;
  };
}
