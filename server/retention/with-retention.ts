import type { Storage } from '#server/storage/contract.ts';
import type { Store } from '#server/store/contract.ts';
import { guardedStorage } from './guarded-storage.ts';
import { wholeResults } from './whole-results.ts';

/** Store and files as they can be used while clean-up is at work. */
export function withRetention(store: Store, files: Storage): { store: Store; storage: Storage } {
  const storage = guardedStorage(files, store.retention);
  return { storage, store: { ...store, results: wholeResults(store.results, storage) } };
}
