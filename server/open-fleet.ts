import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ensureLocalOwner } from './auth/local-owner.ts';
import type { Bus } from './bus/contract.ts';
import { openRedisBus } from './bus/redis-bus.ts';
import type { Settings } from './env.ts';
import type { Log } from './log.ts';
import type { Data } from './open-data.ts';
import { checkRedis } from './queue/check-redis.ts';
import type { Queue } from './queue/contract.ts';
import { openFleetQueue } from './queue/fleet-queue.ts';
import { withRetention } from './retention/with-retention.ts';
import { SettingError } from './setting-error.ts';
import { checkS3 } from './storage/check-s3.ts';
import { openLocalStorage } from './storage/local.ts';
import { openS3Storage } from './storage/s3.ts';
import { createAgentStore } from './store/agents.ts';
import { prepareDataFolder } from './store/data-folder.ts';
import { lockDataFolder } from './store/data-lock.ts';
import type { AgentStore } from './store/fleet-contract.ts';
import { openTables } from './store/open-store.ts';

/** What the processes of a fleet share: tables, files, the queue and the bus. `holder` names this process. */
export type FleetData = Data & { readonly queue: Queue; readonly bus: Bus; readonly holder: string; readonly agents: AgentStore };

/**
 * Opens everything that a process of a fleet needs. Throws `SettingError`, in one line that names the setting, for whatever
 * cannot be reached or must not be used. With S3 the data folder holds nothing but copies of files, for this process alone.
 */
export async function openFleetData(settings: Settings, log: Log, clock: () => Date): Promise<FleetData> {
  const { databaseUrl, redisUrl, secret, dataFolder } = settings;
  if (!databaseUrl || !redisUrl) throw new SettingError('DATABASE_URL', 'is needed for a fleet, together with REDIS_URL.');
  if (!secret) throw new SettingError('FILMLOOM_SECRET', 'is needed in a fleet, the same for every server. Set it to a long random text.');
  prepareDataFolder(dataFolder);
  await checkRedis(redisUrl);
  const files = await openFiles(settings);
  const { store: opened, database } = await openTables({ databaseUrl });
  const { store, storage } = withRetention(opened, files.storage);
  const owner = await ensureLocalOwner(store.accounts, clock().toISOString());
  const queue = openFleetQueue({ database, redisUrl, log });
  const bus = openRedisBus({ redisUrl, log });
  return {
    store,
    storage,
    owner,
    queue,
    bus,
    agents: createAgentStore(database),
    holder: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`,
    publish() {},
    async close() {
      await queue.close();
      await bus.close();
      await store.close();
      files.release();
    },
  };
}

/** Files on S3; else in a folder that every process of the fleet must share. */
async function openFiles({ s3, dataFolder }: Settings): Promise<{ storage: Data['storage']; release(): void }> {
  if (!s3) return { storage: await openLocalStorage(dataFolder, join('work', randomUUID())), release() {} };
  const lock = lockDataFolder(dataFolder);
  try {
    await checkS3(s3);
    return { storage: await openS3Storage(s3, { folder: dataFolder }), release: () => lock.release() };
  } catch (error) {
    lock.release();
    throw error;
  }
}
