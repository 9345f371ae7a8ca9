import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '#executors/catalogue/index.ts';
import { buildApp } from '#server/app.ts';
import { createTokenCheck } from '#server/auth/token.ts';
import { openLocalEngine } from '#server/local-engine.ts';
import { createLog } from '#server/log.ts';
import { openData } from '#server/open-data.ts';
import { imagine } from '../server/runs/imagined-steps.ts';
import { fanOut } from './no-op-graphs.ts';

/*
 * A whole server as a process of its own, with so many runs of one step each that says ten times a second how far it is, until
 * the process is told to stop. It answers every message of its parent with the processor time it has used.
 */
const runs = Number(process.argv[2]);
const progressEveryMs = 100;
const folder = await mkdtemp(join(tmpdir(), 'filmloom-bench-'));
const { store, storage, owner, close } = await openData(join(folder, 'data'));
const log = createLog('error');
const clock = (): Date => new Date();
const stopping = new AbortController();
const engine = openLocalEngine({
  store,
  storage,
  rows: () => catalogue,
  log,
  clock,
  slots: runs,
  reach: () => undefined,
  async runStep(job) {
    let fraction = 0;
    // The note says when it was sent.
    const timer = setInterval(() => {
      fraction = (fraction + 0.001) % 1;
      job.progress(fraction, `${Date.now()}`);
    }, progressEveryMs);
    await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve));
    clearInterval(timer);
    return imagine(job);
  },
});
const app = await buildApp({
  settings: { host: '127.0.0.1', publicUrl: undefined, dataFolder: folder },
  store,
  storage,
  engine,
  tokens: createTokenCheck(undefined, 'a secret of the benchmark'),
  rows: () => catalogue,
  clock,
  log,
  editorFolder: join(folder, 'dist'),
});
await app.listen({ port: 0, host: '127.0.0.1' });
const ids: string[] = [];
for (let run = 0; run < runs; run += 1) ids.push((await engine.start(owner, { graph: fanOut(1, `Run ${run}`) })).id);
process.on('message', async (word) => {
  if (word === 'usage') return process.send?.(process.cpuUsage());
  stopping.abort();
  await app.close();
  await engine.close();
  await close();
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
});
process.send?.({ url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`, ids });
