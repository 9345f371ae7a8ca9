import { describe, expect, it } from 'vitest';
import { limits } from '#graphs/document.ts';
import { openServer, pictureGraph } from './open-server.ts';

const json = { 'content-type': 'application/json' };
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('bad input', () => {
  it.each([
    ['no JSON', '{"graph":', 400, 'JSON_INVALID'],
    ['an empty body', '', 400, 'JSON_INVALID'],
    ['a list', '[]', 422, 'REQUEST_INVALID'],
    ['a wrong type', '{"graph":7}', 422, 'REQUEST_INVALID'],
    ['an unknown field', '{"graph":{},"colour":1}', 422, 'REQUEST_INVALID'],
    ['an unknown tier', '{"graph":{},"tier":"gold"}', 422, 'REQUEST_INVALID'],
    ['a negative budget', '{"graph":{},"budgetUsd":-1}', 422, 'REQUEST_INVALID'],
    ['a name that would reach into all objects', '{"graph":{"__proto__":{"x":1}}}', 400, 'JSON_INVALID'],
    ['a constructor', '{"graph":{"constructor":{"prototype":{"x":1}}}}', 400, 'JSON_INVALID'],
  ])('as %s is refused with problem JSON', async (_title, payload, status, code) => {
    const { app } = await openServer();
    const answer = await app.inject({ method: 'POST', url: '/api/v1/runs', headers: json, payload });
    expect(answer.json()).toMatchObject({ status, code, type: 'about:blank' });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json().detail).toMatch(/\S.*\.$/s);
  });

  it('names the place in the body', async () => {
    const { app } = await openServer();
    const answer = await app.inject({ method: 'POST', url: '/api/v1/runs', payload: { graph: pictureGraph(), only: ['a', 2] } });
    expect(answer.json().errors).toMatchObject([{ pointer: '#/only/1' }]);
    expect(answer.json().detail).toContain('/only/1');
  });

  it('over 8 MB is refused with 413 everywhere', async () => {
    const { app } = await openServer();
    const payload = JSON.stringify({ graph: { filmloom: 1, name: 'x'.repeat(9_000_000), nodes: {} } });
    for (const url of ['/graphs/validate', '/estimate', '/runs', '/graphs']) {
      const answer = await app.inject({ method: 'POST', url: `/api/v1${url}`, headers: json, payload });
      expect(answer.json()).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
    }
  });

  it('with an unknown content type is refused with 415', async () => {
    const { app } = await openServer();
    const answer = await app.inject({ method: 'POST', url: '/api/v1/runs', headers: { 'content-type': 'text/xml' }, payload: '<a/>' });
    expect(answer.json()).toMatchObject({ status: 415, code: 'MEDIA_TYPE_UNKNOWN' });
    expect((await app.inject({ method: 'POST', url: '/api/v1/assets', payload: {} })).json()).toMatchObject({ status: 415 });
  });

  it('to an unknown place is refused with 404, by an unknown method with 405', async () => {
    const { app } = await openServer();
    expect((await app.inject('/api/v1/nothing')).json()).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    const answer = await app.inject({ method: 'PATCH', url: '/api/v1/graphs/g1' });
    expect(answer.json()).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
    expect(answer.headers.allow).toBe('DELETE, GET, HEAD, PUT');
  });

  it('in a query is refused with 422', async () => {
    const { app } = await openServer();
    for (const url of ['/runs?limit=0', '/runs?limit=many', '/runs?state=lost', '/assets?minSeconds=-1', '/assets?cursor=zzz']) {
      expect([url, (await app.inject(`/api/v1${url}`)).statusCode]).toEqual([url, 422]);
    }
  });

  it('from another page or under another name is refused with 403', async () => {
    const { app } = await openServer();
    const send = (headers: Record<string, string>) =>
      app.inject({ method: 'POST', url: '/api/v1/runs', headers, payload: { graph: pictureGraph() } });
    expect((await send({ origin: 'https://evil.example' })).json()).toMatchObject({ status: 403, code: 'ORIGIN_FOREIGN' });
    expect((await send({ host: 'evil.example' })).json()).toMatchObject({ status: 403, code: 'HOST_FOREIGN' });
    expect((await app.inject({ url: '/', headers: { host: 'evil.example' } })).statusCode).toBe(403);
    expect((await app.inject('/api/v1/runs')).json().runs).toEqual([]);
  });

  it('does not change what all objects have', async () => {
    const { app } = await openServer();
    for (const url of ['/graphs/validate', '/runs', '/graphs']) {
      await app.inject({
        method: 'POST',
        url: `/api/v1${url}`,
        headers: json,
        payload: '{"graph":{"filmloom":1,"nodes":{"__proto__":{"polluted":true}}}}',
      });
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('that breaks the server itself shows nothing of its inside', async () => {
    const { app, parts } = await openServer();
    await parts.store.close();
    const answer = await app.inject('/api/v1/graphs');
    expect(answer.json()).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(answer.body).not.toMatch(/sqlite|database|stack/i);
    expect(answer.json().detail).toContain(answer.headers['x-request-id']);
  });
});

describe('validation over HTTP', () => {
  const validate = async (graph: string) => {
    const { app } = await openServer();
    const answer = await app.inject({ method: 'POST', url: '/api/v1/graphs/validate', headers: json, payload: `{"graph":${graph}}` });
    expect(answer.statusCode).toBe(200);
    return answer.json() as { valid: boolean; problems: { code: string }[] };
  };

  it('finds nothing wrong with a good graph', async () => {
    expect(await validate(JSON.stringify(pictureGraph()))).toEqual({ valid: true, problems: [] });
  });

  it.each([
    ['an empty object', '{}', 'DOCUMENT_INVALID'],
    ['a list', '[]', 'DOCUMENT_INVALID'],
    ['null', 'null', 'DOCUMENT_INVALID'],
    ['100,000 levels', nested(100_000), 'DOCUMENT_TOO_DEEP'],
    ['one level too many', `{"filmloom":1,"nodes":${nested(limits.depth)}}`, 'DOCUMENT_TOO_DEEP'],
    ['__proto__', '{"filmloom":1,"nodes":{"__proto__":{"type":"prompt"}}}', 'KEY_FORBIDDEN'],
    ['__proto__ at the top', '{"filmloom":1,"__proto__":{},"nodes":{}}', 'KEY_FORBIDDEN'],
    ['a document from the future', '{"filmloom":99,"nodes":{}}', 'DOCUMENT_FROM_THE_FUTURE'],
    ['an unknown type', '{"filmloom":1,"nodes":{"a":{"type":"teapot"}}}', 'NODE_UNKNOWN_TYPE'],
  ])('answers 200 with a problem for %s', async (_title, graph, code) => {
    const { valid, problems } = await validate(graph);
    expect(valid).toBe(false);
    expect(problems.map((problem) => problem.code)).toContain(code);
  });

  it('refuses a body without a graph', async () => {
    const { app } = await openServer();
    for (const payload of ['{}', '7', '[1]']) {
      const answer = await app.inject({ method: 'POST', url: '/api/v1/graphs/validate', headers: json, payload });
      expect(answer.json()).toMatchObject({ status: 422, code: 'REQUEST_INVALID' });
    }
  });
});
