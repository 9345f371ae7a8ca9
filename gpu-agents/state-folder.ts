import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import type { AssetFiles } from '#executors/assets.ts';
import { StepError } from '#executors/errors.ts';
import { ConfigError } from './config.ts';

/** What an agent keeps on disk: its id, its journal, what it works on, and results that have not arrived yet. */
export class StateFolder {
  readonly agent: string;
  readonly journalFile: string;
  private readonly folder: string;
  private readonly lock: DatabaseSync;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(join(folder, 'outgoing'), { recursive: true, mode: 0o700 });
    this.lock = acquire(folder);
    // Whatever an earlier process was working on has ended with it.
    rmSync(join(folder, 'work'), { recursive: true, force: true });
    mkdirSync(join(folder, 'work'), { mode: 0o700 });
    this.agent = idOf(folder);
    this.journalFile = join(folder, 'journal.jsonl');
  }

  /** Where a result waits until the server has it. */
  outgoing(sha256: string): string {
    return join(this.folder, 'outgoing', sha256);
  }

  workFolder(): string {
    return join(this.folder, 'work');
  }

  async newWorkFolder(): Promise<string> {
    const made = join(this.folder, 'work', randomUUID());
    await mkdir(made, { mode: 0o700 });
    return made;
  }

  /** The files of one job: what it reads lies in `inputs` by hash; what it makes waits in `outgoing`. */
  files(inputs: string): AssetFiles {
    return {
      path: async (id) => {
        const file = join(inputs, id);
        if (!/^[0-9a-f]{64}$/.test(id) || !(await stat(file).catch(() => undefined)))
          throw new StepError('MEDIA_UNREADABLE', 'A file that this step reads did not come with it. Retry.');
        return file;
      },
      keep: async (file) => this.keep(file),
      workFolder: () => this.newWorkFolder(),
      dropWorkFolder: (made) => rm(made, { recursive: true, force: true }),
    };
  }

  async drop(sha256: string): Promise<void> {
    await rm(this.outgoing(sha256), { force: true });
  }

  close(): void {
    this.lock.close();
  }

  private async keep(file: string): Promise<{ id: string; bytes: number }> {
    const hash = createHash('sha256');
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
    const id = hash.digest('hex');
    const { size } = await stat(file);
    const handle = await open(file, 'r');
    await handle.sync().finally(() => handle.close());
    await chmod(file, 0o600);
    await rename(file, this.outgoing(id));
    return { id, bytes: size };
  }
}

/** Held by the operating system for as long as the process lives. */
function acquire(folder: string): DatabaseSync {
  const database = new DatabaseSync(join(folder, 'lock.db'));
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    return database;
  } catch {
    database.close();
    throw new ConfigError(`Another agent uses the state folder ${folder}. Stop it, or set another “state” in agent.yaml.`);
  }
}

function idOf(folder: string): string {
  const file = join(folder, 'agent-id');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const id = randomUUID();
  writeFileSync(file, id, { mode: 0o600 });
  return id;
}
