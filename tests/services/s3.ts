import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3Settings } from '#server/service-settings.ts';
import { freePort, type GuardedProcess, openGuardedProcess, until } from './guarded-process.ts';

const run = promisify(execFile);
/** The Python whose packages apt installs, whatever another one on the PATH is. */
const python = '/usr/bin/python3';
const script = fileURLToPath(new URL('./s3-server.py', import.meta.url));
const region = 'us-east-1';
const accessKeyId = 'test:tester';
const secretAccessKey = 'testing';

export type S3 = {
  readonly port: number;
  /** Settings of a new empty bucket. */
  newBucket(): Promise<S3Settings>;
  /** Ends it as an administrator does. `restart` brings it back with its files. */
  down(): Promise<void>;
  restart(): Promise<void>;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
};

/**
 * Why the S3 service cannot run here, or undefined. On a Debian system root can install what it needs, so there a test that
 * needs it fails instead of being left out.
 */
export async function whyNoS3(): Promise<string | undefined> {
  const why = await reason();
  const mustRun = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (why && mustRun) throw new Error(`The S3 service of the tests cannot run: ${why}.`);
  return why;
}

async function reason(): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'filmloom-attributes-'));
  try {
    await run(python, ['-c', 'import swift.common.middleware.s3api']).catch(() => {
      throw new Error('OpenStack Swift is not installed; Debian, Ubuntu: apt-get install python3-swift');
    });
    await run(python, ['-c', 'import os, sys; os.setxattr(sys.argv[1], "user.film", b"1")', folder]).catch(() => {
      throw new Error(`the file system of ${tmpdir()} keeps no user attributes`);
    });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts an S3 service of its own on a free port. */
export async function startS3(): Promise<S3> {
  const service = await openGuardedProcess('s3', 'TERM');
  try {
    const port = await freePort();
    await launch(service, port);
    return control(service, port);
  } catch (error) {
    await service.dispose();
    throw error;
  }
}

function control(service: GuardedProcess, port: number): S3 {
  const endpoint = `http://127.0.0.1:${port}`;
  let count = 0;
  return {
    port,
    async newBucket() {
      count += 1;
      const bucket = `films-${count}`;
      const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } });
      await client.send(new CreateBucketCommand({ Bucket: bucket }));
      client.destroy();
      return { bucket, endpoint, region, accessKeyId, secretAccessKey, forcePathStyle: true };
    },
    down: () => service.signal('SIGTERM', { untilExit: true }),
    async restart() {
      await service.signal('SIGTERM', { untilExit: true });
      await launch(service, port);
    },
    stop: () => service.dispose(),
  };
}

/** Starts it and waits until it answers. */
async function launch(service: GuardedProcess, port: number): Promise<void> {
  service.start(python, [script, service.folder, String(port)]);
  let why = '';
  const answers = async (): Promise<boolean> => {
    const end = await service.ended();
    if (end) throw new Error(end);
    const status = await fetch(`http://127.0.0.1:${port}/`).then(
      (response) => response.status,
      (error: Error) => {
        why = error.message;
        return 500;
      },
    );
    return status < 500;
  };
  await until(answers, () => `The S3 service did not start: ${why}`);
}
