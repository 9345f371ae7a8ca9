import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Health } from '#server/contract/catalogue.ts';
import type { RunSummary } from '#server/contract/runs.ts';
import { api } from '../server-process.ts';
import { Films, film } from './films.ts';
import { type Fleet, openFleet } from './fleet.ts';
import { followByEvents, followBySocket } from './followers.ts';

let fleet: Fleet;
beforeAll(async () => {
  fleet = await openFleet();
}, 120_000);
afterAll(() => fleet?.close(), 60_000);

describe('two servers and two workers are one Filmloom', { timeout: 180_000 }, () => {
  it('each server says that it is one of a fleet, and is well', async () => {
    for (const { name } of fleet.servers) {
      const health = await api<Health>(name, '/health');
      expect(health).toMatchObject({ ok: true, mode: 'fleet' });
      expect(Object.keys(health.checks).sort()).toEqual(['database', 'ffmpeg', 'files', 'redis', 'workers']);
    }
  });

  it('what one server begins, the other tells: every event once and in order, by both ways', async () => {
    const [here, there] = fleet.servers;
    const films = new Films(fleet, 'Followed');
    const id = await films.begin(here);
    const followers = [followByEvents(() => there, id), followBySocket(there, id), followByEvents(() => here, id)];
    expect(await films.finish()).toEqual(['done']);
    await Promise.all(followers.map(({ ended }) => ended));
    for (const { wrong, stop } of followers) {
      expect(wrong).toEqual([]);
      stop();
    }
    const [far, , near] = followers;
    expect(far?.seen).toEqual(near?.seen);
    expect((await films.view(id, there)).seq).toBe(far?.seen.at(-1));
    expect(await films.broken()).toEqual([]);
  });

  it('pause, resume and cancel may be sent to either server', async () => {
    const [here, there] = fleet.servers;
    const films = new Films(fleet, 'Steered');
    const id = await films.begin(here, 4);
    expect(await api<RunSummary>(there.name, `/runs/${id}/pause`, {})).toMatchObject({ state: expect.stringMatching(/paused|running/) });
    await films.until(id, ({ state }) => state === 'paused');
    await api(there.name, `/runs/${id}/resume`, {});
    await films.until(id, ({ stepList }) => stepList.some(({ state }) => state === 'running'));
    await api(there.name, `/runs/${id}/cancel`, {});
    await films.until(id, ({ state }) => state === 'cancelled');
    expect((await films.view(id, here)).state).toBe('cancelled');
  });

  it('a graph may be amended, and a person’s decision given, through the server that does not drive the run', async () => {
    const [here, there] = fleet.servers;
    const films = new Films(fleet, 'Amended');
    const id = await films.begin(here, 2);
    await films.until(id, ({ stepList }) => stepList.length > 3);
    const graph = film('Amended 1', 2);
    const nodes = { ...(graph.nodes as object), look: { type: 'review', params: {} } };
    const edges = [...(graph.edges as []), { from: 'film.video', to: 'look.video' }];
    await api(there.name, `/runs/${id}/amend`, { graph: { ...graph, nodes, edges } });
    const waiting = await films.until(id, ({ state }) => state === 'awaiting-person');
    const [asked] = waiting.stepList.filter(({ state }) => state === 'awaiting-person');
    await api(there.name, `/runs/${id}/steps/${encodeURIComponent(asked?.id ?? '')}/decide`, { choice: 'approve' });
    expect(await films.finish()).toEqual(['done']);
  });
});
