import { expect, it } from 'vitest';
import { nodeTypes } from '#nodes/index.ts';
import { openServer } from '../open-server.ts';

it('shows every node type with ports and a form for its parameters', async () => {
  const { app } = await openServer();
  const answer = (await app.inject('/api/v1/node-types')).json();
  expect(answer.nodeTypes.map(({ type }: { type: string }) => type)).toEqual([...nodeTypes.keys()]);
  const planner = answer.nodeTypes.find(({ type }: { type: string }) => type === 'planner');
  expect(planner.outputs.keyframes).toMatchObject({ kind: 'text', count: 'many' });
  expect(planner.params.properties.shots).toMatchObject({ label: 'Shots', default: 6 });
});

it('shows every model with its price in dollars, and the rows behind them', async () => {
  const { app } = await openServer();
  const { models, rows } = (await app.inject('/api/v1/models')).json();
  expect(models.length).toBeGreaterThan(0);
  expect(models).toHaveLength(rows.length);
  expect(models[0]).toMatchObject({ id: 'animatic', tier: 'animatic', available: true, price: { usd: '0' } });
  const paid = models.filter(({ tier }: { tier: string }) => tier !== 'animatic');
  expect(paid.length).toBeGreaterThan(5);
  // without a key nothing that costs money can be used
  for (const model of paid)
    expect(model).toMatchObject({ available: false, price: { usd: expect.stringMatching(/^0\.\d+$|^\d+(\.\d+)?$/) } });
});

it('says that it is well, and its limits', async () => {
  const { app } = await openServer();
  const health = (await app.inject('/api/v1/health')).json();
  expect(health).toMatchObject({
    ok: true,
    mode: 'embedded',
    limits: { nodes: 10_000, edges: 40_000, bytes: 8_000_000, depth: 64, steps: 10_000 },
  });
  expect(health.version).toMatch(/^\d+\.\d+\.\d+/);
});

it('says what is wrong when the database has gone', async () => {
  const { app, parts } = await openServer();
  await parts.store.close();
  expect((await app.inject('/api/v1/health')).json()).toMatchObject({
    ok: false,
    checks: { database: { ok: false }, files: { ok: true } },
  });
});

it('publishes the format of graphs as JSON Schema', async () => {
  const { app } = await openServer();
  const answer = await app.inject('/api/v1/graph.schema.json');
  expect(answer.headers['content-type']).toContain('application/schema+json');
  expect(answer.json()).toMatchObject({ type: 'object', required: ['filmloom', 'nodes'], properties: { filmloom: { const: 1 } } });
});

it('estimates a graph and holds the price as a quote', async () => {
  const { app } = await openServer();
  const graph = (await app.inject('/api/v1/templates/lighthouse')).json().graph;
  const estimate = await app.inject({ method: 'POST', url: '/api/v1/estimate', payload: { graph } });
  expect(estimate.json()).toMatchObject({ usd: { min: '0', max: '0' }, problems: [] });
  const quote = (await app.inject({ method: 'POST', url: '/api/v1/quotes', payload: { graph } })).json();
  expect(quote).toMatchObject({ usd: { max: '0' }, graphHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(Date.parse(quote.expiresAt)).toBeGreaterThan(Date.now());
});
