import { describe, expect, it } from 'vitest';
import type { App } from '#server/app-parts.ts';
import { finishedRun, openServer, pictureGraph, soon } from '../open-server.ts';

const create = async (app: App, graph: object = pictureGraph()) =>
  (await app.inject({ method: 'POST', url: '/api/v1/graphs', payload: { graph } })).json();
const save = (app: App, id: string, revision: string | undefined, graph: object) =>
  app.inject({
    method: 'PUT',
    url: `/api/v1/graphs/${id}`,
    payload: { graph },
    headers: revision === undefined ? {} : { 'if-match': revision },
  });

describe('saved graphs', () => {
  it('come back as they were saved, drafts with problems included', async () => {
    const { app } = await openServer();
    const draft = {
      filmloom: 1,
      name: 'Draft',
      nodes: { a: { type: 'keyframe', at: [1, 2] }, b: { type: 'not yet known' } },
      edges: [{ from: 'x.y', to: 'a.prompt' }],
    };
    const answer = await app.inject({ method: 'POST', url: '/api/v1/graphs', payload: { graph: draft } });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers.etag).toBe('"1"');
    const read = await app.inject(String(answer.headers.location));
    expect(read.json()).toMatchObject({ name: 'Draft', revision: 1, nodes: 2, graph: draft });
  });

  it('are not saved where they could not be opened again', async () => {
    const { app } = await openServer();
    for (const graph of [{}, { filmloom: 2, nodes: {} }, { filmloom: 1, nodes: [] }]) {
      const answer = await app.inject({ method: 'POST', url: '/api/v1/graphs', payload: { graph } });
      expect(answer.json()).toMatchObject({ status: 422, code: 'GRAPH_UNREADABLE', problems: [{ severity: 'error' }] });
    }
    expect((await app.inject('/api/v1/graphs')).json().graphs).toEqual([]);
  });

  it('of two tabs: the second save over the same revision is refused and loses nothing', async () => {
    const { app } = await openServer();
    const { id } = await create(app);
    const first = await save(app, id, '"1"', pictureGraph('first'));
    expect(first.json()).toMatchObject({ revision: 2 });
    expect(first.headers.etag).toBe('"2"');
    const second = await save(app, id, '"1"', pictureGraph('second'));
    expect(second.json()).toMatchObject({ status: 412, code: 'REVISION_CONFLICT' });
    expect((await app.inject(`/api/v1/graphs/${id}`)).json().graph.nodes.better.params.style).toBe('first');
  });

  it('take a revision in every form that clients write, and demand one', async () => {
    const { app } = await openServer();
    const { id } = await create(app);
    expect((await save(app, id, undefined, pictureGraph())).json()).toMatchObject({ status: 428, code: 'IF_MATCH_MISSING' });
    for (const tag of ['1', 'W/"2"', '"3"', '*']) expect([tag, (await save(app, id, tag, pictureGraph())).statusCode]).toEqual([tag, 200]);
    expect((await save(app, id, 'five', pictureGraph())).statusCode).toBe(412);
  });

  it('keep every version', async () => {
    const { app } = await openServer();
    const { id } = await create(app, pictureGraph('one'));
    await save(app, id, '1', { ...pictureGraph('two'), name: 'Renamed' });
    const { versions } = (await app.inject(`/api/v1/graphs/${id}/versions`)).json();
    expect(versions).toMatchObject([
      { revision: 2, name: 'Renamed' },
      { revision: 1, name: 'Picture' },
    ]);
    expect((await app.inject(`/api/v1/graphs/${id}/versions/1`)).json().graph.nodes.better.params.style).toBe('one');
    expect((await app.inject(`/api/v1/graphs/${id}/versions/9`)).json()).toMatchObject({ status: 404 });
  });

  it('that were deleted can be brought back', async () => {
    const { app } = await openServer();
    const { id } = await create(app);
    expect((await app.inject({ method: 'DELETE', url: `/api/v1/graphs/${id}`, headers: { 'if-match': '"7"' } })).statusCode).toBe(412);
    expect((await app.inject({ method: 'DELETE', url: `/api/v1/graphs/${id}` })).statusCode).toBe(204);
    for (const url of ['', '/versions']) expect((await app.inject(`/api/v1/graphs/${id}${url}`)).statusCode).toBe(404);
    expect((await save(app, id, '*', pictureGraph())).statusCode).toBe(404);
    const restored = await app.inject({ method: 'POST', url: `/api/v1/graphs/${id}/restore` });
    expect(restored.json()).toMatchObject({ id, revision: 1, name: 'Picture' });
    expect((await app.inject('/api/v1/graphs')).json().graphs).toHaveLength(1);
  });

  it('are copied under a new id and name', async () => {
    const { app } = await openServer();
    const { id } = await create(app);
    const copy = (await app.inject({ method: 'POST', url: `/api/v1/graphs/${id}/duplicate` })).json();
    expect(copy).toMatchObject({ name: 'Picture copy', revision: 1, graph: { ...pictureGraph(), name: 'Picture copy' } });
    expect(copy.id).not.toBe(id);
    const named = await app.inject({ method: 'POST', url: `/api/v1/graphs/${id}/duplicate`, payload: { name: 'Other' } });
    expect(named.json().name).toBe('Other');
  });

  it('show a picture of their last finished run', async () => {
    const { app } = await openServer();
    const { id } = await create(app);
    const list = async () => (await app.inject('/api/v1/graphs')).json().graphs[0];
    expect((await list()).thumbnailUrl).toBeUndefined();
    await app.inject({ method: 'POST', url: '/api/v1/runs', payload: { graphId: id } });
    await expect.poll(async () => (await list()).thumbnailUrl, soon).toBeDefined();
    const answer = await app.inject((await list()).thumbnailUrl);
    expect(answer.statusCode).toBe(302);
    expect((await app.inject(String(answer.headers.location))).headers['content-type']).toBe('image/png');
  });
});

describe('templates', () => {
  it('come with Filmloom, each a graph without problems', async () => {
    const { app } = await openServer();
    const { templates } = (await app.inject('/api/v1/templates')).json();
    expect(templates.map(({ id }: { id: string }) => id)).toContain('lighthouse');
    const { graph } = (await app.inject('/api/v1/templates/lighthouse')).json();
    expect((await app.inject({ method: 'POST', url: '/api/v1/graphs/validate', payload: { graph } })).json().valid).toBe(true);
    expect((await app.inject({ method: 'DELETE', url: '/api/v1/templates/lighthouse' })).json()).toMatchObject({ status: 409 });
  });

  it('are made from graphs and removed again', async () => {
    const { app } = await openServer();
    const { id } = (
      await app.inject({ method: 'POST', url: '/api/v1/templates', payload: { graph: { ...pictureGraph(), description: 'Mine.' } } })
    ).json();
    expect((await app.inject('/api/v1/templates')).json().templates).toContainEqual({
      id,
      name: 'Picture',
      description: 'Mine.',
      nodes: 3,
      builtIn: false,
    });
    expect((await app.inject({ method: 'DELETE', url: `/api/v1/templates/${id}` })).statusCode).toBe(204);
    expect((await app.inject(`/api/v1/templates/${id}`)).statusCode).toBe(404);
  });
});

it('keeps runs of a graph apart from others', async () => {
  const { app } = await openServer();
  const { id } = await create(app);
  await finishedRun(app, pictureGraph('other'));
  await app.inject({ method: 'POST', url: '/api/v1/runs', payload: { graphId: id } });
  expect((await app.inject(`/api/v1/runs?graphId=${id}`)).json().runs).toHaveLength(1);
});
