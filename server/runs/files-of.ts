import type { AssetFiles } from '#executors/assets.ts';
import { endingOf } from '#executors/ffmpeg/media-type.ts';
import type { Storage } from '#server/storage/contract.ts';
import type { AssetStore } from '#server/store/contract.ts';

/** The files of one run: what a step makes becomes a file of the run's workspace. */
export function filesOf(
  storage: Storage,
  assets: AssetStore,
  { workspaceId, userId, name }: { workspaceId: string; userId: string; name: string },
  now: () => string,
): AssetFiles {
  return {
    path: (id) => storage.path(id),
    workFolder: () => storage.workFolder(),
    dropWorkFolder: (folder) => storage.dropWorkFolder(folder),
    async keep(file, { kind, media, facts }) {
      const { id, bytes } = await storage.put(file);
      await assets.insert({
        id,
        workspaceId,
        userId,
        kind,
        name: `${name}.${endingOf(media)}`,
        bytes,
        media,
        facts,
        value: null,
        origin: 'result',
        createdAt: now(),
      });
      return { id, bytes };
    },
  };
}
