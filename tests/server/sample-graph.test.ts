import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readGraph } from '#graphs/read-graph.ts';
import { type Data, openData } from '#server/open-data.ts';
import { ensureSampleGraph } from '#server/sample-graph.ts';
import { newFolder } from './open-server.ts';

const at = '2026-01-01T00:00:00.000Z';

async function withData<T>(folder: string, work: (data: Data) => Promise<T>): Promise<T> {
  const data = await openData(folder);
  try {
    return await work(data);
  } finally {
    await data.close();
  }
}

it('saves the sample film once, and never again after a person has deleted it', async () => {
  const folder = join(await newFolder(), 'data');
  const start = () =>
    withData(folder, async ({ store, owner }) => {
      await ensureSampleGraph(store, owner, at);
      return await store.graphs.list(owner.workspaceId);
    });
  const [first] = await start();
  expect(first).toMatchObject({ name: 'Lighthouse', revision: 1 });
  expect(await start()).toHaveLength(1);
  const graph = await withData(folder, async ({ store, owner }) => {
    const row = await store.graphs.find(owner.workspaceId, first?.id ?? '');
    await store.graphs.remove(owner.workspaceId, first?.id ?? '', at);
    return row?.graph;
  });
  expect(readGraph(graph).problems).toEqual([]);
  expect(await start()).toEqual([]);
});

it('leaves a workspace alone that has graphs of its own', async () => {
  await withData(join(await newFolder(), 'data'), async ({ store, owner }) => {
    const mine = { ...owner, id: 'graph-mine', name: 'Mine', revision: 1, graph: {}, nodes: 0, createdAt: at, updatedAt: at };
    await store.graphs.insert(mine);
    await ensureSampleGraph(store, owner, at);
    expect((await store.graphs.list(owner.workspaceId)).map(({ name }) => name)).toEqual(['Mine']);
  });
});
