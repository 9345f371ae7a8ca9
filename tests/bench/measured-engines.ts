import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '#executors/catalogue/index.ts';
import { readSettings } from '#server/env.ts';
import { openFleetEngine } from '#server/fleet-engine.ts';
import { openLocalEngine } from '#server/local-engine.ts';
import { createLog } from '#server/log.ts';
import { openFleetData } from '#server/open-fleet.ts';
import type { Engine } from '#server/runs/engine-contract.ts';
import type { Store } from '#server/store/contract.ts';
import { openStore } from '#server/store/open-store.ts';
import { imagine } from '../server/runs/imagined-steps.ts';
import { caller } from '../server/runs/open-engine.ts';
import type { Postgres } from '../services/postgres.ts';
import type { Redis } from '../services/redis.ts';
import { type Commit, type Recorded, recording } from './recorded-commits.ts';

export type MeasuredEngine = Recorded & {
  readonly engine: Engine;
  /** How many steps were carried out so far, where that is known in this process. */
  readonly stepsStarted: () => number;
  /** Stores of the same kind that are empty, for a peer. */
  openBare(): Promise<{ store: Store; close(): Promise<void> }>;
  close(): Promise<void>;
};

const log = createLog('error');
const clock = (): Date => new Date();
const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'filmloom-bench-'));
const untouched = (): never => {
  throw new Error('imagined steps touch no files');
};

async function openAccount(store: Store): Promise<Store> {
  await store.accounts.ensure(caller.workspaceId, caller.userId, clock().toISOString());
  return store;
}

/** Everything in this process, over a SQLite file that waits for the disk. With `onCommit` commits are told, and not kept. */
export async function openEmbedded(slots: number, onCommit?: (commit: Commit) => void): Promise<MeasuredEngine & { databaseFile: string }> {
  const folder = await newFolder();
  const databaseFile = join(folder, 'filmloom.db');
  const recorded = recording(await openAccount(await openStore({ file: databaseFile })), onCommit);
  let started = 0;
  const storage = {
    put: untouched,
    path: untouched,
    read: untouched,
    bytes: untouched,
    remove: untouched,
    list: untouched,
    workFolder: untouched,
    dropWorkFolder: untouched,
  };
  const engine = openLocalEngine({
    store: recorded.store,
    storage,
    rows: () => catalogue,
    log,
    clock,
    slots,
    reach: () => undefined,
    runStep: async (job) => {
      started += 1;
      return imagine(job);
    },
  });
  return {
    ...recorded,
    engine,
    databaseFile,
    stepsStarted: () => started,
    async openBare() {
      const store = await openAccount(await openStore({ file: join(folder, 'bare.db') }));
      return { store, close: () => store.close() };
    },
    async close() {
      await engine.close();
      await recorded.store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A server in this process and a worker in another, over PostgreSQL and Redis. */
export async function openFleet(slots: number, postgres: Postgres, redis: Redis): Promise<MeasuredEngine> {
  await redis.flush();
  const env = {
    ...process.env,
    DATABASE_URL: await postgres.newDatabase(),
    REDIS_URL: redis.url,
    FILMLOOM_SECRET: 'x'.repeat(32),
    FILMLOOM_DATA: await newFolder(),
    BENCH_SLOTS: `${slots}`,
  };
  const data = await openFleetData(readSettings(env, env.FILMLOOM_DATA), log, clock);
  await openAccount(data.store);
  const recorded = recording(data.store);
  const engine = openFleetEngine({ ...data, store: recorded.store }, { rows: () => catalogue, reach: () => undefined, log, clock });
  await engine.recover();
  const worker = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'fleet-worker.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    worker.stdout.once('data', () => resolve());
    worker.once('exit', (code) => reject(new Error(`The worker has ended (${code}) before it was ready.`)));
  });
  return {
    ...recorded,
    engine,
    stepsStarted: () => 0,
    async openBare() {
      const store = await openAccount(await openStore({ databaseUrl: await postgres.newDatabase() }));
      return { store, close: () => store.close() };
    },
    async close() {
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      worker.kill('SIGTERM');
      await ended;
      await engine.close();
      await data.close();
      await rm(env.FILMLOOM_DATA, { recursive: true, force: true });
    },
  };
}
