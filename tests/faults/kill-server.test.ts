import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import lighthouse from '#graphs/templates/lighthouse.json' with { type: 'json' };
import type { RunView } from '#server/contract/runs.ts';
import { openStore } from '#server/store/open-store.ts';
import { programsIn } from './programs-in.ts';
import { api, type ServerProcess, spawnServer } from './server-process.ts';

/** A sample in `npm test`; all of them in `npm run faults`. */
const kills = Number(process.env.FAULT_ROUNDS ?? 3);
const seed = Number(process.env.FAULT_SEED ?? 1);
/** A busy machine takes its time to start a server. */
const patience = 120_000 + kills * 40_000;
const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** Moments of the kills: the same for the same seed. */
function moments(): number[] {
  let state = seed;
  return Array.from({ length: kills }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return 50 + (state % 2_500);
  });
}

/** The sample film up to the film itself: what follows is more of the same and takes the most time. */
const { social: _social, poster: _poster, ...nodes } = lighthouse.nodes;
const edges = lighthouse.edges.filter(({ to }) => !/^(social|poster)\./.test(to));
const graph = { ...lighthouse, settings: { ...lighthouse.settings, resolution: '480p' }, nodes, edges };
const filmInputs = (film: number) => ({ prompt: `Ship ${film}; storm; light.`, shots: 3, seconds: 1 });

it(
  `a run survives ${kills} kills of its server, is finished, and no finished step runs twice (seed ${seed})`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'filmloom-faults-'));
    folders.push(folder);
    let server: ServerProcess = await spawnServer(folder);
    let { id } = await api<{ id: string }>(server.url, '/runs', { graph, inputs: filmInputs(1) });
    let begun = 1;
    for (const moment of moments()) {
      await sleep(moment);
      await server.kill();
      await expect.poll(() => programsIn(folder), { timeout: 5_000 }).toEqual([]);
      server = await spawnServer(folder);
      // A run that had ended before the kill leaves nothing to break: begin another film in the same folder.
      const { state } = await api<RunView>(server.url, `/runs/${id}`);
      if (state !== 'done') continue;
      begun += 1;
      ({ id } = await api<{ id: string }>(server.url, '/runs', { graph, inputs: filmInputs(begun) }));
    }
    await expect.poll(async () => (await api<RunView>(server.url, `/runs/${id}`)).state, { timeout: 110_000, interval: 300 }).toBe('done');
    await server.stop();
    expect(await finishedTwice(folder)).toEqual([]);
    expect(await readdir(join(folder, 'work')).catch(() => [])).toEqual([]);
  },
  patience,
);

/** Steps of any run in the folder that were started again after they had ended done. */
async function finishedTwice(folder: string): Promise<string[]> {
  const store = await openStore({ file: join(folder, 'filmloom.db') });
  const twice: string[] = [];
  for (const run of await store.runs.list('local', { limit: 100 })) {
    const done = new Set<string>();
    for (const { change } of await store.runs.log(run.id)) {
      const { type, id = '', state } = change as { type: string; id?: string; state?: string };
      if (type !== 'step-moved') continue;
      if (state === 'running' && done.has(id)) twice.push(`${run.id} ${id}`);
      if (state === 'done') done.add(id);
    }
  }
  await store.close();
  return twice;
}
