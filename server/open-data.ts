import { join } from 'node:path';
import { ensureLocalOwner } from './auth/local-owner.ts';
import { withRetention } from './retention/with-retention.ts';
import type { Caller } from './runs/engine-contract.ts';
import type { Storage } from './storage/contract.ts';
import { openLocalStorage } from './storage/local.ts';
import type { Store } from './store/contract.ts';
import { fullDataFolder, prepareDataFolder } from './store/data-folder.ts';
import { lockDataFolder } from './store/data-lock.ts';
import { openStore } from './store/open-store.ts';

/** The data folder, open for this process alone. */
export type Data = {
  readonly store: Store;
  readonly storage: Storage;
  readonly owner: Caller;
  /** Tells other processes of this machine where this one serves. */
  publish(url: string): void;
  close(): Promise<void>;
};

/** Opens database and files of a data folder, made when missing. Throws `DataFolderError` where another process has it. */
export async function openData(folder: string, clock: () => Date = () => new Date()): Promise<Data> {
  prepareDataFolder(folder);
  const lock = lockDataFolder(folder);
  try {
    const files = await openLocalStorage(folder);
    const opened = await openStore({ file: join(folder, 'filmloom.db') });
    const { store, storage } = withRetention(opened, files);
    const owner = await ensureLocalOwner(store.accounts, clock().toISOString());
    return {
      store,
      storage,
      owner,
      publish: (url) => lock.publish(url),
      async close() {
        await store.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw fullDataFolder(folder, error) ?? error;
  }
}
