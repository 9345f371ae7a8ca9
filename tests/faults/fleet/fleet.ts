import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openStore } from '#server/store/open-store.ts';
import { fleetEnvironment, fleetProcesses } from '#tests/deploy/fleet-environment.ts';
import { type EmulatorOptions, startWavespeed, type WavespeedEmulator } from '#tests/providers/wavespeed-emulator.ts';
import { type FaultyLine, openFaultyLine } from '#tests/server/storage/faulty-line.ts';
import { type Postgres, startPostgres } from '#tests/services/postgres.ts';
import { type Redis, startRedis } from '#tests/services/redis.ts';
import { startS3, whyNoS3 } from '#tests/services/s3.ts';
import { FleetProcess } from './fleet-process.ts';

/** Two servers and two workers as `deploy/compose.yaml` describes them, over real services. */
export type Fleet = {
  readonly servers: readonly [FleetProcess, FleetProcess];
  readonly workers: readonly [FleetProcess, FleetProcess];
  readonly processes: readonly FleetProcess[];
  readonly postgres: Postgres;
  readonly redis: Redis;
  readonly databaseUrl: string;
  readonly provider: WavespeedEmulator;
  /** The line to S3; without it the processes share a folder. */
  readonly line: FaultyLine | undefined;
  /** What was asked for of the provider so far: pictures, and how often a person has said “send it again”. */
  readonly wanted: { pictures: number; resubmits: number };
  close(): Promise<void>;
};

type Options = { readonly provider?: EmulatorOptions; readonly files?: 's3' | 'folder' };

/** Starts it all; files lie in S3 where that can run here and nothing else is asked for. */
export async function openFleet({ provider: emulated = {}, files }: Options = {}): Promise<Fleet> {
  const [postgres, redis, provider, s3] = await Promise.all([
    startPostgres(),
    startRedis(),
    startWavespeed({ jobMs: 200, ...emulated }),
    files === 'folder' || (await whyNoS3()) ? undefined : startS3(),
  ]);
  const databaseUrl = await postgres.newDatabase();
  const line = s3 && (await openFaultyLine(s3.port));
  const bucket = s3 && line && { ...(await s3.newBucket()), endpoint: line.endpoint };
  const folder = await mkdtemp(join(tmpdir(), 'filmloom-fleet-'));
  const of = (name: string): NodeJS.ProcessEnv =>
    fleetEnvironment({ databaseUrl, redisUrl: redis.url, folder: bucket ? join(folder, name) : folder, bucket, provider });
  const [server1, server2, worker1, worker2] = fleetProcesses.map(({ name, command }) => new FleetProcess(command, of(name))) as [
    FleetProcess,
    FleetProcess,
    FleetProcess,
    FleetProcess,
  ];
  const [servers, workers] = [[server1, server2] as const, [worker1, worker2] as const];
  const processes = [...servers, ...workers];
  const close = async (): Promise<void> => {
    for (const one of processes) one.thaw();
    await Promise.all(processes.map((one) => one.kill9()));
    await Promise.all([provider.stop(), redis.stop(), postgres.stop(), s3?.stop()]);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await liftLimits(databaseUrl);
    await startAll(processes);
  } catch (error) {
    await close();
    throw error;
  }
  return { servers, workers, processes, postgres, redis, databaseUrl, provider, line, wanted: { pictures: 0, resubmits: 0 }, close };
}

/** All at once, as after a power cut. */
async function startAll(processes: readonly FleetProcess[]): Promise<void> {
  await Promise.all(processes.map((one) => one.start()));
}

/** As if the account at the provider had no limit of requests a minute, which a test would wait for. */
async function liftLimits(databaseUrl: string): Promise<void> {
  await (await openStore({ databaseUrl })).close();
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`
    create function without_limit() returns trigger language plpgsql as $$ begin new.per_minute = null; return new; end $$;
    create trigger without_limit before insert or update on lanes for each row execute function without_limit();`);
  await client.end();
}
