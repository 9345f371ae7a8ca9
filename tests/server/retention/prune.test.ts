import { createHash } from 'node:crypto';
import { rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sharedPostgres } from '../../services/shared-postgres.ts';
import { newFolder } from '../new-folder.ts';
import { caller } from '../runs/open-engine.ts';
import { longAgo, type OpenPruned, openPruned, picture, runOf, strict } from './open-pruned.ts';

const opened: OpenPruned[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const kinds = ['SQLite', 'PostgreSQL'] as const;

async function open(kind: (typeof kinds)[number]): Promise<OpenPruned & { folder: string }> {
  const folder = await newFolder();
  const place = kind === 'SQLite' ? { file: join(folder, 'filmloom.db') } : { databaseUrl: await (await sharedPostgres()).newDatabase() };
  const one = await openPruned(place, folder);
  opened.push(one);
  return { ...one, folder };
}

const nothing = { runs: 0, results: 0, quotes: 0, files: { now: 0, later: 0 }, bytes: 0 };

describe.each(kinds)('clean-up on %s', { timeout: 120_000 }, (kind) => {
  it('takes nothing away that is young', async () => {
    const server = await open(kind);
    const { files } = await runOf(server, picture('A lighthouse'));
    expect(await server.prune()).toMatchObject(nothing);
    expect([...(await server.files()).keys()]).toEqual(files);
  });

  it('takes an old run away with its result at once, and its file when nothing has named it for a while', async () => {
    const server = await open(kind);
    const { id, files } = await runOf(server, picture('A lighthouse'));
    await server.age();
    expect(await server.wouldPrune()).toMatchObject({ dryRun: true, runs: 1, results: 1, files: { now: 0, later: 1 } });
    expect(await server.store.runs.byId(id)).toBeDefined();
    expect(await server.prune()).toMatchObject({ runs: 1, results: 1, files: { now: 0, later: 1 } });
    expect(await server.store.runs.byId(id)).toBeUndefined();
    expect(await server.store.runs.log(id)).toEqual([]);
    expect(await server.prune()).toMatchObject(nothing);
    expect(await server.storage.bytes(files[0] as string)).toBeGreaterThan(0);
    await server.age();
    const gone = await server.prune();
    expect(gone).toMatchObject({ files: { now: 1, later: 0 } });
    expect(gone.bytes).toBeGreaterThan(0);
    expect((await server.files()).size).toBe(0);
    expect(await server.store.assets.find(caller.workspaceId, files[0] as string)).toBeUndefined();
  });

  it('keeps a run that a person keeps, with its files, until it is no longer kept', async () => {
    const server = await open(kind);
    const { id, files } = await runOf(server, picture('A lighthouse'));
    expect(await server.engine.keep(caller, id, true)).toMatchObject({ keep: true });
    await server.age();
    await server.prune();
    await server.age();
    expect(await server.prune()).toMatchObject(nothing);
    expect([...(await server.files()).keys()]).toEqual(files);
    expect(await server.engine.outputs(caller, id)).toHaveLength(1);
    expect(await server.engine.keep(caller, id, false)).not.toHaveProperty('keep');
    expect(await server.prune()).toMatchObject({ runs: 1 });
  });

  it('keeps the newest runs however old they are, and files that graphs, versions or templates name', async () => {
    const server = await open(kind);
    const first = await runOf(server, picture('One'));
    const second = await runOf(server, picture('Two'));
    const naming = (id: string | undefined) => ({ filmloom: 1, nodes: { in: { type: 'image', params: { asset: id } } } });
    const row = { ...caller, id: 'g', name: 'G', nodes: 1, revision: 1, createdAt: longAgo, updatedAt: longAgo };
    await server.store.graphs.insert({ ...row, graph: naming(first.files[0]) });
    await server.store.graphs.save(caller.workspaceId, 'g', 1, { name: 'G', graph: naming('none'), nodes: 1, at: longAgo });
    await server.age();
    expect(await server.prune({ ...strict, newestRuns: 1 })).toMatchObject({ runs: 1, results: 2, files: { later: 0 } });
    expect(await server.store.runs.byId(second.id)).toBeDefined();
    expect(await server.prune()).toMatchObject({ runs: 1, files: { later: 1 } });
    await server.age();
    expect(await server.prune()).toMatchObject({ files: { now: 1 } });
    expect([...(await server.files()).keys()]).toEqual(first.files);
  });

  it('never takes an upload, and takes a file that nobody knows when it is old', async () => {
    const server = await open(kind);
    const put = async (text: string) => {
      const file = join(server.folder, 'incoming');
      await writeFile(file, text);
      return server.storage.put(file);
    };
    const upload = await put('mine');
    const facts = { width: 1, height: 1 };
    const media = { kind: 'image', media: 'image/png', name: 'mine', facts, value: null, createdAt: longAgo } as const;
    await server.store.assets.insert({ ...caller, ...upload, ...media, origin: 'upload' });
    const stray = await put('a crash left this');
    expect(await server.prune()).toMatchObject(nothing);
    const path = await server.storage.path(stray.id);
    await utimes(path, new Date(longAgo), new Date(longAgo));
    expect(await server.prune()).toMatchObject({ files: { now: 0, later: 1 } });
    await server.age();
    expect(await server.prune()).toMatchObject({ files: { now: 1, later: 0 } });
    expect([...(await server.files()).keys()]).toEqual([upload.id]);
  });

  it('lets the oldest go first where files take more than they may, and nothing recent', async () => {
    const server = await open(kind);
    const runs = [];
    for (const text of ['One', 'Two', 'Three']) {
      runs.push(await runOf(server, picture(text)));
      await server.database
        .updateTable('runs')
        .set({ ended_at: new Date(Date.now() - 86_400_000 * (5 - runs.length)).toISOString() })
        .where('id', '=', runs.at(-1)?.id ?? '')
        .execute();
    }
    await server.database
      .updateTable('results')
      .set({ used_at: new Date(Date.now() - 86_400_000 * 5).toISOString() })
      .execute();
    const bytes = [...(await server.files()).values()].reduce((sum, text) => sum + text.length, 0);
    const gone = await server.prune({ ...strict, mostBytes: bytes - 1 });
    expect(gone).toMatchObject({ runs: 1, files: { later: 1 } });
    expect(await server.store.runs.byId(runs[0]?.id ?? '')).toBeUndefined();
    // What is on its way out is not counted again.
    expect(await server.prune({ ...strict, mostBytes: bytes - 1 })).toMatchObject({ runs: 0, files: { now: 0, later: 0 } });
    const fresh = await runOf(server, picture('Four'));
    await server.prune({ ...strict, mostBytes: 0 });
    expect(await server.store.runs.byId(fresh.id)).toBeDefined();
  });

  it('loses no file to a run that wants it at the same moment, 50 times', async () => {
    const server = await open(kind);
    let [remade, reused] = [0, 0];
    for (let round = 0; round < 50; round += 1) {
      const graph = picture(`Round ${round}`);
      await runOf(server, graph);
      await server.age();
      // Even rounds: the file is ripe. Odd ones: the result is just found to be old.
      if (round % 2 === 0) {
        await server.prune();
        await server.age();
      }
      const before = server.made();
      const lead = (round % 10) - 5;
      const later = <T>(ms: number, work: () => Promise<T>) =>
        new Promise((resolve) => setTimeout(resolve, Math.max(0, ms * 3))).then(work);
      const [, run] = await Promise.all([later(-lead, () => server.prune()), later(lead, () => runOf(server, graph))]);
      if (server.made() > before) remade += 1;
      else reused += 1;
      // Another clean-up a good while later must not find it loose either.
      await server.database.updateTable('loose_files').set({ since: longAgo }).execute();
      await server.prune();
      const files = await server.files();
      expect(run.files).toHaveLength(1);
      for (const id of run.files)
        expect(
          createHash('sha256')
            .update(files.get(id) ?? 'lost')
            .digest('hex'),
        ).toBe(id);
      expect((await server.store.assets.findMany(caller.workspaceId, run.files)).size).toBe(1);
    }
    console.log(`${kind}: 50 of 50 rounds kept their file (${remade} made again, ${reused} found)`);
    expect(remade + reused).toBe(50);
    expect(remade).toBeGreaterThan(0);
  });

  it('lets one process at a time have the chore', async () => {
    const { store } = await open(kind);
    const take = (holder: string, at: number) => store.retention.takeChore('prune', holder, at, 1000);
    const taken = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => take(holder, 5000)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await take('e', 5999)).toBe(false);
    expect(await take('e', 6000)).toBe(true);
  });

  it('runs a step again whose stored file was deleted by somebody', async () => {
    const server = await open(kind);
    const graph = picture('A lighthouse');
    await runOf(server, graph);
    await rm(join(server.folder, 'files'), { recursive: true, force: true });
    const again = await runOf(server, graph);
    expect(server.made()).toBe(2);
    expect([...(await server.files()).keys()]).toEqual(again.files);
    await runOf(server, graph);
    expect(server.made()).toBe(2);
  });
});
