import type { Storage } from '#server/storage/contract.ts';
import { type Hashed, hashFile } from '#server/storage/hash-file.ts';
import type { RetentionStore } from '#server/store/retention-contract.ts';

type Put = { putHashed?(file: string, hashed: Hashed): Promise<Hashed> };

/**
 * A storage whose files clean-up does not take away while they come in: content that is there already, and about to be
 * removed, is claimed before it is counted on.
 */
export function guardedStorage(storage: Storage & Put, retention: Pick<RetentionStore, 'claim'>): Storage {
  const { signedUpload } = storage;
  return {
    ...storage,
    async put(file) {
      const hashed = await hashFile(file);
      await retention.claim([hashed.id]);
      return storage.putHashed ? storage.putHashed(file, hashed) : storage.put(file);
    },
    ...(signedUpload && {
      async signedUpload(id, bytes, seconds) {
        await retention.claim([id]);
        return signedUpload(id, bytes, seconds);
      },
    }),
  };
}
