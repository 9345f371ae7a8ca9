import { describe, expect, it } from 'vitest';
import { finishedRun, openServer, pictureGraph, soon } from '../open-server.ts';

describe('runs over HTTP', () => {
  it('starts a run and shows its nodes, steps and outputs', async () => {
    const { app } = await openServer();
    const id = await finishedRun(app);
    const run = (await app.inject(`/api/v1/runs/${id}`)).json();
    expect(run).toMatchObject({ id, state: 'done', name: 'Picture', tier: 'animatic' });
    expect(run.nodes.frame.outputs.image).toHaveLength(1);
    const { outputs } = (await app.inject(`/api/v1/runs/${id}/outputs`)).json();
    expect(outputs).toMatchObject([{ node: 'frame', port: 'image', kind: 'image', media: 'image/png' }]);
    const file = await app.inject(outputs[0].url);
    expect(file.statusCode).toBe(200);
    expect(file.rawPayload.subarray(1, 4).toString()).toBe('PNG');
  });

  it('answers 201 with the place of the run', async () => {
    const { app } = await openServer();
    const started = await app.inject({ method: 'POST', url: '/api/v1/runs', payload: { graph: pictureGraph() } });
    expect(started.statusCode).toBe(201);
    expect(started.headers.location).toBe(`/api/v1/runs/${started.json().id}`);
  });

  it('gives the same run for the same idempotency key', async () => {
    const { app } = await openServer();
    const start = () =>
      app.inject({ method: 'POST', url: '/api/v1/runs', payload: { graph: pictureGraph() }, headers: { 'idempotency-key': 'one' } });
    const [first, second] = [await start(), await start()];
    expect(second.json().id).toBe(first.json().id);
  });

  it('runs a saved graph, a template and a quote, and nothing when told two things at once', async () => {
    const { app } = await openServer();
    const post = async (url: string, payload: object) => app.inject({ method: 'POST', url: `/api/v1${url}`, payload });
    const graphId = (await post('/graphs', { graph: pictureGraph() })).json().id;
    expect((await post('/runs', { graphId })).json()).toMatchObject({ graphId, name: 'Picture' });
    const templateId = (await post('/templates', { graph: pictureGraph('oil') })).json().id;
    expect((await post('/runs', { templateId })).statusCode).toBe(201);
    const quote = await post('/quotes', { graph: pictureGraph('chalk') });
    expect(quote.statusCode).toBe(201);
    expect((await post('/runs', { quoteId: quote.json().id, graphId })).json()).toMatchObject({ graphId });
    for (const payload of [{}, { graph: pictureGraph(), templateId }, { templateId, graphId }]) {
      expect(await post('/runs', payload)).toMatchObject({ statusCode: 422 });
    }
  });

  it('refuses a graph with problems and names them', async () => {
    const { app } = await openServer();
    const graph = { filmloom: 1, nodes: { a: { type: 'keyframe' } } };
    const answer = await app.inject({ method: 'POST', url: '/api/v1/runs', payload: { graph } });
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json().problems).toContainEqual(
      expect.objectContaining({ severity: 'error', code: 'INPUT_MISSING', node: 'a', port: 'prompt' }),
    );
  });

  it('answers 404 for runs, graphs, templates and quotes that do not exist', async () => {
    const { app } = await openServer();
    for (const url of [
      '/runs/none',
      '/runs/none/outputs',
      '/runs/none/events',
      '/graphs/none',
      '/templates/none',
      '/assets/none',
      '/assets/none/content',
    ]) {
      expect([url, (await app.inject(`/api/v1${url}`)).statusCode]).toEqual([url, 404]);
    }
    for (const url of ['/runs/none/cancel', '/runs/none/pause', '/runs/none/resume', '/runs/none/nodes/a/retry']) {
      expect([url, (await app.inject({ method: 'POST', url: `/api/v1${url}`, payload: {} })).statusCode]).toEqual([url, 404]);
    }
    for (const payload of [{ graphId: 'none' }, { templateId: 'none' }, { quoteId: 'none' }]) {
      expect((await app.inject({ method: 'POST', url: '/api/v1/runs', payload })).statusCode).toBe(404);
    }
  });

  it('takes a decision for a step whose id has slashes in it', async () => {
    const { app } = await openServer();
    const graph = pictureGraph('ink', { ask: { type: 'review' } });
    graph.edges.push({ from: 'frame.image', to: 'ask.image' });
    const { id } = (await app.inject({ method: 'POST', url: '/api/v1/runs', payload: { graph } })).json();
    const waiting = async () => (await app.inject(`/api/v1/runs/${id}`)).json();
    await expect.poll(async () => (await waiting()).state, soon).toBe('awaiting-person');
    const step = (await waiting()).stepList.find((one: { state: string }) => one.state === 'awaiting-person').id;
    expect(step).toContain('/');
    const url = `/api/v1/runs/${id}/steps/${encodeURIComponent(step)}/decide`;
    expect((await app.inject({ method: 'POST', url, payload: { choice: 'approve' } })).statusCode).toBe(200);
    await expect.poll(async () => (await waiting()).state, soon).toBe('done');
  });

  it('lists runs page by page, newest first', async () => {
    const { app } = await openServer();
    for (const style of ['a', 'b', 'c']) await finishedRun(app, pictureGraph(style));
    const first = (await app.inject('/api/v1/runs?limit=2')).json();
    expect(first.runs).toHaveLength(2);
    const second = (await app.inject(`/api/v1/runs?limit=2&cursor=${encodeURIComponent(first.next)}`)).json();
    expect(second.runs).toHaveLength(1);
    expect(second.next).toBeUndefined();
    expect((await app.inject('/api/v1/runs?state=failed')).json().runs).toEqual([]);
  });
});
